// What fails goes to the dead-letter queue, too, each image with its typed error.

/** As many as a queue takes at once, and as many bytes: it takes 256 KB, what it adds included. */
const MOST_LETTERS = 100;
const MOST_BYTES = 200_000;

/** @typedef {{ body: import('../queues/dead-letters.js').DeadLetter }} Letter */

/**
 * Before it is written down that they failed: a letter can come twice, and none is lost.
 *
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../store/lanes.js').Lane} lane
 * @param {import('../store/images.js').PlannedImage[]} images
 * @param {import('../store/images.js').Change[]} changes
 */
export async function sendLetters({ deadLetters }, lane, images, changes) {
  const byId = new Map(images.map((image) => [image.image_id, image]));
  const letters = changes
    .filter(({ state }) => state === 'failed')
    .map(({ id, error }) => ({
      body: {
        planId: lane.plan_id,
        account: lane.account,
        regionId: lane.region_id,
        imageId: id,
        name: byId.get(id)?.name,
        rule: byId.get(id)?.rule,
        error,
      },
    }));
  for (const batch of inBatches(letters)) await deadLetters.sendBatch(batch);
}

/**
 * Each as large as a queue takes at once.
 *
 * @param {Letter[]} letters
 */
export function inBatches(letters) {
  /** @type {Letter[][]} */
  const batches = [];
  let bytes = Infinity;
  for (const letter of letters) {
    const size = new TextEncoder().encode(JSON.stringify(letter.body)).length;
    const last = batches[batches.length - 1];
    if (bytes + size > MOST_BYTES || last.length === MOST_LETTERS) {
      batches.push([letter]);
      bytes = size;
    } else {
      last.push(letter);
      bytes += size;
    }
  }
  return batches;
}
