// Keeps secrets out of everything that is shown, copied or saved.
import { strict } from './percent.js';

/** What stands for something hidden. */
export const MASK = '••••••••';

/** Shorter ones would be found in words that hide nothing. */
const SHORTEST_SECRET = 4;

/** What is secret by its name, whoever's it is: an answer can quote a token that this page never held. */
const NAMES = '(?<![A-Za-z])(?:x-acs-)?(?:security-?token|accesskeysecret|signature)';

/**
 * What stands before a secret value, and the value: in a query or a header, in a string to sign, in one
 * that is encoded again, in JSON, in JSON within JSON, in XML.
 */
const PLACES = [
  [`${NAMES}=`, `[^&\\s"<>\\\\]+`],
  [`${NAMES}%3D`, `(?:(?!%26)[^&\\s"'<>\\\\])+`],
  [`${NAMES}%253D`, `(?:(?!%26|%2526)[^&\\s"'<>\\\\])+`],
  [`"${NAMES}"\\s*:\\s*"`, `(?:[^"\\\\]|\\\\.)+`],
  [`\\\\"${NAMES}\\\\"\\s*:\\s*\\\\"`, `(?:(?!\\\\").)+`],
  [`<${NAMES}>`, `[^<]+`],
  [`x-acs-security-token:\\s*`, `(?!\\s)(?:(?!\\\\[nr])[^\\r\\n"<])+`],
].map(([before, value]) => `(?<=${before})${value}`);

/**
 * The text with every secret replaced: by its name, or as it is, percent-encoded once or twice.
 *
 * @param {string} text
 * @param {readonly string[]} secrets
 */
export function mask(text, secrets) {
  return conceal(text, secrets).text;
}

/**
 * The same, with what was hidden, in the order in which it stood.
 *
 * @param {string} text
 * @param {readonly string[]} secrets
 * @returns {{ text: string, values: string[] }}
 */
export function conceal(text, secrets) {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => writings(secret))
    // Longest first, so that no rest of one stays.
    .sort((one, other) => other.length - one.length);
  /** @type {string[]} */
  const values = [];
  const hide = (/** @type {string} */ found) => {
    values.push(found);
    return MASK;
  };
  const pattern = new RegExp([...PLACES, ...forms.map(escaped)].join('|'), 'gi');
  return { text: text.replace(pattern, hide), values };
}

/**
 * A text that was edited while its secrets were hidden, with them; as it is when one was taken out, for
 * nobody knows which.
 *
 * @param {string} edited
 * @param {readonly string[]} values
 */
export function revealed(edited, values) {
  const parts = edited.split(MASK);
  if (parts.length !== values.length + 1) return edited;
  return parts.map((part, index) => part + (values[index] ?? '')).join('');
}

/** @param {string} secret */
function writings(secret) {
  const once = strict(secret);
  const asForm = new URLSearchParams({ s: secret }).toString().slice(2);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, inJson, encodeURIComponent(secret), once, strict(once), asForm])];
}

/** For a regular expression. @param {string} text */
function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
