// Reads from a changelog what a release depends on.

/** The version of the newest entry that has a date. @param {string} text */
export const newestVersion = (text) =>
  /^## \[?(\d+\.\d+\.\d+[^\]\s]*)\]? - \d{4}-\d\d-\d\d$/m.exec(text)?.[1];

/** The first line of what is not released yet; nothing for a heading alone. @param {string} text */
export const unreleased = (text) => /^## Unreleased\n+([^#\s].*|###.*)$/m.exec(text)?.[1];
