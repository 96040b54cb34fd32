// Keeps secrets out of everything that is shown, copied or saved.

/** What stands for something hidden. */
export const MASK = '••••••••';

/** Shorter ones would be found in words that hide nothing. */
const SHORTEST_SECRET = 4;

/**
 * The text with every secret replaced, as it is or percent-encoded once or twice.
 *
 * @param {string} text
 * @param {readonly string[]} secrets
 */
export function mask(text, secrets) {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => writings(secret));
  return forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
}

/**
 * Longest first, so that no rest of one stays.
 *
 * @param {string} secret
 */
function writings(secret) {
  const once = strict(secret);
  const asForm = new URLSearchParams({ s: secret }).toString().slice(2);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const all = [secret, inJson, encodeURIComponent(secret), once, strict(once), asForm];
  return [...new Set(all)].sort((one, other) => other.length - one.length);
}

/** As RFC 3986 has it. @param {string} text */
function strict(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
