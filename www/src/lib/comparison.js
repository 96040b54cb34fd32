// Two strings to sign side by side: where they differ first, and in which parameter. Of signature V3 it
// is the canonical request that is compared: its string to sign is no more than a hash.
import { MASK, conceal } from './masking.js';

/**
 * @typedef {object} Comparison
 * @property {'same' | 'different'} verdict
 * @property {number} at the first character that differs
 * @property {string} name the parameter in which it is; empty where there is none
 * @property {Part[]} theirs
 * @property {Part[]} ours
 */
/** @typedef {{ text: string, isDifferent: boolean }} Part */

/** How services quote the string: after a colon, or in brackets. */
const quotes = [
  /server CanonicalRequest is \[([\s\S]*?)\]\s*(?:$|["}])/i,
  /string to sign is\s*:\s*([\s\S]*)/i,
  /server StringToSign is \[([\s\S]*?)\]/i,
];

/**
 * The string in what was pasted: a bare one, an error's message, or a whole answer in JSON or XML.
 *
 * @param {string} pasted
 */
export function stringToSignIn(pasted) {
  const text = messageIn(pasted.trim());
  const quoted = quotes.map((quote) => quote.exec(text)?.[1]).find(Boolean) ?? text;
  const bare = unescapeXml(quoted.split(/<\/Message>/)[0].trim()).replace(/^["'](.*)["']$/s, '$1');
  // Copied out of JSON, its lines stand in one.
  return bare.includes('\n') ? bare : bare.replaceAll('\\n', '\n');
}

/**
 * What somebody has pasted: a string to sign of 1.0, a canonical request of V3, or a hash of one.
 *
 * @param {string} text
 * @returns {'v1' | 'v3' | 'hash'}
 */
export function kindOf(text) {
  if (/^ACS3-HMAC-SHA256\n/.test(text)) return 'hash';
  return text.includes('\n') ? 'v3' : 'v1';
}

/** @param {string} text */
function messageIn(text) {
  try {
    const { Message: message } = JSON.parse(text);
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

/** Only where there was XML: a string to sign has no `&amp;` of its own. @param {string} text */
function unescapeXml(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Each request has its own: nonce and time stamp, in a string to sign and in a canonical request. */
const FRESH = [
  /(?<=%26SignatureNonce%3D)((?!%26).)*/,
  /(?<=%26Timestamp%3D)((?!%26).)*/,
  /(?<=\nx-acs-signature-nonce:).*/,
  /(?<=\nx-acs-date:).*/,
];

/**
 * Ours with the nonce and the time stamp of theirs: a string that was signed a moment later differs
 * in these two, which explains nothing.
 *
 * @param {string} ours
 * @param {string} theirs
 */
export function adopted(ours, theirs) {
  return FRESH.reduce((text, pattern) => {
    const value = pattern.exec(theirs)?.[0];
    return value === undefined ? text : text.replace(pattern, () => value);
  }, ours);
}

/** In place of a secret that is not the same as ours. */
const OTHER_MASK = '••••≠•••';

/**
 * Both with their secrets hidden, and so that it can still be seen whether these are the same.
 *
 * @param {string} theirs
 * @param {string} ours
 * @param {readonly string[]} secrets
 */
export function veiled(theirs, ours, secrets) {
  const [one, other] = [conceal(theirs, secrets), conceal(ours, secrets)];
  let index = -1;
  const text = one.text.replaceAll(MASK, () => {
    index += 1;
    const [given, own] = [one.values[index], other.values[index]];
    return own === undefined || given === MASK || given === own ? MASK : OTHER_MASK;
  });
  return { theirs: text, ours: other.text };
}

/**
 * @param {string} theirs the service's
 * @param {string} ours neither of them empty
 * @returns {Comparison}
 */
export function compare(theirs, ours) {
  const at = firstDifference(theirs, ours);
  const end = lastDifference(theirs, ours, at);
  return {
    verdict: theirs === ours ? 'same' : 'different',
    at,
    name: parameterAt(theirs.length > at ? theirs : ours, at),
    theirs: partsOf(theirs, at, theirs.length - end),
    ours: partsOf(ours, at, ours.length - end),
  };
}

/** @param {string} one @param {string} other */
function firstDifference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/**
 * How many characters at the end are the same.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} from
 */
function lastDifference(one, other, from) {
  const most = Math.min(one.length, other.length) - from;
  let count = 0;
  while (count < most && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}

/**
 * @param {string} text
 * @param {number} begin
 * @param {number} end
 * @returns {Part[]}
 */
function partsOf(text, begin, end) {
  return [
    { text: text.slice(0, begin), isDifferent: false },
    { text: text.slice(begin, Math.max(begin, end)), isDifferent: true },
    { text: text.slice(Math.max(begin, end)), isDifferent: false },
  ];
}

/** @param {string} text @param {number} at */
function parameterAt(text, at) {
  if (text.includes('\n')) return lineNameAt(text, at);
  const isFirst = text.lastIndexOf('%26', at) === -1;
  const begin = isFirst ? text.lastIndexOf('&') + 1 : text.lastIndexOf('%26', at) + 3;
  if (isFirst && at < begin) return '';
  return named(text.slice(begin).split(/%3D|%26/)[0]);
}

/** Of a canonical request, the third line holds the parameters and the next ones headers. */
const QUERY_LINE = 2;

/** @param {string} text @param {number} at */
function lineNameAt(text, at) {
  const before = text.slice(0, at).split('\n');
  const number = before.length - 1;
  const line = text.split('\n')[number];
  if (number !== QUERY_LINE) return /^[\w-]+(?=:)/.exec(line)?.[0] ?? '';
  const begin = line.lastIndexOf('&', before[number].length) + 1;
  return named(line.slice(begin).split(/[=&]/)[0]);
}

/** Nothing where it is no name. @param {string} text */
function named(text) {
  return /^[\w.]{1,64}$/.test(text) ? text : '';
}
