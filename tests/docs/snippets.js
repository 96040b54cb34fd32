// The code blocks of a Markdown document, by the heading that they stand under.
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ language: string, heading: string, code: string }} Snippet
 */

/**
 * @param {URL} document
 * @returns {Snippet[]}
 */
export function snippetsOf(document) {
  const text = readFileSync(document, 'utf8');
  const parts = text.matchAll(/^#+ (?<heading>[^\n]*)$|^```(?<language>\w+)\n(?<code>.*?)^```$/gms);
  /** @type {Snippet[]} */
  const snippets = [];
  let heading = '';
  for (const { groups = {} } of parts) {
    if (groups.code === undefined) heading = groups.heading;
    else snippets.push({ language: groups.language, heading, code: groups.code });
  }
  return snippets;
}
