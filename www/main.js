// Puts the page together: the form's wishes become calls, and calls become results.
import { deleteImage } from './call.js';
import { readConfig } from './config.js';
import { isConfirmed } from './confirm.js';
import { copyButton } from './copy.js';
import { byId } from './dom.js';
import * as form from './form.js';
import { remember } from './history.js';
import { ImageTable } from './images.js';
import { announce, showEnding, showPlainly } from './result.js';
import { showSample } from './sample.js';

/** @typedef {import('./call.js').Ending} Ending */
/** @typedef {import('./call.js').Wish} Wish */

const sample = byId('sample', HTMLElement);

/** Ends the call under way. */
let abort = new AbortController();

/** @type {ImageTable | undefined} */
let images;

/** @param {Wish} wish */
function onChange(wish) {
  showSample(sample, wish);
  images?.mark(wish.imageId);
}

/** @param {Wish} wish */
async function onSubmit(wish) {
  form.clearProblems();
  if (deletesByForce(wish) && !(await isConfirmed(wish.imageId))) return;
  abort = new AbortController();
  form.setBusy(true);
  showPlainly('Waiting for the service’s answer…');
  announce('');
  const started = performance.now();
  try {
    const ending = await deleteImage(wish, abort.signal);
    show(wish, ending, performance.now() - started);
  } catch (error) {
    showPlainly(`The page itself failed, and what became of the call is unknown. ${error}`);
    throw error;
  } finally {
    form.setBusy(false);
  }
  await images?.refresh();
}

/**
 * A dry run loses nothing, and without an id there is nothing to type: the package refuses that.
 *
 * @param {Wish} wish
 */
function deletesByForce({ force, dryRun, imageId }) {
  return force && !dryRun && imageId !== '';
}

/**
 * @param {Wish} wish
 * @param {Ending} ending
 * @param {number} duration
 */
function show(wish, ending, duration) {
  if ('error' in ending && ending.error.kind === 'argument' && form.showProblem(ending.error)) {
    showPlainly('Nothing was sent: see the message in the form.');
    return;
  }
  showEnding(wish.imageId, ending, form.offerForce);
  remember(wish, ending, duration);
  if ('result' in ending && ending.result.outcome !== 'validated') form.dropForce();
}

/** @param {import('./config.js').PageConfig} config */
async function showImages({ controlUrl, regionId }) {
  if (controlUrl === undefined) return;
  images = new ImageTable(controlUrl, regionId, (image) => {
    form.chooseImage(image);
    announce(`${image.imageId} is in the form.`);
  });
  await images.refresh();
}

byId('sample-copy', HTMLDivElement).append(copyButton('Copy', () => sample.textContent ?? ''));
form.listen({ onChange, onSubmit, onStop: () => abort.abort() });
const config = await readConfig();
form.fillForm(config);
await showImages(config);
