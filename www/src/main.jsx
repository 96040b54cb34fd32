// Starts the page.
import { render } from 'preact';
import { App } from './app.jsx';
import { followAddress } from './state/page.js';
import { readConfig } from './state/config.js';

const config = await readConfig();
followAddress(config);
render(<App />, /** @type {HTMLElement} */ (document.getElementById('page')));
