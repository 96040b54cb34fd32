// What a policy means for images: each reason by itself, groups, ties, and which rule decides.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../examples/fleet/src/policy/decide.js';
import { factsIn, factsOf } from '../../examples/fleet/src/policy/facts.js';
import { matches } from '../../examples/fleet/src/policy/patterns.js';
import { readPolicy } from '../../examples/fleet/src/policy/read.js';
import { spareFor } from '../../examples/fleet/src/policy/recheck.js';

const NOW = Date.UTC(2026, 5, 30);
const PLACE = { account: 'a', regionId: 'cn-hangzhou' };

/** @param {number} days */
const ago = (days) => `${new Date(NOW - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 19)}Z`;

/** @param {string} id @param {number} days @param {object} [more] */
const image = (id, days, more) => ({
  id,
  name: `x-${id}`,
  family: '',
  created: ago(days),
  status: 'Available',
  inUse: false,
  shared: false,
  public: false,
  tags: /** @type {[string, string][]} */ ([]),
  ...more,
});

/** @param {object[]} rules */
const policyOf = (...rules) =>
  readPolicy({
    accounts: [
      { name: 'a', secret: 'A', regions: 'all' },
      { name: 'b', secret: 'B', regions: 'all' },
    ],
    rules: rules.map((rule, index) => ({
      name: `rule ${index}`,
      images: { names: ['x-*'] },
      keep: { newest: 0, youngerThanDays: 0 },
      ...rule,
    })),
  });

/** @param {any} policy @param {any[]} images @param {object} [place] */
function reasons(policy, images, place) {
  const decisions = decide(policy, { ...PLACE, ...place }, images, NOW);
  return Object.fromEntries(decisions.map(({ facts, reason }) => [facts.id, reason]));
}

describe('one image', () => {
  const keep = { newest: 0, youngerThanDays: 7 };
  /** @type {Record<string, [any, any, string]>} */
  const cases = {
    'is deleted when nothing keeps it': [{}, image('1', 8), 'old'],
    'is kept when no rule names it': [{}, image('1', 8, { name: 'y' }), 'no-rule'],
    'is kept while it is young': [{}, image('1', 6.9), 'young'],
    'is old on the day': [{}, image('1', 7), 'old'],
    'is kept when its age cannot be read': [
      {},
      image('1', 8, { created: 'long ago' }),
      'age-unknown',
    ],
    'may be dated to the minute': [{}, image('1', 8, { created: '2020-01-31T09:05Z' }), 'old'],
    'is kept when it is from the future': [{}, image('1', -3), 'young'],
    'is kept when instances use it': [{}, image('1', 8, { inUse: true }), 'in-use'],
    'is kept when it is shared': [{}, image('1', 8, { shared: true }), 'shared'],
    'is kept when it is public': [{}, image('1', 8, { public: true }), 'public'],
    'is kept while it is being made': [{}, image('1', 8, { status: 'Creating' }), 'status'],
    'is kept when its making failed': [{}, image('1', 8, { status: 'CreateFailed' }), 'status'],
    'is kept with the tag that is the default': [
      {},
      image('1', 8, { tags: [['keep', 'x']] }),
      'tagged',
    ],
    'is deleted with another tag': [{}, image('1', 8, { tags: [['Keep', 'x']] }), 'old'],
    'is kept with a tag of that value': [
      { keep: { ...keep, tags: [{ key: 'env', value: 'live' }] } },
      image('1', 8, { tags: [['env', 'live']] }),
      'tagged',
    ],
    'is deleted with a tag of another value': [
      { keep: { ...keep, tags: [{ key: 'env', value: 'live' }] } },
      image('1', 8, {
        tags: [
          ['env', 'test'],
          ['keep', ''],
        ],
      }),
      'old',
    ],
    'is deleted in a status that the rule names': [
      { images: { names: ['x-*'], statuses: ['CreateFailed'] } },
      image('1', 8, { status: 'CreateFailed' }),
      'old',
    ],
    'is left to the service where the rule does not keep it': [
      { keep: { ...keep, inUse: false, shared: false, public: false } },
      image('1', 8, { inUse: true, shared: true, public: true }),
      'old',
    ],
    'is kept in another account': [
      { images: { names: ['x-*'], accounts: ['b'] } },
      image('1', 8),
      'no-rule',
    ],
    'is kept in another region': [
      { images: { names: ['x-*'], regions: ['cn-beijing'] } },
      image('1', 8),
      'no-rule',
    ],
    'is named by its family': [
      { images: { families: ['app-*'] } },
      image('1', 8, { name: 'y', family: 'app-1' }),
      'old',
    ],
    'without a family is not named by one': [
      { images: { families: ['*'] } },
      image('1', 8),
      'no-rule',
    ],
    'without a family is kept where families are the groups': [
      { keep: { ...keep, per: 'family' } },
      image('1', 8),
      'no-family',
    ],
  };
  for (const [name, [rule, facts, reason]] of Object.entries(cases)) {
    it(name, () => assert.deepEqual(reasons(policyOf({ keep, ...rule }), [facts]), { 1: reason }));
  }
});

