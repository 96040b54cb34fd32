// Who may delete what. What no rule allows is refused, and a rule that cannot be read allows nothing.
import { Refusal } from './refusal.js';

/**
 * @typedef {object} Rule for whoever is one of `users` or in one of `groups`, for images that are in
 *   one of `regions` and have one of these ids or names. In the last three, `*` stands for any characters.
 * @property {string[]} users
 * @property {string[]} groups
 * @property {string[]} regions
 * @property {string[]} images
 * @property {string[]} names
 * @property {boolean} force whether they may delete an image that instances were created from
 */

const LISTS = /** @type {const} */ (['users', 'groups', 'regions', 'images', 'names']);

/**
 * @param {unknown} value
 * @param {(message: string) => Error} wrong
 * @returns {Rule[]}
 */
export function readRules(value, wrong) {
  if (!Array.isArray(value)) throw wrong('RULES must be a list of rules');
  return value.map((rule, index) => readRule(rule, (text) => wrong(`RULES[${index}]${text}`)));
}

/**
 * @param {any} given
 * @param {(message: string) => Error} wrong
 * @returns {Rule}
 */
function readRule(given, wrong) {
  if (typeof given !== 'object' || given === null) throw wrong(' must be an object');
  const { force = false, ...lists } = given;
  if (typeof force !== 'boolean') throw wrong('.force must be true or false');
  for (const [name, list] of Object.entries(lists)) {
    if (!LISTS.some((known) => known === name)) throw wrong(`.${name} is nothing that a rule has`);
    if (!isListOfTexts(list)) throw wrong(`.${name} must be a list of texts that are not empty`);
  }
  const rule = { users: [], groups: [], regions: [], images: [], names: [], ...lists, force };
  if ([...rule.users, ...rule.groups].includes('*')) throw wrong(' cannot be for everybody');
  if (rule.users.length + rule.groups.length === 0) throw wrong(' needs users or groups');
  if (rule.regions.length === 0) throw wrong(' needs regions');
  if (rule.images.length + rule.names.length === 0) throw wrong(' needs images or names');
  return rule;
}

/** @param {unknown} value */
function isListOfTexts(value) {
  return Array.isArray(value) && value.every((text) => typeof text === 'string' && text !== '');
}

/**
 * Returns if the caller may have it done, and throws if not.
 *
 * @param {Rule[]} rules
 * @param {import('./authentication.js').Caller} caller
 * @param {import('./order.js').Order} order
 * @param {() => Promise<string | undefined>} findName asked only if it matters
 */
export async function permit(rules, caller, { regionId, imageId, force }, findName) {
  const suffices = (/** @type {Rule[]} */ granting) =>
    granting.some((rule) => rule.force || !force);

  const theirs = rules.filter((rule) => isFor(rule, caller) && matches(rule.regions, regionId));
  const byId = theirs.filter((rule) => matches(rule.images, imageId));
  if (suffices(byId)) return;

  const name = theirs.some((rule) => rule.names.length > 0) ? await findName() : undefined;
  const byName = name === undefined ? [] : theirs.filter((rule) => matches(rule.names, name));
  if (suffices(byName)) return;

  throw byId.length + byName.length > 0
    ? new Refusal(403, 'ForceNotAllowed', 'You may delete this image, but not by force.')
    : new Refusal(403, 'NotAllowed', 'You may not delete this image, or it is not there.');
}

/**
 * @param {Rule} rule
 * @param {import('./authentication.js').Caller} caller
 */
function isFor(rule, { user, groups }) {
  return rule.users.includes(user) || rule.groups.some((group) => groups.includes(group));
}

/**
 * @param {string[]} patterns
 * @param {string} text
 */
function matches(patterns, text) {
  return patterns.some((pattern) => fits(pattern, text));
}

/**
 * From left to right and never back, as a regular expression with several stars would go.
 *
 * @param {string} pattern
 * @param {string} text
 */
function fits(pattern, text) {
  const [start, ...parts] = pattern.split('*');
  const end = parts.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let from = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= text.length - end.length;
}
