// How a turn spends the time of its lease. After that another may take the lane over, so what a turn has
// begun must have come to its end by then.

/** Milliseconds for one request to the service. */
export const REQUEST_TIME = 8_000;

/** Of a lease, this part is for beginning; the rest is for ends, and for the database. */
const BEGINNING = 0.3;

/** A look in two requests and a deletion, each as slow as can be, have to find room in that part. */
export const LEAST_LEASE = Math.round((3 * REQUEST_TIME) / BEGINNING);

/** So that a turn has ended before the platform ends its consumer, after 15 minutes. */
export const LONGEST_LEASE = 30 * 60_000;

/**
 * Whether a turn may begin nothing more.
 *
 * @param {{ settings: { lease: number }, now: () => number }} fleet
 * @param {{ held_until: number }} lane
 */
export function isTimeUp({ settings, now }, lane) {
  return now() >= lane.held_until - settings.lease * (1 - BEGINNING);
}
