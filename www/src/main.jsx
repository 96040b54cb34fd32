// Starts the page.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.jsx';
import { isRunning } from './call/run.js';
import { guardLeaving } from './state/leaving.js';
import { followAddress } from './state/page.js';
import { readConfig } from './state/config.js';
import { t } from './words/index.js';

const config = await readConfig();
followAddress(config);
effect(() => {
  document.title = t('title');
});
guardLeaving(isRunning);
render(<App />, /** @type {HTMLElement} */ (document.getElementById('page')));
