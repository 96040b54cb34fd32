// Errors as reports, letters and problems have them: typed, and never so long that a queue or the
// database would not take them.
import { isEcsError } from 'ecs-delete-image';
import { AccountError } from '../accounts.js';

/** Characters of one text in an error: what the service says is shorter. */
const MOST = 2_000;

/** What is said of an image whose deletions got no answer that anybody could have written down. */
export const ANSWER_LOST = {
  name: 'AnswerError',
  kind: 'worker',
  code: 'AnswerLost',
  message:
    'Deletions of this image were sent again and again. What came of them is not known: each time, the Worker was ended first.',
  outcome: 'unknown',
  retryable: false,
};

/**
 * @param {unknown} error
 * @returns {Record<string, unknown>}
 */
export function reportOf(error) {
  if (isEcsError(error) || error instanceof AccountError) return clip(error.toJSON());
  return clip({ name: 'Error', kind: 'worker', code: 'Failed', message: String(error) });
}

/** @param {object} report @returns {Record<string, unknown>} */
function clip(report) {
  return Object.fromEntries(
    Object.entries(report).map(([name, value]) =>
      typeof value === 'string' && value.length > MOST
        ? [name, `${value.slice(0, MOST)}…`]
        : [name, value],
    ),
  );
}
