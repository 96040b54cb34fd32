// Runs the suite in stock Firefox, driven over WebDriver BiDi.
import { firefoxArguments, locate } from '../../scripts/lib/browsers.js';
import { launchIn } from './browser.js';

await launchIn('firefox', {
  browser: 'firefox',
  executablePath: locate('firefox'),
  args: firefoxArguments,
});
