// Text as a literal of each language. A form's values can be anything, and none of it may become code.

/** JSON's escapes are JavaScript's, Java's, Go's and Python's, too. @param {string} text */
export function doubleQuoted(text) {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escapeUnit);
}

/** JavaScript, TypeScript, Python. @param {string} text */
export function singleQuoted(text) {
  const inside = doubleQuoted(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inside}'`;
}

/** @param {string} character */
function escapeUnit(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A word of the shell. @param {string} text */
export function shellQuoted(text) {
  if (/^[\w./:=-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
