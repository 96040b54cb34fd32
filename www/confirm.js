// Asks for the image id before a forced deletion: nobody types one by accident.
import { byId } from './dom.js';

const dialog = byId('confirm', HTMLDialogElement);
const form = byId('confirm-form', HTMLFormElement);
const shownId = byId('confirm-id', HTMLElement);
const input = byId('confirm-input', HTMLInputElement);
const deleteButton = byId('confirm-delete', HTMLButtonElement);

/** What the dialog closes with when the answer is yes; Escape leaves it empty. */
const YES = 'yes';

/**
 * Whether the id was typed and the button pressed.
 *
 * @param {string} imageId
 * @returns {Promise<boolean>}
 */
export function isConfirmed(imageId) {
  shownId.textContent = imageId;
  input.value = '';
  deleteButton.disabled = true;
  dialog.returnValue = '';
  dialog.showModal();
  input.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === YES), { once: true });
  });
}

input.addEventListener('input', () => {
  deleteButton.disabled = input.value !== shownId.textContent;
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!deleteButton.disabled) dialog.close(YES);
});
byId('confirm-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
