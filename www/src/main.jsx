// Starts the page.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.jsx';
import { followAddress } from './state/page.js';
import { readConfig } from './state/config.js';
import { t } from './words/index.js';

const config = await readConfig();
followAddress(config);
effect(() => {
  document.title = t('title');
});
render(<App />, /** @type {HTMLElement} */ (document.getElementById('page')));
