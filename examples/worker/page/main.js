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

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  // Twice is once too often.
  button.disabled = true;
  output.textContent = 'Deleting…';
  output.className = '';
  try {
    const { outcome, requestId } = await deleteImage(worker, await userToken(), readOrder());
    show('done', RESULTS[outcome], `Request ${requestId}`);
  } catch (error) {
    explain(/** @type {import('ecs-delete-image').EcsError} */ (error));
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
 */
function explain({ code = 'NoAnswer', description, message, outcome, remedies = [] }) {
  const fate =
    outcome === 'unknown'
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
