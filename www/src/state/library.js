// The package, loaded while the page is drawn already.
import { signal } from '@preact/signals';

/** @typedef {typeof import('./package.js')} Library */

/** Nothing until it is there. @type {import('@preact/signals').Signal<Library | undefined>} */
export const library = signal(undefined);

/** Why it could not be loaded. */
export const libraryProblem = signal('');

/** @type {Promise<Library>} */
export const loading = import('./package.js').then(async (module) => {
  await module.ready;
  library.value = module;
  return module;
});
loading.catch((error) => {
  libraryProblem.value = String(error);
});
