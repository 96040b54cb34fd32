// What of the page's state stands in its address, so that a call can be linked. Never a key, never a
// URL that may hold one, and no endpoint: a link must not choose where signatures go.

/**
 * @typedef {object} AddressField
 * @property {string} name in the address and in the state
 * @property {string | boolean} initial left out of the address
 * @property {readonly string[]} [values] the only ones; without them, any text
 */

/** @satisfies {readonly AddressField[]} */
export const addressFields = /** @type {const} */ ([
  { name: 'view', initial: 'call', values: ['call', 'images'] },
  { name: 'target', initial: 'local', values: ['local', 'alibaba'] },
  { name: 'region', initial: '' },
  { name: 'image', initial: '' },
  { name: 'force', initial: false },
  { name: 'dryRun', initial: false },
  { name: 'signature', initial: 'HMAC-SHA1', values: ['HMAC-SHA1', 'ACS3-HMAC-SHA256'] },
  { name: 'panel', initial: 'signature', values: ['signature', 'code', 'response'] },
  {
    name: 'sample',
    initial: 'package',
    values: ['package', 'typescript', 'python', 'java', 'go', 'cli', 'curl'],
  },
  { name: 'keys', initial: 'hand', values: ['demo', 'hand', 'url', 'presign'] },
  { name: 'lang', initial: 'en', values: ['en', 'zh'] },
  { name: 'theme', initial: 'auto', values: ['auto', 'light', 'dark'] },
]);

/** @typedef {Record<string, string | boolean>} AddressState */

/** No id is as long: what is, is cut, and shown as the wrong id that it is. */
const TOO_LONG = 129;

/**
 * @param {string} hash with or without its `#`
 * @returns {AddressState} the fields that stand in it, readable ones only
 */
export function readAddress(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  /** @type {AddressState} */
  const state = {};
  for (const field of addressFields) {
    const text = given.get(field.name);
    const value = text === null ? undefined : valueOf(field, text);
    if (value !== undefined) state[field.name] = value;
  }
  return state;
}

/**
 * @param {AddressField} field
 * @param {string} text
 */
function valueOf({ initial, values }, text) {
  if (typeof initial === 'boolean') return text === '1' ? true : undefined;
  if (values) return values.includes(text) ? text : undefined;
  return text.trim().slice(0, TOO_LONG);
}

/** How everything is where neither an address nor a demo says more. @type {Readonly<AddressState>} */
export const initialState = Object.fromEntries(
  addressFields.map(({ name, initial }) => [name, initial]),
);

/**
 * @param {AddressState} state
 * @param {Readonly<AddressState>} [first] what need not be written
 * @returns {string} with its `#`, or nothing when everything is as it is at first
 */
export function writeAddress(state, first = initialState) {
  const parts = new URLSearchParams();
  for (const { name } of addressFields) {
    const value = state[name];
    if (value !== undefined && value !== first[name])
      parts.set(name, value === true ? '1' : `${value}`);
  }
  const text = parts.toString();
  return text === '' ? '' : `#${text}`;
}
