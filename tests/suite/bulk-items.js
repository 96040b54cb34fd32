// Ids for `deleteImages`, and its items in short.

/** @param {number} count */
export function idsOf(count) {
  return Array.from({ length: count }, (_, index) => `m-${index}`);
}

/**
 * What each item says: its status, or what its error does.
 *
 * @param {import('ecs-delete-image').BulkResult} result
 */
export function ends({ items }) {
  return items.map(({ status, error }) =>
    error ? [status, error.code, error.outcome, error.attempts].join(' ') : status,
  );
}
