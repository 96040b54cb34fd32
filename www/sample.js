// The form's values as the code that does the same. No key ever stands in it.
import { element } from './dom.js';

/** @typedef {import('./call.js').Wish} Wish */
/** A piece of code and how it is coloured. @typedef {[text: string, className?: string]} Piece */

/** @type {Piece} */
const IMPORT = ['import', 'keyword'];

/**
 * @param {Wish} wish
 * @returns {Piece[]}
 */
export function samplePieces({ regionId, imageId, force, dryRun, securityToken, endpoint }) {
  const names = ['accessKeyId', 'accessKeySecret', ...(securityToken ? ['securityToken'] : [])];
  const credentials = `credentials: { ${names.join(', ')} }`;
  const origin = originOf(endpoint);
  /** @type {Piece[]} */
  const options = origin
    ? [[`{\n  ${credentials},\n  endpoint: `], quoted(origin), [',\n}']]
    : [[`{ ${credentials} }`]];
  return [
    IMPORT,
    [' { EcsClient } '],
    ['from ', 'keyword'],
    quoted('ecs-delete-image'),
    [';\n\n'],
    ['const', 'keyword'],
    [' ecs = '],
    ['new', 'keyword'],
    [' EcsClient('],
    ...options,
    [');\n'],
    ['await', 'keyword'],
    [' ecs.deleteImage('],
    quoted(regionId),
    [', '],
    quoted(imageId),
    [`, ${force}${dryRun ? ', { dryRun: true }' : ''});\n`],
  ];
}

/**
 * @param {HTMLElement} target
 * @param {Wish} wish
 */
export function showSample(target, wish) {
  const nodes = samplePieces(wish).map(([text, className]) =>
    className ? element('span', { className }, text) : text,
  );
  target.replaceChildren(...nodes);
}

/**
 * A string literal of JavaScript.
 *
 * @param {string} text
 * @returns {Piece}
 */
function quoted(text) {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return [`'${inside}'`, 'string'];
}

/**
 * Never more than the origin, so that no password in a URL is shown.
 *
 * @param {string} endpoint
 */
function originOf(endpoint) {
  if (!endpoint) return '';
  try {
    return new URL(endpoint.includes('://') ? endpoint : `https://${endpoint}`).origin;
  } catch {
    return '';
  }
}
