// Waits for what only a look can tell: the Worker has nobody to tell it to.

const PAUSE = 200;

/** Seconds after which what is waited for does not come any more: on no machine, however busy. */
const HOPELESS = 600;

/**
 * @template Found
 * @param {() => Promise<Found | undefined | false>} look
 * @returns {Promise<Found>}
 */
export async function until(look) {
  const end = Date.now() + HOPELESS * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${HOPELESS} s: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