describe('the newest', () => {
  const policy = policyOf({ keep: { newest: 2, youngerThanDays: 0 } });

  it('are kept, in whatever order they come', () => {
    const images = [image('1', 30), image('2', 10), image('3', 20), image('4', 40)];
    const expected = { 1: 'old', 2: 'newest', 3: 'newest', 4: 'old' };
    assert.deepEqual(reasons(policy, images), expected);
    assert.deepEqual(reasons(policy, [...images].reverse()), expected);
  });

  it('are all that are as old as the last of them', () => {
    const images = [image('1', 10), image('2', 20), image('3', 20), image('4', 20), image('5', 21)];
    const kept = { 1: 'newest', 2: 'newest', 3: 'newest', 4: 'newest' };
    assert.deepEqual(reasons(policy, images), { ...kept, 5: 'old' });
  });

  it('count those that something else keeps', () => {
    const images = [image('1', 10, { inUse: true }), image('2', 20), image('3', 30)];
    assert.deepEqual(reasons(policy, images), { 1: 'in-use', 2: 'newest', 3: 'old' });
  });

  it('do not count one that nobody could use', () => {
    const images = [image('1', 10, { status: 'CreateFailed' }), image('2', 20), image('3', 30)];
    assert.deepEqual(reasons(policy, images), { 1: 'status', 2: 'newest', 3: 'newest' });
  });

  it('are those of each pattern', () => {
    const rule = { images: { names: ['x-a*', 'x-b*'] }, keep: { newest: 1, youngerThanDays: 0 } };
    const images = [image('a1', 10), image('a2', 20), image('b1', 30), image('b2', 40)];
    const expected = { a1: 'newest', a2: 'old', b1: 'newest', b2: 'old' };
    assert.deepEqual(reasons(policyOf(rule), images), expected);
  });

  it('are those of each family', () => {
    const rule = { keep: { newest: 1, youngerThanDays: 0, per: 'family' } };
    const family = (/** @type {string} */ name) => ({ family: name });
    const images = [
      ...[image('1', 10, family('a')), image('2', 20, family('a'))],
      ...[image('3', 30, family('b')), image('4', 40, family('b'))],
    ];
    const expected = { 1: 'newest', 2: 'old', 3: 'newest', 4: 'old' };
    assert.deepEqual(reasons(policyOf(rule), images), expected);
  });

  it('guard the deletions of their group, ten of them at most', () => {
    const images = Array.from({ length: 30 }, (_, index) => image(String(100 + index), index));
    const many = policyOf({ keep: { newest: 20, youngerThanDays: 0 } });
    const decisions = decide(many, PLACE, images, NOW).filter(
      ({ verdict }) => verdict === 'delete',
    );
    const guards = images.slice(0, 10).map(({ id }) => id);
    assert.equal(decisions.length, 10);
    for (const decision of decisions) assert.deepEqual(decision.guards, guards);
  });
});

