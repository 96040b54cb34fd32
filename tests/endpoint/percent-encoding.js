/**
 * Percent-encoding as the signatures define it (RFC 3986, unreserved characters stay) and
 * the decoding of form-encoded text. Written from the specification for verification only.
 */

const UNRESERVED = /^[A-Za-z0-9\-_.~]$/;
const PERCENT_PAIR = /%([0-9A-Fa-f]{2})/y;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param {string} text */
export function percentEncode(text) {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += UNRESERVED.test(character)
      ? character
      : '%' + byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return encoded;
}

/**
 * Decodes one name or value of form-encoded text, where `+` is a space.
 * Throws a SyntaxError for a broken escape and a TypeError for bytes that are not UTF-8.
 *
 * @param {string} text
 */
export function formDecode(text) {
  /** @type {Buffer[]} */
  const pieces = [];
  let index = 0;
  while (index < text.length) {
    if (text[index] === '%') {
      PERCENT_PAIR.lastIndex = index;
      const pair = PERCENT_PAIR.exec(text);
      if (pair === null) {
        throw new SyntaxError('"%" is not followed by two hexadecimal digits');
      }
      pieces.push(Buffer.from(pair[1], 'hex'));
      index += 3;
    } else {
      const end = nextSpecial(text, index);
      pieces.push(Buffer.from(text[index] === '+' ? ' ' : text.slice(index, end), 'utf8'));
      index = text[index] === '+' ? index + 1 : end;
    }
  }
  return utf8.decode(Buffer.concat(pieces));
}

/**
 * Where the next `%` or `+` after `index` is, or the end.
 *
 * @param {string} text
 * @param {number} index
 */
function nextSpecial(text, index) {
  const length = text.slice(index + 1).search(/[%+]/);
  return length === -1 ? text.length : index + 1 + length;
}
