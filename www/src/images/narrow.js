// Whether the screen is so narrow that a row of the table stands in lines, one below the other.
import { signal } from '@preact/signals';

/** As in the style sheet. */
const narrow = window.matchMedia('(width < 40rem)');

export const isNarrow = signal(narrow.matches);

narrow.addEventListener('change', () => (isNarrow.value = narrow.matches));
