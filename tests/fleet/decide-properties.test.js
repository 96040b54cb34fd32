// What holds of the policy's decisions for whatever images there are. The images are random; the seed
// of one that fails is in the test's name.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../examples/fleet/src/policy/decide.js';
import { readPolicy } from '../../examples/fleet/src/policy/read.js';
import { matches } from '../../examples/fleet/src/policy/patterns.js';
import { randomFrom } from '../resources/random.js';

/** @typedef {import('../../examples/fleet/src/policy/facts.js').Facts} Facts */
/** @typedef {import('../resources/random.js').Random} Random */

const SEEDS = 40;
const ROUNDS = 25;
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 30);
const PLACE = { account: 'a', regionId: 'cn-hangzhou' };
const NAMES = ['x-1', 'x-2', 'y-1', 'xy', 'z'];
const FAMILIES = ['', 'app', 'base'];
const STATUSES = ['Available', 'Available', 'Available', 'Creating', 'CreateFailed', 'UnAvailable'];

/** @param {Random} random @param {number} index @returns {Facts} */
function randomImage(random, index) {
  const created = new Date(NOW - random.below(12) * DAY).toISOString().replace('.000', '');
  const rarely = () => random.below(8) === 0;
  return {
    id: `m-${random.below(1000)}-${index}`,
    name: random.of(NAMES),
    family: random.of(FAMILIES),
    created: rarely() ? 'unreadable' : created,
    status: random.of(STATUSES),
    inUse: rarely(),
    shared: rarely(),
    public: rarely(),
    tags: rarely() ? [['keep', random.of(['', 'yes'])]] : [],
  };
}

/** @param {Random} random */
function randomPolicy(random) {
  const rules = Array.from({ length: 1 + random.below(3) }, (_, index) => {
    const name = `rule ${index}`;
    const inUse = random.flag();
    return {
      name,
      images: random.flag()
        ? { names: [random.of(['x*', '*', '*1', 'z', 'y-*'])] }
        : { families: [random.of(['app', '*', 'b*'])] },
      keep: {
        newest: random.below(4),
        per: random.of(['pattern', 'family']),
        youngerThanDays: random.below(8),
        inUse,
        shared: random.flag(),
        public: random.flag(),
      },
      ...(!inUse && random.flag() && { force: name }),
    };
  });
  return readPolicy({ accounts: [{ name: 'a', secret: 'A', regions: 'all' }], rules });
}

/** @param {ReturnType<typeof randomPolicy>} policy @param {Facts[]} images @param {number} [now] */
const deleted = (policy, images, now = NOW) =>
  new Set(
    decide(policy, PLACE, images, now)
      .filter(({ verdict }) => verdict === 'delete')
      .map(({ facts }) => facts.id),
  );

/** @param {Random} random @param {Facts[]} images */
const shuffled = (random, images) =>
  images
    .map((facts) => ({ facts, order: random.below(1e9) }))
    .sort((left, right) => left.order - right.order)
    .map(({ facts }) => facts);

/** @type {Record<string, (random: Random, policy: ReturnType<typeof randomPolicy>, images: Facts[]) => void>} */
const properties = {
  'every image is decided about, once'(_, policy, images) {
    const ids = decide(policy, PLACE, images, NOW).map(({ facts }) => facts.id);
    assert.deepEqual(ids, images.map(({ id }) => id).sort());
  },
  'neither order nor repetition changes anything'(random, policy, images) {
    const again = shuffled(random, [...images, ...images.filter(() => random.flag())]);
    assert.deepEqual(decide(policy, PLACE, again, NOW), decide(policy, PLACE, images, NOW));
  },
  'an image that the listing misses never costs another'(random, policy, images) {
    const before = deleted(policy, images);
    const some = images.filter(() => random.below(4) > 0);
    for (const id of deleted(policy, some)) assert.ok(before.has(id), id);
  },
  'what is deleted is deleted later, too'(random, policy, images) {
    const later = deleted(policy, images, NOW + random.below(30) * DAY);
    for (const id of deleted(policy, images)) assert.ok(later.has(id), id);
  },
  'nothing is deleted that its first rule keeps'(_, policy, images) {
    const gone = deleted(policy, images);
    for (const facts of images.filter(({ id }) => gone.has(id))) {
      const rule = policy.rules.find(({ images: { names = [], families = [] } }) => {
        const byFamily =
          facts.family !== '' && families.some((each) => matches(each, facts.family));
        return byFamily || names.some((each) => matches(each, facts.name));
      });
      assert.ok(rule !== undefined);
      const { keep } = rule;
      assert.equal(facts.status, 'Available');
      assert.deepEqual(facts.tags, []);
      assert.ok(NOW - Date.parse(facts.created) >= keep.youngerThanDays * DAY);
      assert.ok(!(keep.inUse && facts.inUse));
      assert.ok(!(keep.shared && facts.shared));
      assert.ok(!(keep.public && facts.public));
    }
  },
  'of each group, the newest that anybody could use are left'(_, policy, images) {
    const decisions = decide(policy, PLACE, images, NOW);
    for (const { name, keep } of policy.rules) {
      const mine = decisions.filter(({ rule }) => rule === name);
      const families = keep.per === 'family' ? FAMILIES.slice(1) : [undefined];
      for (const family of families) {
        const usable = mine.filter(
          ({ facts }) =>
            facts.status === 'Available' &&
            !Number.isNaN(Date.parse(facts.created)) &&
            (family === undefined || facts.family === family),
        );
        const left = usable.filter(({ verdict }) => verdict === 'keep');
        assert.ok(left.length >= Math.min(keep.newest, usable.length));
        // None that is deleted is younger than one that is kept for being among the newest.
        const newest = left.filter(({ reason }) => reason === 'newest');
        const gone = usable.filter(({ verdict }) => verdict === 'delete');
        for (const { facts } of gone) {
          for (const other of newest) assert.ok(other.facts.created > facts.created);
        }
      }
    }
  },
  'only a rule that says so forces'(_, policy, images) {
    for (const { verdict, rule, force } of decide(policy, PLACE, images, NOW)) {
      const forcing = policy.rules.find(({ name }) => name === rule)?.force === rule;
      assert.equal(force, verdict === 'delete' && forcing);
    }
  },
  'what guards a deletion is kept'(_, policy, images) {
    const gone = deleted(policy, images);
    for (const { guards } of decide(policy, PLACE, images, NOW)) {
      for (const id of guards) assert.ok(!gone.has(id));
    }
  },
};

describe(`decisions, ${ROUNDS} times for each of ${SEEDS} seeds`, () => {
  for (const [name, holds] of Object.entries(properties)) {
    it(name, () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const random = randomFrom(seed);
        for (let round = 0; round < ROUNDS; round += 1) {
          const policy = randomPolicy(random);
          const images = Array.from({ length: random.below(40) }, (_, index) =>
            randomImage(random, index),
          );
          try {
            holds(random, policy, images);
          } catch (error) {
            throw new Error(`seed ${seed}, round ${round}`, { cause: error });
          }
        }
      }
    });
  }
});
