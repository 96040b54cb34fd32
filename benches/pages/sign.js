// Runs in a browser: leaves the means to time signatures where the bench finds them.
import { signers, timed } from '../lib/signers.js';

/** @type {any} */ (globalThis).timed = (/** @type {{ rounds: number, count: number }} */ size) =>
  timed(signers, size);
