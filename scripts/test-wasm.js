// Runs the tests of tests/web.rs in a real browser, with wasm-pack.
// Usage: node scripts/test-wasm.js chrome|firefox
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { chromiumArguments, firefoxArguments, geckodriver, locate } from './lib/browsers.js';

/** @type {Record<string, () => string[]>} */
const drivers = {
  chrome: () => ['--chrome', '--chromedriver', locate('chromedriver')],
  firefox: () => ['--firefox', '--geckodriver', geckodriver],
};

/** wasm-pack takes the browsers' own paths and arguments only from this file beside Cargo.toml. */
const capabilities = {
  'goog:chromeOptions': { binary: locate('chromium'), args: chromiumArguments },
  'moz:firefoxOptions': { binary: locate('firefox'), args: firefoxArguments },
};

const driver = drivers[process.argv[2]];
if (!driver) throw new Error('usage: node scripts/test-wasm.js chrome|firefox');
writeFileSync('webdriver.json', `${JSON.stringify(capabilities, null, 2)}\n`);
const options = ['test', '--headless', ...driver(), '--', '--test', 'web'];
const { status, error } = spawnSync('wasm-pack', options, { stdio: 'inherit' });
if (error) throw error;
process.exitCode = status ?? 1;
