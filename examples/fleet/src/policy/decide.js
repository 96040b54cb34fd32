// What a policy means for all images of one account in one region. Pure: the same images and the same
// moment give the same decisions, in the order of the ids.
import { assign, counts, createdAt, keptFor } from './select.js';

/** @typedef {import('./facts.js').Facts} Facts */
/** @typedef {import('./read.js').Rule} Rule */
/** @typedef {import('./select.js').Place} Place */

/**
 * @typedef {object} Decision
 * @property {Facts} facts
 * @property {'delete' | 'keep'} verdict
 * @property {string} rule the name of the rule that decided; empty if none names the image
 * @property {string} reason a code: why it is kept, or `old` for a deletion
 * @property {boolean} force
 * @property {string[]} guards the newest of its group: it is deleted only as long as they are there
 */

/** A look before a deletion asks for these, too, and one answer has room for a hundred images. */
const MOST_GUARDS = 10;

/**
 * @param {{ rules: Rule[] }} policy
 * @param {Place} place
 * @param {Facts[]} images in any order; one that is there twice counts once
 * @param {number} now
 * @returns {Decision[]}
 */
export function decide({ rules }, place, images, now) {
  const distinct = [...new Map(images.map((facts) => [facts.id, facts])).values()];
  const named = distinct.sort(byId).map((facts) => assign(rules, place, facts));
  const newest = newestOfGroups(named);
  return named.map(({ facts, rule, group }) => {
    if (rule === undefined) return kept(facts, '', 'no-rule');
    const ofGroup = newest.get(group ?? '') ?? new Set();
    const reason = group === undefined ? 'no-family' : keptFor(rule, facts, now);
    if (reason !== undefined) return kept(facts, rule.name, reason);
    if (ofGroup.has(facts.id)) return kept(facts, rule.name, 'newest');
    const force = rule.force === rule.name;
    const guards = [...ofGroup].slice(0, MOST_GUARDS);
    return { facts, verdict: 'delete', rule: rule.name, reason: 'old', force, guards };
  });
}

/** @param {Facts} facts @param {string} rule @param {string} reason @returns {Decision} */
function kept(facts, rule, reason) {
  return { facts, verdict: 'keep', rule, reason, force: false, guards: [] };
}

/** @param {Facts} left @param {Facts} right */
function byId(left, right) {
  return left.id < right.id ? -1 : Number(left.id > right.id);
}

/**
 * Ids by group, the newest first. Images of the same age as the last one that counts are all among them: what cannot be
 * told apart is kept. One that is not available counts for nothing, as nobody could use it.
 *
 * @param {{ facts: Facts, rule?: Rule, group?: string }[]} named
 */
function newestOfGroups(named) {
  /** @type {Map<string, { count: number, images: Facts[] }>} */
  const groups = new Map();
  for (const { facts, rule, group } of named) {
    if (rule === undefined || group === undefined || !counts(facts)) continue;
    const entry = groups.get(group) ?? { count: rule.keep.newest, images: [] };
    entry.images.push(facts);
    groups.set(group, entry);
  }
  return new Map([...groups].map(([group, entry]) => [group, newest(entry)]));
}

/** @param {{ count: number, images: Facts[] }} group @returns {Set<string>} */
function newest({ count, images }) {
  if (count === 0) return new Set();
  images.sort((left, right) => createdAt(right) - createdAt(left));
  const oldest = createdAt(images[Math.min(count, images.length) - 1]);
  return new Set(images.filter((facts) => createdAt(facts) >= oldest).map(({ id }) => id));
}
