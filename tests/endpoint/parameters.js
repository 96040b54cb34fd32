/**
 * The parameters of a request, decoded from the query and the form body together.
 * It decides nothing about their meaning.
 */
import { invalidParameter } from './errors.js';
import { formDecode } from './percent-encoding.js';

/** @typedef {import('./errors.js').ServiceError} ServiceError */

/**
 * @typedef {object} Parameters
 * @property {Map<string, string>} all
 * @property {Map<string, string>} query those of the query alone, which signature V3 signs
 * @property {ServiceError | undefined} problem the first thing wrong; the rest is still readable
 */

/**
 * @param {string} query without the question mark
 * @param {string} form empty when the body is not a form
 * @returns {Parameters}
 */
export function decodeParameters(query, form) {
  /** @type {Parameters} */
  const parameters = { all: new Map(), query: new Map(), problem: undefined };
  for (const [source, text] of /** @type {const} */ ([
    ['query', query],
    ['form', form],
  ])) {
    for (const pair of text.split('&').filter((part) => part !== '')) {
      addPair(parameters, source, pair);
    }
  }
  return parameters;
}

/**
 * @param {Parameters} parameters
 * @param {'query' | 'form'} source
 * @param {string} pair
 */
function addPair(parameters, source, pair) {
  const equals = pair.indexOf('=');
  const rawName = equals === -1 ? pair : pair.slice(0, equals);
  try {
    const name = formDecode(rawName);
    const value = equals === -1 ? '' : formDecode(pair.slice(equals + 1));
    // Two values for one name could be signed one way and read another.
    if (parameters.all.has(name)) {
      parameters.problem ??= invalidParameter(name);
      return;
    }
    parameters.all.set(name, value);
    if (source === 'query') {
      parameters.query.set(name, value);
    }
  } catch {
    parameters.problem ??= invalidParameter(rawName);
  }
}
