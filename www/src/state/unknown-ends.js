// Remembers, as long as the page is open, which deletions were sent and had no clear answer: when the
// next try does not find such an image, that is no failure, and most other refusals say nothing of it.

/** @type {Set<string>} */
const unknown = new Set();

/**
 * A deletion's place.
 *
 * @typedef {object} Place
 * @property {string} connection as `connectionName` of connection.js says it
 * @property {string} region
 * @property {string} image
 */

/** @param {Place} place */
function nameOf({ connection, region, image }) {
  return JSON.stringify([connection, region, image]);
}

/** It was sent, and nobody knows what became of it. @param {Place} place */
export function noteUnknown(place) {
  unknown.add(nameOf(place));
}

/** An answer has said what became of it, or that the image is still there. @param {Place} place */
export function noteKnown(place) {
  unknown.delete(nameOf(place));
}

/** @param {Place} place */
export function isUnknown(place) {
  return unknown.has(nameOf(place));
}
