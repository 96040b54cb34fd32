// Names with `*` in them.

/**
 * Whether the pattern, in which `*` stands for any characters, is the whole text's. It takes the
 * first place for each part and never goes back, so no pattern can make it slow.
 *
 * @param {string} pattern
 * @param {string} text
 */
export function matches(pattern, text) {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