describe('rules', () => {
  it('are tried in their order; the first that names an image decides', () => {
    const policy = policyOf(
      { images: { names: ['x-keep*'] }, keep: { newest: 9, youngerThanDays: 0 } },
      { images: { names: ['x-*'] } },
    );
    assert.deepEqual(reasons(policy, [image('keep1', 9), image('1', 9)]), {
      keep1: 'newest',
      1: 'old',
    });
  });

  it('force only by their own name', () => {
    const keep = { newest: 0, youngerThanDays: 0, inUse: false };
    const [forced] = decide(policyOf({ keep, force: 'rule 0' }), PLACE, [image('1', 9)], NOW);
    const [other] = decide(policyOf({ keep }), PLACE, [image('1', 9)], NOW);
    assert.deepEqual([forced.force, other.force], [true, false]);
  });
});

describe('a look right before the deletion', () => {
  const { rules } = policyOf(
    { images: { names: ['x-keep*'] } },
    { keep: { newest: 1, youngerThanDays: 7 } },
  );
  const guard = image('9', 8);
  const seen = new Map([['9', guard]]);
  const plan = { now: NOW, guards: ['9'], seen, wasSent: false };

  /** @type {Record<string, [any, any, string | undefined]>} */
  const cases = {
    'finds everything as it was': [image('1', 9), {}, undefined],
    'finds a tag': [image('1', 9, { tags: [['keep', '']] }), {}, 'tagged'],
    'finds an instance': [image('1', 9, { inUse: true }), {}, 'in-use'],
    'finds it shared': [image('1', 9, { shared: true }), {}, 'shared'],
    'finds it published': [image('1', 9, { public: true }), {}, 'public'],
    'finds another name': [image('1', 9, { name: 'y' }), {}, 'renamed'],
    'finds it under another rule': [image('1', 9, { name: 'x-keep-1' }), {}, 'renamed'],
    'finds another name for the same rule': [image('1', 9, { name: 'x-2' }), {}, 'renamed'],
    'finds it in another family': [image('1', 9, { family: 'f' }), {}, 'renamed'],
    'finds it younger, so another image': [image('1', 1), {}, 'young'],
    'finds it unavailable': [image('1', 9, { status: 'UnAvailable' }), {}, 'status'],
    'finds it being deleted': [
      image('1', 9, { status: 'UnAvailable' }),
      { wasSent: true },
      undefined,
    ],
    'finds it in another status after a lost answer': [
      image('1', 9, { status: 'Deprecated' }),
      { wasSent: true },
      'status',
    ],
    ...Object.fromEntries(
      Object.entries({
        tagged: { tags: [['keep', '']] },
        'in-use': { inUse: true },
        shared: { shared: true },
        public: { public: true },
        young: { created: ago(1) },
        'age-unknown': { created: '' },
        renamed: { name: 'y' },
      }).map(([reason, more]) => [
        `finds it being deleted, and ${reason}`,
        [image('1', 9, { status: 'UnAvailable', ...more }), { wasSent: true }, reason],
      ]),
    ),
    'finds it being deleted, and the newest gone': [
      image('1', 9, { status: 'UnAvailable' }),
      { wasSent: true, seen: new Map() },
      'newest-gone',
    ],
    'finds it in another status, and everything else changed': [
      image('1', 9, { status: 'Deprecated', tags: [['keep', '']], inUse: true, shared: true }),
      { wasSent: true },
      'status',
    ],
    'finds the newest under another name of the same rule': [
      image('1', 9),
      { seen: new Map([['9', { ...guard, name: 'x-other' }]]) },
      undefined,
    ],
    'finds the newest renamed': [
      image('1', 9),
      { seen: new Map([['9', { ...guard, name: 'broken' }]]) },
      'newest-gone',
    ],
    'finds the newest under another rule': [
      image('1', 9),
      { seen: new Map([['9', { ...guard, name: 'x-keep-9' }]]) },
      'newest-gone',
    ],
    'does not find the newest': [image('1', 9), { seen: new Map() }, 'newest-gone'],
    'finds the newest unavailable': [
      image('1', 9),
      { seen: new Map([['9', { ...guard, status: 'UnAvailable' }]]) },
      'newest-gone',
    ],
  };
  const planned = { rule: 'rule 1', name: 'x-1', family: '' };
  for (const [name, [facts, more, expected]] of Object.entries(cases)) {
    it(name, () => {
      assert.equal(spareFor(rules, planned, PLACE, facts, { ...plan, ...more }), expected);
    });
  }

  it('spares what no rule of that name is there for', () => {
    const elsewhere = { ...planned, rule: 'rule 7' };
    assert.equal(spareFor(rules, elsewhere, PLACE, image('1', 9), plan), 'renamed');
  });
});

