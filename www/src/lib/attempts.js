// Watches the requests of a call: a `fetch` that notes when each began, when it ended and what came
// back. Nothing of it is kept longer than the page shows it.

/**
 * @typedef {object} Attempt
 * @property {number} number from 1
 * @property {number} startedAt milliseconds since the first one began, without the pauses between calls
 * @property {number} [endedAt]
 * @property {string} action
 * @property {string} method
 * @property {string} url
 * @property {[name: string, value: string][]} sentHeaders
 * @property {string} body
 * @property {number} [status]
 * @property {string} [code] the service's, if it refused
 * @property {[name: string, value: string][]} [headers]
 * @property {string} [answer]
 * @property {string} [failure] why there is no answer
 */

/**
 * @param {(attempts: Attempt[]) => void} onChange given a new list every time
 * @param {readonly Attempt[]} [earlier] of calls before; these go on where they ended, whenever that was
 * @param {typeof fetch} [send]
 * @returns {typeof fetch}
 */
export function watchedFetch(onChange, earlier = [], send = (...request) => fetch(...request)) {
  let attempts = [...earlier];
  const end = Math.max(0, ...earlier.map(({ startedAt, endedAt = startedAt }) => endedAt));
  /** @type {number | undefined} */
  let begin;
  const now = () => {
    begin ??= performance.now() - end;
    return performance.now() - begin;
  };
  /** @param {number} number @param {Partial<Attempt>} news */
  const note = (number, news) => {
    attempts = attempts.map((one) => (one.number === number ? { ...one, ...news } : one));
    onChange(attempts);
  };
  return async (input, init) => {
    const number = attempts.length + 1;
    attempts = [...attempts, { number, startedAt: now(), ...requestFacts(input, init) }];
    onChange(attempts);
    try {
      const response = await send(input, init);
      readAside(response.clone(), (news) => note(number, { ...news, endedAt: now() }));
      return response;
    } catch (error) {
      note(number, { endedAt: now(), failure: failureOf(error) });
      throw error;
    }
  };
}

/**
 * @param {RequestInfo | URL} input
 * @param {RequestInit} [init]
 */
export function requestFacts(input, init = {}) {
  const url = input instanceof Request ? input.url : String(input);
  const body = typeof init.body === 'string' ? init.body : '';
  const headers = new Headers(init.headers);
  const parameters = new URLSearchParams(body || new URL(url).search);
  return {
    action: parameters.get('Action') ?? headers.get('x-acs-action') ?? '',
    method: init.method ?? 'GET',
    url,
    sentHeaders: [...headers],
    body,
  };
}

/**
 * Beside the client, which reads the answer itself and must not wait for this.
 *
 * @param {Response} response
 * @param {(news: Partial<Attempt>) => void} tell
 */
async function readAside(response, tell) {
  const headers = /** @type {[string, string][]} */ ([...response.headers]);
  const { status } = response;
  try {
    const answer = await response.text();
    tell({ status, headers, answer, ...serviceFacts(answer) });
  } catch (error) {
    tell({ status, headers, failure: failureOf(error) });
  }
}

/** @param {string} answer */
function serviceFacts(answer) {
  try {
    const { Code: code } = JSON.parse(answer);
    return { code };
  } catch {
    return {};
  }
}

/** @param {unknown} error */
function failureOf(error) {
  return error instanceof Error ? error.name : 'Error';
}
