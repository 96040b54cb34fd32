// Asks before the page is left while something is under way, whose end nobody would see then.
import { effect } from '@preact/signals';

/** @param {() => boolean} isBusy reads what it depends on from signals */
export function guardLeaving(isBusy) {
  const stay = (/** @type {Event} */ event) => event.preventDefault();
  effect(() => {
    if (!isBusy()) return undefined;
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  });
}
