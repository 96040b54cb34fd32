// Percent-encoding as signatures want it.

/** As RFC 3986 has it. @param {string} text */
export function strict(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
