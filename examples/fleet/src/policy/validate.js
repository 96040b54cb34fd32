// Holds a value against a JSON Schema: the keywords that policy.schema.json uses, and no other. Every
// problem is told with its path and what was expected there. It compiles nothing, which Workers forbid.

/** @typedef {Record<string, any>} Schema */
/** @typedef {{ path: string, expected: string }} Problem */

/** What the checks below understand, and what only readers do. */
export const KEYWORDS = new Set([
  ...['$ref', 'type', 'enum', 'oneOf', 'properties', 'required', 'additionalProperties', 'items'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minLength', 'maxLength', 'pattern'],
  ...['minimum', 'maximum', '$schema', '$defs', 'title', 'description', 'default'],
]);

/** @type {Record<string, (value: any) => boolean>} */
const TYPES = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: (value) => Array.isArray(value),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
};

/**
 * @param {Schema} root
 * @param {unknown} value
 * @returns {Problem[]} none if it is as the schema says
 */
export function validate(root, value) {
  /** @type {Problem[]} */
  const problems = [];
  check({ root, problems }, root, value, '');
  return problems;
}

/**
 * @param {{ root: Schema, problems: Problem[] }} context
 * @param {Schema} schema
 * @param {any} value
 * @param {string} path
 */
function check(context, schema, value, path) {
  const resolved = resolve(context.root, schema);
  if (resolved.oneOf !== undefined) {
    return checkBranches(context, resolved, value, path);
  }
  if (!fits(resolved, value)) {
    context.problems.push({ path, expected: expectedOf(resolved) });
    return;
  }
  if (Array.isArray(value)) checkItems(context, resolved, value, path);
  else if (resolved.type === 'object') checkProperties(context, resolved, value, path);
}

/**
 * Of several schemas, the one for the value's type decides: so its problems are told, and not only
 * that there is one.
 *
 * @param {{ root: Schema, problems: Problem[] }} context
 * @param {Schema} schema
 * @param {any} value
 * @param {string} path
 */
function checkBranches(context, schema, value, path) {
  const branch = schema.oneOf.find((/** @type {Schema} */ { type }) => TYPES[type](value));
  if (branch === undefined || (branch.enum !== undefined && !fits(branch, value))) {
    context.problems.push({ path, expected: schema.description });
    return;
  }
  check(context, branch, value, path);
}

/**
 * @param {{ root: Schema, problems: Problem[] }} context
 * @param {Schema} schema
 * @param {any[]} value
 * @param {string} path
 */
function checkItems(context, schema, value, path) {
  value.forEach((item, index) => {
    const itemPath = `${path}[${index}]`;
    if (schema.uniqueItems && value.indexOf(item) !== index) {
      context.problems.push({ path: itemPath, expected: 'what is not in the list before' });
    }
    check(context, schema.items, item, itemPath);
  });
}

/**
 * @param {{ root: Schema, problems: Problem[] }} context
 * @param {Schema} schema
 * @param {Record<string, any>} value
 * @param {string} path
 */
function checkProperties(context, schema, value, path) {
  const { properties, required = [] } = schema;
  const below = (/** @type {string} */ name) => (path === '' ? name : `${path}.${name}`);
  for (const name of required) {
    if (Object.hasOwn(value, name)) continue;
    const { expected } = missing(resolve(context.root, properties[name]));
    context.problems.push({ path: below(name), expected });
  }
  for (const [name, item] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) check(context, properties[name], item, below(name));
    else {
      const known = Object.keys(properties).join(', ');
      context.problems.push({ path: below(name), expected: `one of the fields ${known}` });
    }
  }
}

/** @param {Schema} schema */
function missing(schema) {
  return { expected: `${schema.oneOf ? schema.description : expectedOf(schema)}; it is missing` };
}

/** Everything but what is inside. @param {Schema} schema @param {any} value */
function fits(schema, value) {
  if (schema.type !== undefined && !TYPES[schema.type](value)) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (typeof value === 'string') {
    const { minLength = 0, maxLength = Infinity, pattern } = schema;
    const isLong = value.length >= minLength && value.length <= maxLength;
    return isLong && (pattern === undefined || new RegExp(pattern, 'u').test(value));
  }
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return value >= minimum && value <= maximum;
  }
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Infinity } = schema;
    return value.length >= minItems && value.length <= maxItems;
  }
  return true;
}

/** @param {Schema} schema @returns {string} */
function expectedOf(schema) {
  const { type, minimum, maximum, minLength, maxLength, minItems = 0, maxItems } = schema;
  if (schema.enum !== undefined) return `one of ${schema.enum.map(quoted).join(', ')}`;
  switch (type) {
    case 'object':
      return `an object with the fields ${Object.keys(schema.properties).join(', ')}`;
    case 'array':
      return `a list of ${minItems} to ${maxItems} items`;
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${minimum} to ${maximum}`;
    case 'number':
      return `a number from ${minimum} to ${maximum}`;
    default:
      if (schema.pattern !== undefined) return `${schema.description}, ${maxLength} at most`;
      return `a text of ${minLength ?? 0} to ${maxLength} characters`;
  }
}

/** @param {unknown} value */
function quoted(value) {
  return JSON.stringify(value);
}

/**
 * What a reference stands for. What is said beside it explains it.
 *
 * @param {Schema} root
 * @param {Schema} schema
 * @returns {Schema}
 */
export function resolve(root, schema) {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  return { ...root.$defs[$ref.slice('#/$defs/'.length)], ...beside };
}