describe('the newest of a family', () => {
  const { rules } = policyOf({
    images: { families: ['app-*'] },
    keep: { newest: 1, youngerThanDays: 7, per: 'family' },
  });
  const family = (/** @type {string} */ name) => ({ family: name });
  const planned = { rule: 'rule 0', name: 'x-1', family: 'app-a' };
  for (const [where, expected] of /** @type {const} */ ([
    ['app-a', undefined],
    ['app-b', 'newest-gone'],
    ['', 'newest-gone'],
  ])) {
    it(`guards nothing but its own: now in "${where}"`, () => {
      const seen = new Map([['9', image('9', 8, family(where))]]);
      const plan = { now: NOW, guards: ['9'], seen, wasSent: false };
      const facts = image('1', 9, family('app-a'));
      assert.equal(spareFor(rules, planned, PLACE, facts, plan), expected);
    });
  }
});

describe('patterns', () => {
  /** @type {[string, string, boolean][]} */
  const cases = [
    ['', '', true],
    ['a', 'a', true],
    ['a', 'ab', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['a*', 'a', true],
    ['a*', 'ba', false],
    ['*a', 'ba', true],
    ['*a', 'ab', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a.c', 'abc', false],
    ['a**c', 'abc', true],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'ab', false],
  ];
  for (const [pattern, text, expected] of cases) {
    it(`"${pattern}" and "${text}"`, () => assert.equal(matches(pattern, text), expected));
  }
});

describe('facts', () => {
  const expected = {
    ...{ id: 'm-1', name: 'n', family: 'f', created: '2026-01-31T09:05:07Z', status: 'Available' },
    ...{ inUse: false, shared: true, public: false, tags: [['k', 'v']] },
  };

  it('from an answer of the service', () => {
    const Image = [
      {
        ...{ ImageId: 'm-1', ImageName: 'n', ImageFamily: 'f', Status: 'Available', Usage: 'none' },
        ...{ CreationTime: '2026-01-31T09:05:07Z', IsSelfShared: 'True', IsPublic: false },
        Tags: { Tag: [{ TagKey: 'k', TagValue: 'v' }] },
      },
    ];
    assert.deepEqual(factsIn({ Images: { Image } }), [expected]);
  });

  it('have tags by both names that the package reads, in every shape', () => {
    const tag = { Key: 'k', Value: 'v' };
    for (const Tags of [{ Tag: [tag] }, [tag], { Tag: tag }]) {
      const Image = [{ ImageId: 'm-1', Tags }];
      assert.deepEqual(factsIn({ Images: { Image } })[0].tags, [['k', 'v']]);
    }
    const Image = [{ ImageId: 'm-1', Tags: { Tag: [{ TagKey: 'k', TagValue: '' }] } }];
    assert.deepEqual(factsIn({ Images: { Image } })[0].tags, [['k', '']]);
    for (const Tags of [undefined, '', {}, { Tag: [] }, { Tag: '' }]) {
      assert.deepEqual(factsIn({ Images: { Image: [{ Tags }] } })[0].tags, []);
    }
  });

  it('from the package', () => {
    const found = factsOf({
      ...{ imageId: 'm-1', imageName: 'n', imageFamily: 'f', status: 'Available', usage: 'none' },
      ...{ creationTime: '2026-01-31T09:05:07Z', isSelfShared: true, diskDeviceMappings: [] },
      tags: [{ key: 'k', value: 'v' }],
    });
    assert.deepEqual(found, expected);
  });

  it('an empty list is one in every shape', () => {
    for (const Images of [undefined, '', {}, { Image: [] }, { Image: '' }]) {
      assert.deepEqual(factsIn({ Images }), []);
    }
  });

  it('an image of which nothing is said is kept', () => {
    const [facts] = factsIn({ Images: { Image: [{ ImageId: 'm-1', ImageName: 'x-1' }] } });
    assert.deepEqual(reasons(policyOf({ keep: { newest: 0, youngerThanDays: 0 } }), [facts]), {
      'm-1': 'status',
    });
    assert.equal(facts.inUse, true);
  });
});
