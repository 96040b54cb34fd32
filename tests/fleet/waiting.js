// Waits for what only a look can tell: the Worker has nobody to tell it to.

const PAUSE = 200;

/**
 * @template Found
 * @param {() => Promise<Found | undefined | false>} look
 * @param {number} [seconds]
 * @returns {Promise<Found>}
 */
export async function until(look, seconds = 240) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
