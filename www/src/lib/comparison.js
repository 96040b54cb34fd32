// Two strings to sign side by side: where they differ first, and in which parameter.

/**
 * @typedef {object} Comparison
 * @property {'same' | 'different' | 'nothing'} verdict
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
  return unescapeXml(quoted.split(/<\/Message>/)[0].trim()).replace(/^["'](.*)["']$/s, '$1');
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

/** Each request has its own. */
const FRESH = ['SignatureNonce', 'Timestamp'];

/**
 * Ours with the nonce and the time stamp of theirs: a string that was signed a moment later differs
 * in these two, which explains nothing.
 *
 * @param {string} ours
 * @param {string} theirs
 */
export function adopted(ours, theirs) {
  return FRESH.reduce((text, name) => {
    const pattern = new RegExp(`(?<=%26${name}%3D)((?!%26).)*`);
    const value = pattern.exec(theirs)?.[0];
    return value === undefined ? text : text.replace(pattern, () => value);
  }, ours);
}

/**
 * @param {string} theirs the service's
 * @param {string} ours
 * @returns {Comparison}
 */
export function compare(theirs, ours) {
  if (theirs === '' || ours === '') {
    return { verdict: 'nothing', at: 0, name: '', theirs: [], ours: [] };
  }
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
  const isFirst = text.lastIndexOf('%26', at) === -1;
  const begin = isFirst ? text.lastIndexOf('&') + 1 : text.lastIndexOf('%26', at) + 3;
  if (isFirst && at < begin) return '';
  const [name] = text.slice(begin).split(/%3D|%26/);
  return /^[\w.]{1,64}$/.test(name) ? name : '';
}
