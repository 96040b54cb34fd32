// Which pages may call: those of one origin. What is no page sends no `Origin`, and needs a token as
// they do. No cookie ever counts, so that no foreign page can act for a user who is signed in.
import { Refusal } from './refusal.js';

/** Seconds that a browser remembers a preflight's answer; Chromium's limit. */
const REMEMBERED_FOR = '7200';

/**
 * @param {Request} request
 * @param {string} allowedOrigin
 * @param {Headers} headers of the answer: the page of the one origin may read it
 */
export function admit(request, allowedOrigin, headers) {
  const origin = request.headers.get('origin');
  if (origin === null) return;
  if (origin !== allowedOrigin) {
    throw new Refusal(403, 'OriginNotAllowed', 'Pages of this origin may not call this Worker.');
  }
  headers.set('access-control-allow-origin', allowedOrigin);
  headers.set('access-control-expose-headers', 'retry-after');
}

/** What a browser wants to know beforehand. @param {Headers} headers */
export function preflightHeaders(headers) {
  headers.set('access-control-allow-methods', 'POST');
  headers.set('access-control-allow-headers', 'authorization, content-type');
  headers.set('access-control-max-age', REMEMBERED_FOR);
  return headers;
}
