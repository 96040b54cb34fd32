// A button that copies a text and says so.
import { element } from './dom.js';

/** Milliseconds for which the button says what happened. */
const SHOWN = 2000;

/**
 * @param {string} label
 * @param {() => string} getText
 */
export function copyButton(label, getText) {
  const button = element('button', { type: 'button', className: 'quiet' }, label);
  let timer = 0;
  button.addEventListener('click', async () => {
    button.textContent = (await isCopied(getText())) ? 'Copied' : 'The browser did not allow it';
    clearTimeout(timer);
    timer = window.setTimeout(() => (button.textContent = label), SHOWN);
  });
  return button;
}

/** @param {string} text */
async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
