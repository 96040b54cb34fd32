/**
 * Checks plain objects that callers of the endpoint send in: options, settings, control
 * requests. Every problem names the field and what was expected.
 */

export class FieldError extends Error {
  name = 'FieldError';

  /**
   * @param {string} field
   * @param {string} expected
   */
  constructor(field, expected) {
    super(`${field}: expected ${expected}`);
    this.field = field;
    this.expected = expected;
  }
}

/**
 * @typedef {object} FieldRule
 * @property {string} expected completes "expected …"
 * @property {(value: unknown) => boolean} accepts
 * @property {boolean} [required]
 */

/** @type {FieldRule} */
export const text = {
  expected: 'a text that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
};

/** @type {FieldRule} */
export const flag = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };

/**
 * @param {number} minimum
 * @param {number} maximum
 * @param {string} [unit]
 * @returns {FieldRule}
 */
export function integer(minimum, maximum, unit = '') {
  return {
    expected: `an integer from ${minimum} to ${maximum}${unit === '' ? '' : ` (${unit})`}`,
    accepts: (value) =>
      Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
  };
}

/**
 * @param {ReadonlyArray<string>} choices
 * @returns {FieldRule}
 */
export function oneOf(choices) {
  return {
    expected: `one of ${choices.join(', ')}`,
    accepts: (value) => choices.some((choice) => choice === value),
  };
}

/**
 * @param {FieldRule} rule
 * @returns {FieldRule}
 */
export function orNull(rule) {
  return {
    expected: `${rule.expected}, or null`,
    accepts: (value) => value === null || rule.accepts(value),
  };
}

/**
 * @param {FieldRule} rule
 * @returns {FieldRule}
 */
export function required(rule) {
  return { ...rule, required: true };
}

/**
 * Throws a FieldError unless `given` is an object whose every field a rule accepts.
 *
 * @param {Readonly<Record<string, FieldRule>>} rules
 * @param {unknown} given
 * @returns {Record<string, any>}
 */
export function checkFields(rules, given) {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new FieldError('body', 'a JSON object');
  }
  const fields = /** @type {Record<string, any>} */ (given);
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(rules, name)) {
      throw new FieldError(name, `a known field: ${Object.keys(rules).join(', ')}`);
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (fields[name] === undefined ? rule.required : !rule.accepts(fields[name])) {
      throw new FieldError(name, rule.expected);
    }
  }
  return fields;
}
