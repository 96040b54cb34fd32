// A fetch that shows what goes out and what comes back, without what signs it.

/** @typedef {import('./terminal.js').Terminal} Terminal */

/** What is never shown: the first would let anyone send the call again, the second is a secret. */
const HIDDEN_PARAMETERS = ['Signature', 'SecurityToken'];
const HIDDEN = '(hidden)';

/** What every call has. The first call shows them, the others show what differs. */
const COMMON_PARAMETERS = [
  'AccessKeyId',
  'Format',
  'Signature',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureVersion',
  'Timestamp',
  'Version',
];

/**
 * @param {Terminal} terminal
 * @returns {typeof fetch}
 */
export function showingFetch(terminal) {
  let isFirst = true;
  return async (input, init) => {
    showRequest(terminal, String(input), init, isFirst);
    isFirst = false;
    const response = await fetch(input, init);
    await showAnswer(terminal, response.clone());
    return response;
  };
}

/**
 * @param {Terminal} terminal
 * @param {string} url
 * @param {RequestInit} [init]
 * @param {boolean} [isWhole]
 */
function showRequest({ say, pairs, paint }, url, init = {}, isWhole = true) {
  const { protocol, host, pathname } = new URL(url);
  say(`${paint('bold', `→ ${init.method}`)} ${protocol}//${host}${pathname}`);
  const parameters = parametersOf(url, init);
  const shown = parameters.filter(([name]) => isWhole || !COMMON_PARAMETERS.includes(name));
  pairs(shown.map(([name, value]) => [`  ${name}`, value]));
  if (!isWhole) say(paint('dim', '  … and the common ones as before, signed anew'));
}

/**
 * Those of the query and of the form, as the service reads them.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @returns {[name: string, value: string][]}
 */
function parametersOf(url, { body }) {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const all = [...new URL(url).searchParams, ...form];
  return all.map(([name, value]) => [name, HIDDEN_PARAMETERS.includes(name) ? HIDDEN : value]);
}

/**
 * @param {Terminal} terminal
 * @param {Response} response
 */
async function showAnswer({ say, paint }, response) {
  const colour = response.ok ? 'green' : 'yellow';
  const type = response.headers.get('content-type') ?? 'no content type';
  const status = `← ${response.status} ${response.statusText}`;
  say(`${paint('bold', paint(colour, status))} ${paint('dim', type)}`);
  say(indented(await response.text()));
  say('');
}

/** @param {string} body */
function indented(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2).replaceAll(/^/gm, '  ');
  } catch {
    return `  ${body}`;
  }
}
