// The policy as data: what is taken, what is refused, and in which words.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { PolicyError, readPolicy } from '../../examples/fleet/src/policy/read.js';
import { KEYWORDS } from '../../examples/fleet/src/policy/validate.js';

const folder = new URL('../../examples/fleet/', import.meta.url);
const read = async (/** @type {string} */ name) =>
  JSON.parse(await readFile(new URL(name, folder), 'utf8'));

/** A small policy, with changes. @param {object} [more] @param {object} [rule] @returns {any} */
function policy(more, rule) {
  return {
    accounts: [{ name: 'a', secret: 'A', regions: ['cn-hangzhou'] }],
    rules: [
      { name: 'r', images: { names: ['x-*'] }, keep: { newest: 1, youngerThanDays: 1 }, ...rule },
    ],
    ...more,
  };
}

/** @param {unknown} value */
function problemsOf(value) {
  try {
    readPolicy(value);
  } catch (error) {
    assert.ok(error instanceof PolicyError, String(error));
    for (const { path, expected } of error.problems) {
      assert.ok(error.message.includes(`${path || 'the policy'}: expected ${expected}`));
    }
    return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
  }
  return [];
}

describe('the schema', () => {
  it('uses only what the validator understands', async () => {
    const schema = await read('policy.schema.json');
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    const seen = new Set();
    walk(schema);
    assert.deepEqual(
      [...seen].filter((keyword) => !KEYWORDS.has(keyword)),
      [],
    );

    /** @param {any} node a schema */
    function walk(node) {
      for (const [keyword, value] of Object.entries(node)) {
        seen.add(keyword);
        if (keyword === 'properties' || keyword === '$defs') Object.values(value).forEach(walk);
        else if (keyword === 'items') walk(value);
        else if (keyword === 'oneOf') value.forEach(walk);
      }
    }
  });

  it('closes every object, so that no misspelt field is passed over', async () => {
    walk(await read('policy.schema.json'));

    /** @param {any} node */
    function walk(node) {
      if (typeof node !== 'object' || node === null) return;
      if (node.type === 'object') assert.equal(node.additionalProperties, false);
      Object.values(node).forEach(walk);
    }
  });

  it('takes the example policy', async () => {
    assert.deepEqual(problemsOf(await read('policy.json')), []);
  });
});

describe('what is not said', () => {
  const read = readPolicy(policy());

  it('is always the careful choice', () => {
    const [{ keep, images, force }] = read.rules;
    assert.equal(read.approval, 'always');
    assert.equal(read.expiresAfterHours, 24);
    assert.deepEqual(images.statuses, ['Available']);
    assert.deepEqual(
      [keep.inUse, keep.shared, keep.public, keep.per, keep.tags, force],
      [true, true, true, 'pattern', [{ key: 'keep' }], undefined],
    );
  });

  it('is put into a copy', () => {
    const given = policy();
    readPolicy(given);
    assert.deepEqual(given, policy());
  });
});

describe('what is refused', () => {
  const long = 'x'.repeat(129);
  /** @type {Record<string, [any, string[]]>} */
  const cases = {
    'no object': [
      5,
      [': an object with the fields $schema, accounts, approval, expiresAfterHours, rules'],
    ],
    nothing: [
      {},
      [
        'accounts: a list of 1 to 1000 items; it is missing',
        'rules: a list of 1 to 1000 items; it is missing',
      ],
    ],
    'a field that nobody knows': [
      policy({ acounts: [] }),
      ['acounts: one of the fields $schema, accounts, approval, expiresAfterHours, rules'],
    ],
    'no account': [policy({ accounts: [] }), ['accounts: a list of 1 to 1000 items']],
    'a region that is none': [
      policy({ accounts: [{ name: 'a', secret: 'A', regions: ['Hangzhou'] }] }),
      ['accounts[0].regions[0]: a region id, such as "cn-hangzhou", 63 at most'],
    ],
    'regions that are neither': [
      policy({ accounts: [{ name: 'a', secret: 'A', regions: 'some' }] }),
      ['accounts[0].regions: a list of region ids, or "all"'],
    ],
    'a region twice': [
      policy({ accounts: [{ name: 'a', secret: 'A', regions: ['cn-beijing', 'cn-beijing'] }] }),
      ['accounts[0].regions[1]: what is not in the list before'],
    ],
    'an account twice': [
      policy({ accounts: ['A', 'B'].map((secret) => ({ name: 'a', secret, regions: 'all' })) }),
      ['accounts[1].name: a name that no other has'],
    ],
    'a rule twice': [
      policy({ rules: [policy().rules[0], policy().rules[0]] }),
      ['rules[1].name: a name that no other has'],
    ],
    'a rule without a limit': [
      policy({}, { keep: { newest: 1 } }),
      ['rules[0].keep.youngerThanDays: a number from 0 to 36500; it is missing'],
    ],
    'half an image': [
      policy({}, { keep: { newest: 1.5, youngerThanDays: 1 } }),
      ['rules[0].keep.newest: a whole number from 0 to 10000'],
    ],
    'a number as text': [
      policy({}, { keep: { newest: '7', youngerThanDays: 1 } }),
      ['rules[0].keep.newest: a whole number from 0 to 10000'],
    ],
    'images that nothing names': [
      policy({}, { images: { regions: ['cn-beijing'] } }),
      ['rules[0].images: names or families'],
    ],
    'an account that is not there': [
      policy({}, { images: { names: ['*'], accounts: ['a', 'b'] } }),
      ['rules[0].images.accounts[1]: one of a'],
    ],
    'a long pattern': [
      policy({}, { images: { names: [long] } }),
      ['rules[0].images.names[0]: a text of 1 to 128 characters'],
    ],
    'a status that nobody knows': [
      policy({}, { images: { names: ['x'], statuses: ['Creating'] } }),
      [
        'rules[0].images.statuses[0]: one of "Available", "Deprecated", "CreateFailed", "UnAvailable"',
      ],
    ],
    'force that is only true': [
      policy({}, { force: true }),
      ['rules[0].force: a text of 1 to 128 characters'],
    ],
    "force with another rule's name": [
      policy({}, { force: 's', keep: { newest: 0, youngerThanDays: 0, inUse: false } }),
      ['rules[0].force: the rule\'s own name, "r"'],
    ],
    'force that could not matter': [
      policy({}, { force: 'r' }),
      ['rules[0].keep.inUse: false, as the rule forces'],
    ],
    'half an approval': [
      policy({ approval: { unless: { images: 5 } } }),
      ['approval.unless.percent: a number from 0 to 100; it is missing'],
    ],
    'a name of the prototype': [
      policy({}, JSON.parse('{"__proto__": 1, "constructor": 2}')),
      ['rules[0].constructor: one of the fields name, images, keep, force'],
    ],
    'several things at once': [
      { accounts: [{ name: 'a b', secret: 'A', regions: 5 }], rules: policy().rules },
      [
        'accounts[0].name: a name for people: letters, digits, dots, underscores and hyphens, 64 at most',
        'accounts[0].regions: a list of region ids, or "all"',
      ],
    ],
  };
  for (const [name, [value, expected]] of Object.entries(cases)) {
    it(name, () => {
      const found = problemsOf(value);
      for (const problem of expected) assert.ok(found.includes(problem), found.join('\n'));
      assert.ok(found.length >= expected.length);
    });
  }
});
