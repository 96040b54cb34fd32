// Deletes the image that the form names.
import { EcsClient, isEcsError } from 'ecs-delete-image';

// Temporary ones, from a server of yours that knows who is asking; never a key that lasts.
const credentials = async () => (await fetch('/temporary-credentials')).json();
const ecs = new EcsClient({ credentials });

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const output = /** @type {HTMLOutputElement} */ (document.querySelector('output'));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const entered = new FormData(form);
  output.textContent = '…';
  try {
    const regionId = String(entered.get('regionId'));
    const imageId = String(entered.get('imageId'));
    const { outcome } = await ecs.deleteImage(regionId, imageId);
    output.textContent = outcome;
  } catch (error) {
    output.textContent = isEcsError(error) ? error.message : String(error);
  }
});
