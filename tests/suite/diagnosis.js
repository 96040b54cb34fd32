// A diagnosis and the deletion say the same, in every combination of states; what the one says to do
// makes the other succeed; and looking changes nothing.
import { deepEqual, equal, match, ok } from './assert.js';
import {
  combinations,
  expectedBlockers,
  followRemedies,
  nameOf,
  obstacles,
} from './blocked-images.js';
import { newClient, newImageId, regionId } from './clients.js';
import { formOf, recorder } from './doubles.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('ecs-delete-image').Diagnosis} Diagnosis */

const ABSENT = 'InvalidImageId.NotFound';

/**
 * How a deletion ends: accepted, or by which code it is refused.
 *
 * @param {Context} context
 * @param {string} imageId
 * @param {boolean} force
 */
async function ending(context, imageId, force) {
  return newClient(context)
    .deleteImage(regionId, imageId, force)
    .then(
      ({ outcome }) => outcome,
      (error) => error.code,
    );
}

/**
 * How a diagnosis says that the deletion would end.
 *
 * @param {Diagnosis} diagnosis
 * @param {boolean} force
 */
function prediction({ blockers, deletable, deletableWithForce }, force) {
  const left = blockers.filter(({ liftedByForce }) => !(force && liftedByForce));
  equal(force ? deletableWithForce : deletable, left.length === 0, `deletable, force ${force}`);
  return left.length === 0 ? 'accepted' : left[0].code;
}

/**
 * @param {Context} context
 * @param {() => Promise<string>} makeImage
 */
async function agree(context, makeImage) {
  for (const force of [false, true]) {
    const imageId = await makeImage();
    const diagnosis = await newClient(context).diagnose(regionId, imageId);
    const predicted = prediction(diagnosis, force);
    equal(await ending(context, imageId, force), predicted, `the deletion, force ${force}`);
    deepEqual(diagnosis.unknown, [], 'what is unknown');
  }
}

/**
 * Does what is said to be done until nothing stands in the way.
 *
 * @param {Context} context
 * @param {string} imageId
 * @returns {Promise<string[]>} the codes on the way
 */
async function clearTheWay(context, imageId) {
  const client = newClient(context);
  const way = [];
  for (let step = 0; step <= obstacles.length; step++) {
    const diagnosis = await client.diagnose(regionId, imageId);
    if (diagnosis.deletable || diagnosis.image === null) return way;
    way.push(diagnosis.blockers[0].code);
    await followRemedies(client, diagnosis);
  }
  throw new Error(`still in the way after ${way.join(', ')}`);
}

