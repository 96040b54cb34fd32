// What fails goes to the dead-letter queue, too, each image with its typed error.

/** As many as a queue takes at once. */
const BATCH = 100;

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
    .map(({ id, error = {} }) => ({
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
  for (let from = 0; from < letters.length; from += BATCH) {
    await deadLetters.sendBatch(letters.slice(from, from + BATCH));
  }
}
