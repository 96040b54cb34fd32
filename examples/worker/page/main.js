// The form, and what came of it.
import { userToken, worker } from './config.js';
import { deleteImage } from './deletion.js';

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
const output = /** @type {HTMLOutputElement} */ (document.querySelector('output'));

/** What a result says to its reader. */
const RESULTS = {
  accepted: 'The deletion was accepted.',
  absent: 'The image is gone.',
  validated: 'It could be deleted. Nothing was.',
};

/** Images whose deletion may have been carried out, though no answer has said so. */
const uncertain = new Set();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  // Twice is once too often.
  button.disabled = true;
  output.textContent = 'Deleting…';
  output.className = '';
  const order = readOrder();
  try {
    const { outcome, requestId } = await deleteImage(worker, await userToken(), order);
    show('done', RESULTS[outcome], `Request ${requestId}`);
  } catch (error) {
    explain(error, order);
  } finally {
    button.disabled = false;
  }
});

function readOrder() {
  const fields = new FormData(form);
  return {
    regionId: String(fields.get('regionId')),
    imageId: String(fields.get('imageId')),
    force: fields.has('force'),
    dryRun: fields.has('dryRun'),
  };
}

/**
 * Errors of the service and refusals of the Worker have a code. What has none is of `fetch`: there was
 * no answer of the Worker's, and so nothing that could have been sent on.
 *
 * @param {any} error
 * @param {ReturnType<typeof readOrder>} order
 */
function explain(error, { regionId, imageId, dryRun }) {
  const { code = 'NoAnswer', description, message, outcome, requestId, remedies = [] } = error;
  const image = `${regionId} ${imageId}`;
  // Not there after an answer that was lost: it was deleted then, whatever this attempt has done.
  if (code === 'InvalidImageId.NotFound' && uncertain.has(image)) {
    show('done', RESULTS.absent, `Request ${requestId}`);
    return;
  }
  if (outcome === 'unknown' && !dryRun) uncertain.add(image);
  const fate =
    outcome === 'unknown' || uncertain.has(image)
      ? 'The image may be gone: look before you try again.'
      : 'Nothing was deleted.';
  const advice = remedies.map((/** @type {any} */ remedy) => remedy.description);
  show('failed', code, description ?? message, fate, ...advice);
}

/**
 * @param {'done' | 'failed'} style
 * @param {string[]} lines
 */
function show(style, ...lines) {
  output.className = style;
  output.replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })),
  );
}
