// Tells those who do not see the page what has happened.
import { signal } from '@preact/signals';

const announcement = signal('');

/** @param {string} text */
export function announce(text) {
  announcement.value = text;
}

export function Announcer() {
  return (
    <p id="announcement" class="unseen" role="status">
      {announcement.value}
    </p>
  );
}