/** These end in an image that is gone: an unfinished copy is removed, a forced deletion is one. */
const endsTheImage = ['OperationDenied.ImageCopying', 'ImageUsingByInstance'];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...combinations.map((combination) => ({
    name: `diagnose and deleteImage agree on an image that is ${nameOf(combination)}`,
    run: (/** @type {Context} */ context) =>
      agree(context, () => context.control.createImage(...combination)),
  })),
  {
    name: 'diagnose and deleteImage agree on an image that is absent',
    run: (context) => agree(context, async () => newImageId()),
  },
  ...combinations.map((combination) => ({
    name: `everything in the way of an image that is ${nameOf(combination)}, in its order`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage(...combination);
      const { blockers, image } = await newClient(context).diagnose(regionId, imageId);
      const found = blockers.map(({ remedies: _, ...blocker }) => blocker);
      deepEqual(found, await expectedBlockers(context, imageId), 'blockers');
      equal(found.length, combination.length, 'how many');
      const { name, status } = await context.control.image(imageId);
      const progress = status === 'Creating' ? '42%' : '100%';
      deepEqual(image, { imageId, name, status, progress }, 'image');
    },
  })),
  ...combinations.map((combination) => ({
    name: `the remedies of an image that is ${nameOf(combination)}, as they are, lead to its deletion`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage(...combination);
      const codes = (await expectedBlockers(context, imageId)).map(({ code }) => code);
      const end = codes.findIndex((code) => endsTheImage.includes(code));
      const way = await clearTheWay(context, imageId);
      deepEqual(way, end === -1 ? codes : codes.slice(0, end + 1), 'what was lifted');
      equal(await ending(context, imageId, false), end === -1 ? 'accepted' : ABSENT, 'deletion');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  })),
  {
    name: 'an absent image: no image, one blocker, and where to look',
    async run(context) {
      const imageId = newImageId();
      const { blockers, ...rest } = await newClient(context).diagnose(regionId, imageId);
      const expected = { image: null, deletable: false, deletableWithForce: false, unknown: [] };
      deepEqual(rest, expected, 'diagnosis');
      const [{ remedies, ...blocker }, ...more] = blockers;
      deepEqual(more, [], 'further blockers');
      const absence = { code: ABSENT, liftedByForce: false, resources: [imageId] };
      deepEqual(blocker, absence, 'blocker');
      deepEqual(
        remedies.map(({ action }) => action),
        ['DescribeImages'],
        'remedies',
      );
    },
  },
  {
    name: 'an image that is gone although its instances are not is absent, and nothing else',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      await newClient(context).deleteImage(regionId, imageId, true);
      const { blockers } = await newClient(context).diagnose(regionId, imageId);
      deepEqual(
        blockers.map(({ code }) => code),
        [ABSENT],
        'codes',
      );
    },
  },
  {
    name: 'an image of another region is absent',
    async run(context) {
      const imageId = await context.control.createImage('inUse', 'exporting');
      const { image, blockers } = await newClient(context).diagnose('cn-beijing', imageId);
      deepEqual([image, blockers.map(({ code }) => code)], [null, [ABSENT]], 'diagnosis');
    },
  },
  {
    name: 'an image whose copy, import and export are done stands in the way of nothing',
    async run(context) {
      const imageId = await context.control.createImage('copying', 'importing', 'exporting');
      await context.control.finish(imageId);
      const diagnosis = await newClient(context).diagnose(regionId, imageId);
      ok(diagnosis.deletable, `in the way: ${JSON.stringify(diagnosis.blockers)}`);
      equal(await ending(context, imageId, false), 'accepted', 'deletion');
    },
  },
  {
    name: 'the tasks of other images are not in the way of this one',
    async run(context) {
      await context.control.createImage('importing', 'exporting', 'exporting');
      const imageId = await context.control.createImage();
      const { deletable } = await newClient(context).diagnose(regionId, imageId);
      ok(deletable, 'not deletable');
    },
  },
  {
    name: 'an image whose deletion is under way is deletable: a repeat is accepted',
    async run(context) {
      const imageId = await context.control.createImage();
      await context.control.settings({ deletionDelay: 60_000 });
      try {
        await newClient(context).deleteImage(regionId, imageId);
        const { image, deletable } = await newClient(context).diagnose(regionId, imageId);
        equal(image?.status, 'UnAvailable', 'status');
        ok(deletable, 'not deletable');
        equal(await ending(context, imageId, false), 'accepted', 'a second deletion');
      } finally {
        await context.control.settings({ deletionDelay: 0 });
      }
    },
  },
  {
    name: '26 accounts: ids with all their digits, and as many calls as it takes to remove them',
    async run(context) {
      const imageId = await context.control.createImage(...Array(12).fill('shared'));
      const client = newClient(context);
      const long = ['987654321098765433', '123456789012345678'];
      const share = { RegionId: regionId, ImageId: imageId, AddAccount: long };
      await client.call('ModifyImageSharePermission', share);
      const diagnosis = await client.diagnose(regionId, imageId);
      const [{ resources, remedies }] = diagnosis.blockers;
      const { sharedWith } = await context.control.image(imageId);
      deepEqual(resources, sharedWith, 'accounts');
      deepEqual(resources.slice(-2), long, 'the long ones');
      const removals = remedies.filter(({ action }) => action === 'ModifyImageSharePermission');
      const lists = removals.map(({ parameters }) => [parameters.RemoveAccount].flat());
      deepEqual(
        lists.map(({ length }) => length),
        [10, 10, 6],
        'accounts in each call',
      );
      deepEqual(lists.flat(), sharedWith, 'accounts in all calls');
      await followRemedies(client, diagnosis);
      ok((await client.diagnose(regionId, imageId)).deletable, 'still shared');
      equal(await ending(context, imageId, false), 'accepted', 'deletion');
    },
  },
  {
    name: '250 instances are all named',
    async run(context) {
      const imageId = await context.control.createImage(...Array(125).fill('inUse'));
      const { sent, fetch } = recorder();
      const client = newClient(context, { fetch });
      const { blockers, ...rest } = await client.diagnose(regionId, imageId);
      const { instanceIds } = await context.control.image(imageId);
      deepEqual([rest.deletable, rest.deletableWithForce], [false, true], 'deletable');
      deepEqual(blockers[0].resources, instanceIds, 'instances');
      equal(instanceIds.length, 250, 'how many there are');
      const pages = sent.filter((request) => formOf(request).Action === 'DescribeInstances');
      equal(pages.length, 3, 'pages');
      equal(await ending(context, imageId, true), 'accepted', 'deletion');
    },
  },
  {
    name: 'several imports and exports: each task is named, and each is cancelled',
    async run(context) {
      const states = /** @type {const} */ (['importing', 'exporting']);
      const imageId = await context.control.createImage(...states, ...states, 'importing');
      const client = newClient(context);
      const { blockers } = await client.diagnose(regionId, imageId);
      for (const [index, count] of [3, 2].entries()) {
        const { resources, remedies } = blockers[index];
        equal(new Set(resources).size, count, 'tasks');
        const cancels = remedies.filter(({ action }) => action === 'CancelTask');
        const expected = resources.map((TaskId) => ({ RegionId: regionId, TaskId }));
        const given = cancels.map(({ parameters }) => parameters);
        deepEqual(given, expected, 'what is cancelled');
      }
      equal((await clearTheWay(context, imageId)).length, 2, 'steps');
      equal(await ending(context, imageId, false), 'accepted', 'deletion');
    },
  },
  {
    name: 'every remedy is complete, and says what it does',
    async run(context) {
      const states = obstacles.map(({ state }) => state);
      const imageId = await context.control.createImage(...states, ...states);
      const { blockers } = await newClient(context).diagnose(regionId, imageId);
      for (const { action, parameters, requires, description } of blockers.flatMap(
        ({ remedies }) => remedies,
      )) {
        deepEqual(requires, [], `what ${action} requires`);
        equal(parameters.RegionId, regionId, `region of ${action}`);
        equal(parameters.ImageId, parameters.ImageId && imageId, `image of ${action}`);
        match(description, /^[A-Z].{20,}\.$/, `description of ${action}`);
        // What was found is in the parameters: nobody has to look for it any more.
        match(description, /^(?!.*(lists|gives))/, `description of ${action}`);
      }
    },
  },
  {
    name: 'a diagnosis only describes, side by side, and changes nothing',
    async run(context) {
      const states = obstacles.map(({ state }) => state);
      const imageId = await context.control.createImage(...states);
      const facts = await context.control.image(imageId);
      const before = (await context.control.requests()).length;
      await newClient(context).diagnose(regionId, imageId);
      const requests = (await context.control.requests()).slice(before);
      const actions = requests.map(({ method, action }) => `${method} ${action}`).sort();
      deepEqual(
        actions,
        [
          'POST DescribeImageSharePermission',
          'POST DescribeImages',
          'POST DescribeInstances',
          'POST DescribeTasks',
          'POST DescribeTasks',
        ],
        'requests',
      );
      deepEqual(await context.control.image(imageId), facts, 'the image');
    },
  },
  {
    name: 'a diagnosis is plain data',
    async run(context) {
      const imageId = await context.control.createImage('inUse', 'shared', 'exporting');
      const diagnosis = await newClient(context).diagnose(regionId, imageId);
      deepEqual(structuredClone(diagnosis), diagnosis, 'a clone');
      deepEqual(JSON.parse(JSON.stringify(diagnosis)), diagnosis, 'as JSON');
    },
  },
];
