// The consumer of dead letters: writes down images that could not be deleted, and turns that failed
// again and again. The latter are not lost: the sweep sends their lane another message.

/**
 * @typedef {import('../store/lanes.js').LaneKey & {
 *   imageId?: string, name?: string, rule?: string, error?: object, turn?: number,
 * }} DeadLetter
 */

const TURN_FAILED = {
  name: 'TurnError',
  kind: 'worker',
  code: 'TurnFailed',
  message: 'Turns of this lane failed again and again. The log says why. It is tried again.',
  retryable: true,
};

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../platform.js').MessageBatch<DeadLetter>} batch
 */
export async function consumeDeadLetters({ db, now }, { messages }) {
  const letters = messages.map(({ body }) => completed(body));
  for (const { error, ...where } of letters) {
    const { code } = /** @type {{ code?: string }} */ (error);
    console.warn(JSON.stringify({ deadLetter: code, ...where }));
  }
  const rows = letters.map(({ planId, account, regionId, imageId, error }) => [
    ...[planId, account, regionId, imageId, JSON.stringify(error)],
  ]);
  await db
    .prepare(
      `INSERT INTO dead_letters (plan_id, account, region_id, image_id, error, arrived_at)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?1
       FROM json_each(?2) WHERE true
       ON CONFLICT DO UPDATE SET error = excluded.error, arrived_at = excluded.arrived_at`,
    )
    .bind(now(), JSON.stringify(rows))
    .run();
}

/**
 * With what it lacks: a letter that cannot be written down would hold up all that came with it.
 *
 * @param {Partial<DeadLetter> | null} body
 */
function completed(body) {
  const {
    planId = '',
    account = '',
    regionId = '',
    imageId = '',
    error = TURN_FAILED,
  } = body ?? {};
  return { planId, account, regionId, imageId, error };
}
