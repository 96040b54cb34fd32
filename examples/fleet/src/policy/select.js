// Which rule an image falls under, and what in an image itself keeps it. Pure.
import { matches } from './patterns.js';

/** @typedef {import('./facts.js').Facts} Facts */
/** @typedef {import('./read.js').Rule} Rule */
/** @typedef {{ account: string, regionId: string }} Place */

const DAY = 24 * 60 * 60 * 1000;

/** The service writes times in seconds or minutes, always in UTC. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/;

/** Epoch milliseconds; NaN if it cannot be read. @param {Facts} facts */
export function createdAt({ created }) {
  return TIME.test(created) ? Date.parse(created) : NaN;
}

/**
 * The pattern by which a rule names an image, or undefined if it does not.
 *
 * @param {Rule} rule
 * @param {Place} place
 * @param {Facts} facts
 * @returns {string | undefined}
 */
function patternFor({ images }, { account, regionId }, { name, family }) {
  if (!(images.accounts ?? [account]).includes(account)) return undefined;
  if (!(images.regions ?? [regionId]).includes(regionId)) return undefined;
  const byFamily = (pattern = '') => family !== '' && matches(pattern, family);
  const familyPattern = images.families?.find(byFamily);
  if (familyPattern !== undefined) return `family ${familyPattern}`;
  const namePattern = images.names?.find((pattern) => matches(pattern, name));
  return namePattern === undefined ? undefined : `name ${namePattern}`;
}

/**
 * The first rule that names an image, and the group that the image belongs to there; without one, it
 * has no family that could be a group.
 *
 * @param {Rule[]} rules
 * @param {Place} place
 * @param {Facts} facts
 * @returns {{ facts: Facts, rule?: Rule, group?: string }}
 */
export function assign(rules, place, facts) {
  for (const rule of rules) {
    const pattern = patternFor(rule, place, facts);
    if (pattern === undefined) continue;
    const groupName = rule.keep.per === 'family' ? facts.family : pattern;
    const group = groupName === '' ? undefined : JSON.stringify([rule.name, groupName]);
    return { facts, rule, group };
  }
  return { facts };
}

/**
 * What keeps an image, whatever others there are: the code of a reason, or undefined.
 *
 * @param {Rule} rule
 * @param {Facts} facts
 * @param {number} now
 */
export function keptFor(rule, facts, now) {
  return hasStatus(rule, facts) ? keptBesides(rule, facts, now) : 'status';
}

/** Whether the rule is about images in its status. @param {Rule} rule @param {Facts} facts */
export function hasStatus({ images }, { status }) {
  return images.statuses.includes(status);
}

/**
 * What keeps an image besides its status.
 *
 * @param {Rule} rule
 * @param {Facts} facts
 * @param {number} now
 */
export function keptBesides({ keep }, facts, now) {
  const created = createdAt(facts);
  if (Number.isNaN(created)) return 'age-unknown';
  if (now - created < keep.youngerThanDays * DAY) return 'young';
  if (facts.tags.some((tag) => keep.tags.some(isTag(tag)))) return 'tagged';
  if (keep.inUse && facts.inUse) return 'in-use';
  if (keep.shared && facts.shared) return 'shared';
  if (keep.public && facts.public) return 'public';
  return undefined;
}

/** Whether it counts among the newest of its group: nobody could use another. @param {Facts} facts */
export function counts(facts) {
  return facts.status === 'Available' && !Number.isNaN(createdAt(facts));
}

/** @param {[string, string]} tag */
function isTag([key, value]) {
  return (/** @type {{ key: string, value?: string }} */ wanted) =>
    wanted.key === key && (wanted.value ?? value) === value;
}
