// A policy from data: held against the schema, then against what a schema cannot say.
import schema from '../../policy.schema.json' with { type: 'json' };
import { withDefaults } from './defaults.js';
import { validate } from './validate.js';

/** @typedef {import('./validate.js').Problem} Problem */

/**
 * @typedef {object} Account
 * @property {string} name
 * @property {string} secret the name of the secret with its key
 * @property {'all' | string[]} regions
 */

/**
 * @typedef {object} Rule
 * @property {string} name
 * @property {{ names?: string[], families?: string[], accounts?: string[], regions?: string[], statuses: string[] }} images
 * @property {Keep} keep
 * @property {string} [force] the rule's own name, or it does not force
 */

/**
 * @typedef {object} Keep
 * @property {number} newest
 * @property {'pattern' | 'family'} per
 * @property {number} youngerThanDays
 * @property {{ key: string, value?: string }[]} tags
 * @property {boolean} inUse
 * @property {boolean} shared
 * @property {boolean} public
 */

/**
 * @typedef {object} Policy
 * @property {Account[]} accounts
 * @property {'always' | 'never' | { unless: { images: number, percent: number } }} approval
 * @property {number} expiresAfterHours
 * @property {Rule[]} rules
 */

/** A policy that cannot be read: nothing is planned with it. */
export class PolicyError extends Error {
  /** @param {Problem[]} problems */
  constructor(problems) {
    super(
      problems
        .map(({ path, expected }) => `${path || 'the policy'}: expected ${expected}`)
        .join('\n'),
    );
    this.problems = problems;
  }
}

/**
 * @param {unknown} value
 * @returns {Policy}
 */
export function readPolicy(value) {
  const problems = validate(schema, value);
  if (problems.length > 0) throw new PolicyError(problems);
  const policy = withDefaults(schema, value);
  const further = [...checkNames(policy), ...policy.rules.flatMap(checkRule(policy))];
  if (further.length > 0) throw new PolicyError(further);
  return policy;
}

/** @param {Policy} policy @returns {Problem[]} */
function checkNames({ accounts, rules }) {
  return [
    ...repeated(accounts).map((index) => `accounts[${index}].name`),
    ...repeated(rules).map((index) => `rules[${index}].name`),
  ].map((path) => ({ path, expected: 'a name that no other has' }));
}

/** Indices of those whose name was there before. @param {{ name: string }[]} list */
function repeated(list) {
  const names = list.map(({ name }) => name);
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [] : [index]));
}

/** @param {Policy} policy */
function checkRule({ accounts }) {
  /** @param {Rule} rule @param {number} index @returns {Problem[]} */
  return ({ name, images, keep, force }, index) => {
    const at = `rules[${index}]`;
    const problems = [];
    if (images.names === undefined && images.families === undefined) {
      problems.push({ path: `${at}.images`, expected: 'names or families' });
    }
    const unknown = (images.accounts ?? []).findIndex(
      (wanted) => !accounts.some((account) => account.name === wanted),
    );
    if (unknown !== -1) {
      const known = accounts.map((account) => account.name).join(', ');
      problems.push({ path: `${at}.images.accounts[${unknown}]`, expected: `one of ${known}` });
    }
    if (force !== undefined && force !== name) {
      problems.push({ path: `${at}.force`, expected: `the rule's own name, "${name}"` });
    }
    if (force !== undefined && keep.inUse) {
      problems.push({ path: `${at}.keep.inUse`, expected: 'false, as the rule forces' });
    }
    return problems;
  };
}
