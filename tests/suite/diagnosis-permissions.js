// A key that may not look everywhere: what it cannot see is unknown, and never free.
import { deepEqual, equal, ok } from './assert.js';
import { combinations, expectedBlockers, nameOf, obstacles } from './blocked-images.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { describedService, IMAGE_ID } from './described-service.js';
import { refuse } from './doubles.js';
import { failure } from './failures.js';

/** @typedef {import('./run.js').Context} Context */

/** What each operation shows, by the code that the deletion is refused with. */
const shows = {
  DescribeImages: ['InvalidImageId.NotFound', 'OperationDenied.ImageCopying', 'ImageIsPublic'],
  DescribeTasks: ['ImageIsImporting', 'ImageIsExporting'],
  DescribeImageSharePermission: ['ImageIsPublic', 'ImageUseShared'],
  DescribeInstances: ['ImageUsingByInstance'],
};

/** @typedef {keyof typeof shows} Action */
const actions = /** @type {Action[]} */ (Object.keys(shows));

/** One action, and each two. */
const lacks = actions.flatMap((first, index) => [
  [first],
  ...actions.slice(index + 1).map((second) => [first, second]),
]);

/** At most one state at a time, and all. */
const states = combinations.filter(({ length }) => length !== 2);

/** @param {string[]} lacking actions that the key may not */
function keyLacking(lacking) {
  return { ...keys.permanent, accessKeyId: `lacks.${lacking.join('.')}.id` };
}

/**
 * Codes of what the key can see: what two operations show, either does.
 *
 * @param {Action[]} lacking
 */
function visible(lacking) {
  return actions.filter((action) => !lacking.includes(action)).flatMap((action) => shows[action]);
}

/**
 * @param {Context} context
 * @param {Action[]} lacking
 * @param {import('./blocked-images.js').BlockingState[]} combination
 */
async function look(context, lacking, combination) {
  const imageId = await context.control.createImage(...combination);
  const client = newClient(context, { credentials: keyLacking(lacking) });
  const { image, blockers, unknown, ...rest } = await client.diagnose(regionId, imageId);
  equal(image?.imageId, lacking.includes('DescribeImages') ? undefined : imageId, 'image');

  const standing = await expectedBlockers(context, imageId);
  const expected = standing.filter(({ code }) => visible(lacking).includes(code));
  const found = blockers.map(({ remedies: _, ...blocker }) => blocker);
  deepEqual(found, expected, 'blockers');

  const known = expected.map(({ code }) => String(code));
  deepEqual(
    unknown.map(({ action, codes }) => ({ action, codes })),
    actions
      .filter((action) => lacking.includes(action))
      .map((action) => ({ action, codes: shows[action].filter((code) => !known.includes(code)) })),
    'unknown',
  );
  for (const { action, error } of unknown) {
    await failure(context, () => Promise.reject(error), 'EcsServiceError', {
      code: 'Forbidden.RAM',
    });
    equal(error.accessDenied?.authAction, `ecs:${action}`, 'what is missing');
  }
  const mayBeLifted = [...known, ...unknown.flatMap(({ codes }) => codes)];
  const expectedEnds = {
    deletable: false,
    deletableWithForce: mayBeLifted.every((code) => code === 'ImageUsingByInstance'),
  };
  deepEqual(rest, expectedEnds, 'whether it can be deleted');
}

/** Refusals of a permission, in the service's several ways. */
const forbidding = [
  refuse('Forbidden.RAM', { status: 403 }),
  refuse('NoPermission', { status: 403 }),
  refuse('Forbidden', { status: 403 }),
  refuse('Forbidden.Unauthorized', { status: 403 }),
];

/** Refusals that are about something else: these fail the diagnosis. @type {[string, number][]} */
const otherRefusals = [
  ['Forbidden.AccessKeyDisabled', 403],
  ['Forbidden.RiskControl', 403],
  ['Forbidden.SomethingElse', 400],
  ['ForbiddenFruit', 403],
  ['InvalidAccessKeyId.NotFound', 404],
  ['SignatureDoesNotMatch', 400],
  ['InvalidRegionId.NotFound', 404],
  ['InvalidParameter', 400],
  ['InternalError', 500],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...lacks.flatMap((lacking) =>
    states.map((combination) => ({
      name: `without ${lacking.join(' and ')}, an image that is ${nameOf(combination)}`,
      run: (/** @type {Context} */ context) =>
        look(context, /** @type {Action[]} */ (lacking), combination),
    })),
  ),
  {
    name: 'without any permission everything is unknown',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const client = newClient(context, { credentials: keys.forbidden });
      const { unknown, ...rest } = await client.diagnose(regionId, imageId);
      const nothing = { image: null, deletable: false, deletableWithForce: false, blockers: [] };
      deepEqual(rest, nothing, 'diagnosis');
      deepEqual(
        unknown.map(({ action, codes }) => [action, codes]),
        Object.entries(shows),
        'unknown',
      );
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'without DescribeImages an absent image is still found to be absent',
    async run(context) {
      const client = newClient(context, { credentials: keyLacking(['DescribeImages']) });
      const { image, blockers, unknown } = await client.diagnose(regionId, newImageId());
      deepEqual([image, unknown], [null, []], 'image and what is unknown');
      deepEqual(
        blockers.map(({ code }) => code),
        ['InvalidImageId.NotFound'],
        'codes',
      );
    },
  },
  {
    name: 'an image that may be absent is not said to be',
    async run(context) {
      const lacking = ['DescribeImages', 'DescribeImageSharePermission'];
      const client = newClient(context, { credentials: keyLacking(lacking) });
      const { image, blockers, unknown } = await client.diagnose(regionId, newImageId());
      deepEqual([image, blockers], [null, []], 'image and blockers');
      ok(unknown[0].codes.includes('InvalidImageId.NotFound'), 'that it may be absent');
    },
  },
  {
    name: 'without DeleteImage nothing is different: the key itself is not diagnosed',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { credentials: keyLacking(['DeleteImage']) });
      ok((await client.diagnose(regionId, imageId)).deletable, 'not deletable');
      const call = () => client.deleteImage(regionId, imageId);
      await failure(context, call, 'EcsServiceError', { code: 'Forbidden.RAM' });
    },
  },
  ...forbidding.map((refusal, index) => ({
    name: `way ${index + 1} to refuse a permission is one`,
    async run(/** @type {Context} */ context) {
      const { fetch } = describedService({ DescribeInstances: refusal });
      const client = newClient(context, { fetch });
      const { unknown, ...rest } = await client.diagnose(regionId, IMAGE_ID);
      deepEqual([rest.deletable, rest.deletableWithForce], [false, true], 'deletable');
      deepEqual(
        unknown.map(({ action }) => action),
        ['DescribeInstances'],
        'unknown',
      );
    },
  })),
  ...otherRefusals.map(([code, status]) => ({
    name: `${code} with HTTP ${status} is no missing permission, and fails the diagnosis`,
    async run(/** @type {Context} */ context) {
      const { fetch } = describedService({ DescribeInstances: refuse(code, { status }) });
      const call = () => newClient(context, { fetch }).diagnose(regionId, IMAGE_ID);
      await failure(context, call, 'EcsServiceError', { code, outcome: 'not-applied' });
    },
  })),
  {
    name: 'every code of a deletion is shown by some operation',
    run() {
      const codes = [...obstacles.map(({ code }) => code), 'InvalidImageId.NotFound'];
      deepEqual([...new Set(visible([]))].sort(), codes.sort(), 'codes');
    },
  },
];
