// The table of the demo endpoint's images, and the button that puts its start state back.
import { byId, chip, element } from './dom.js';
import { states } from './words.js';

/**
 * An image as the control interface shows it.
 *
 * @typedef {object} DemoImage
 * @property {string} imageId
 * @property {string} regionId
 * @property {string} name
 * @property {string[]} states
 * @property {boolean} deleting
 */

/** How often the table is read again while a deletion is being carried out, in milliseconds. */
const PAUSE = 250;

const panel = byId('images', HTMLElement);
const rows = byId('image-rows', HTMLTableSectionElement);
const problem = byId('images-problem', HTMLParagraphElement);
const resetButton = byId('reset', HTMLButtonElement);

export class ImageTable {
  #controlUrl;
  #regionId;
  #onChoose;
  #chosenId = '';
  /** The next look, while a deletion is being carried out. */
  #timer = 0;
  /** What the rows show, so that they are made anew only when it changes. */
  #shown = '';

  /**
   * @param {string} controlUrl
   * @param {string | undefined} regionId where images are when nothing is said of it
   * @param {(image: DemoImage) => void} onChoose
   */
  constructor(controlUrl, regionId, onChoose) {
    this.#controlUrl = controlUrl;
    this.#regionId = regionId;
    this.#onChoose = onChoose;
    panel.hidden = false;
    resetButton.addEventListener('click', () => this.#reset());
  }

  /** Reads the images, and goes on until every deletion under way is done. */
  async refresh() {
    const images = await this.#ask('GET', '/images');
    if (images === undefined) return;
    this.#show(images.images);
    clearTimeout(this.#timer);
    if (images.images.some(({ deleting }) => deleting)) {
      this.#timer = window.setTimeout(() => this.refresh(), PAUSE);
    }
  }

  /** @param {string} imageId */
  mark(imageId) {
    this.#chosenId = imageId;
    for (const row of rows.rows) {
      const isChosen = row.dataset.imageId === imageId;
      row.classList.toggle('chosen', isChosen);
      const button = row.querySelector('button');
      if (button) button.ariaPressed = String(isChosen);
    }
  }

  async #reset() {
    await this.#ask('POST', '/reset');
    await this.refresh();
  }

  /**
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @returns {Promise<{ images: DemoImage[] } | undefined>} undefined when there is no answer
   */
  async #ask(method, path) {
    try {
      const response = await fetch(this.#controlUrl + path, { method });
      problem.textContent = '';
      return await response.json();
    } catch {
      problem.textContent = 'The demo endpoint does not answer. Is “make demo” still running?';
      return undefined;
    }
  }

  /** @param {DemoImage[]} images */
  #show(images) {
    const shown = JSON.stringify(images);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focusedId = document.activeElement?.closest('tr')?.dataset.imageId;
    rows.replaceChildren(...images.map((image) => this.#row(image)));
    this.mark(this.#chosenId);
    const focused = [...rows.rows].find((row) => row.dataset.imageId === focusedId);
    if (focusedId) focused?.querySelector('button')?.focus();
  }

  /** @param {DemoImage} image */
  #describe({ name, regionId }) {
    return regionId === this.#regionId ? name : `${name} · ${regionId}`;
  }

  /** @param {DemoImage} image */
  #row(image) {
    const { imageId } = image;
    const button = element('button', { type: 'button', className: 'choose' }, imageId);
    button.addEventListener('click', () => this.#onChoose(image));
    const row = element(
      'tr',
      {},
      element('td', {}, button, element('small', {}, this.#describe(image))),
      element('td', {}, ...chips(image)),
    );
    row.dataset.imageId = imageId;
    return row;
  }
}

/** @param {DemoImage} image */
function chips(image) {
  if (image.deleting) return [chip('deleting', 'plain')];
  return image.states.map((name) => {
    const { text, tone } = states[name] ?? { text: name, tone: 'plain' };
    return chip(text, tone);
  });
}
