// Runs the suite in stock Chromium.
import { chromiumArguments, locate } from '../../scripts/lib/browsers.js';
import { launchIn } from './browser.js';

await launchIn('chromium', { executablePath: locate('chromium'), args: chromiumArguments });
