// Puts in what a policy does not say: the defaults that the schema has.
import { resolve } from './validate.js';

/** @typedef {import('./validate.js').Schema} Schema */

/**
 * @param {Schema} root
 * @param {any} value that the schema has no problem with
 * @param {Schema} [schema]
 * @returns {any} a copy
 */
export function withDefaults(root, value, schema = root) {
  const { properties, items, oneOf } = resolve(root, schema);
  // What there are several schemas for has no defaults inside.
  if (oneOf !== undefined) return structuredClone(value);
  if (Array.isArray(value)) return value.map((item) => withDefaults(root, item, items));
  if (properties === undefined) return value;
  const filled = Object.entries(/** @type {Record<string, Schema>} */ (properties)).map(
    ([name, property]) => {
      if (Object.hasOwn(value, name)) return [name, withDefaults(root, value[name], property)];
      return [name, structuredClone(resolve(root, property).default)];
    },
  );
  return Object.fromEntries(filled.filter(([, filling]) => filling !== undefined));
}
