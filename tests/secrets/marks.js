// The search for the marked key, in every form in which text can carry it.
import { CORES } from './key.js';

export { credentials, MASKED } from './key.js';

/** @param {string} text */
const percent = (text) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
/** @param {string} text */
const lowerEscapes = (text) => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
/** @param {string} text */
const html = (text) => text.replace(/[&<"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** @param {number} count @param {(text: string) => string} change @param {string} text @returns {string} */
const times = (count, change, text) =>
  count === 0 ? text : times(count - 1, change, change(text));

/** Every way in which somebody could write down a text. @type {Record<string, (text: string) => string>} */
export const encodings = {
  'as it is': (text) => text,
  'percent-encoded': percent,
  'percent-encoded twice': (text) => percent(percent(text)),
  'percent-encoded three times': (text) => percent(percent(percent(text))),
  'percent-encoded five times': (text) => times(5, percent, text),
  'percent-encoded in lower case': (text) => lowerEscapes(percent(text)),
  'percent-encoded twice, in lower case': (text) =>
    lowerEscapes(percent(lowerEscapes(percent(text)))),
  'as in a form': (text) => new URLSearchParams({ '': text }).toString().slice(1),
  'as in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'as in HTML': html,
  'in base64': (text) => Buffer.from(text).toString('base64'),
};

/** The three ways in which base64 writes what stands somewhere in a text. @param {string} core */
function inBase64(core) {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + core).toString('base64');
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
}

/**
 * A mark's letters and digits survive every way of escaping, so one search finds them all; base64,
 * hexadecimal and two bytes a character need one each.
 */
const needles = Object.values(CORES).flatMap((core) => [
  Buffer.from(core.toLowerCase()),
  ...inBase64(core).map((text) => Buffer.from(text.toLowerCase())),
  Buffer.from(Buffer.from(core).toString('hex')),
  Buffer.from(core.toLowerCase(), 'utf16le'),
]);
const secretNeedles = needles.slice(0, needles.length / 3);

/**
 * What of the key stands in these bytes, or in this text: nothing, it is to be hoped.
 *
 * @param {Uint8Array | string} content
 * @returns {string[]}
 */
export function marksIn(content) {
  return found(needles, content);
}

/** The same for the secret alone. @param {Uint8Array | string} content */
export function secretIn(content) {
  return found(secretNeedles, content);
}

/**
 * The secret as HMAC mixes it into its first blocks, as good as the secret itself: byte by byte, and
 * as a hash takes it in, in words that WebAssembly's memory holds backwards.
 *
 * @param {Uint8Array} content
 */
export function keyBlocksIn(content) {
  const bytes = Buffer.from(content);
  const blocks = [0x36, 0x5c].map((pad) =>
    Buffer.from(Buffer.from(CORES.secret).map((byte) => byte ^ pad)),
  );
  const all = [...blocks, ...blocks.map((block) => Buffer.from(block).swap32())];
  return all.filter((block) => bytes.includes(block)).map(String);
}

/**
 * @param {Buffer[]} sought
 * @param {Uint8Array | string} content
 */
function found(sought, content) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const lower = Buffer.from(
    Buffer.from(bytes).toString('latin1').replace(/[A-Z]/g, toLower),
    'latin1',
  );
  return sought.filter((needle) => lower.includes(needle)).map(String);
}

/** @param {string} letter */
function toLower(letter) {
  return letter.toLowerCase();
}
