// Tells those who do not see the page what has happened.
import { signal } from '@preact/signals';

const announcement = signal('');

/** @param {string} text */
export function announce(text) {
  // The same words twice in a row would be no change, and so not be said.
  announcement.value = '';
  requestAnimationFrame(() => (announcement.value = text));
}

export function Announcer() {
  return (
    <p id="announcement" class="unseen" role="status">
      {announcement.value}
    </p>
  );
}
