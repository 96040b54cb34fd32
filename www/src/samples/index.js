// Every sample by its name in the address, with what a highlighter calls its language.
import { cliSample } from './cli.js';
import { goSample } from './go.js';
import { javaSample } from './java.js';
import { packageSample } from './package.js';
import { pythonSample } from './python.js';
import { typescriptSample } from './typescript.js';

/**
 * @typedef {object} Sample
 * @property {string} name
 * @property {string} title
 * @property {'javascript' | 'typescript' | 'python' | 'java' | 'go' | 'bash'} language
 * @property {((wish: import('./wish.js').Wish) => string) | undefined} write nothing for what needs a
 *   signed request: see curl.js
 */

/** @type {readonly Sample[]} */
export const samples = [
  { name: 'package', title: 'JavaScript', language: 'javascript', write: packageSample },
  { name: 'typescript', title: 'TypeScript', language: 'typescript', write: typescriptSample },
  { name: 'python', title: 'Python', language: 'python', write: pythonSample },
  { name: 'java', title: 'Java', language: 'java', write: javaSample },
  { name: 'go', title: 'Go', language: 'go', write: goSample },
  { name: 'cli', title: 'CLI', language: 'bash', write: cliSample },
  { name: 'curl', title: 'curl', language: 'bash', write: undefined },
];
