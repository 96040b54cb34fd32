// The remedies of a refusal work: who follows them, and knows nothing else, can delete the image.
import { deepEqual, equal, ok, rejection } from './assert.js';
import { combinations, nameOf, obstacles } from './blocked-images.js';
import { newClient, newImageId, regionId } from './clients.js';
import { formOf, recorder, refuse } from './doubles.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('ecs-delete-image').EcsClient} Client */
/** @typedef {import('ecs-delete-image').Remedy} Remedy */

/**
 * What a remedy requires, from the answer to the remedy before it: the value of the parameter, for
 * each call that is needed. The descriptions say where it is.
 *
 * @type {Record<string, (answer: any, imageId: string) => unknown[]>}
 */
const readers = {
  RemoveAccount({ Accounts }) {
    const ids = Accounts.Account.map((/** @type {any} */ { AliyunId }) => AliyunId);
    const calls = Math.ceil(ids.length / 10);
    return Array.from({ length: calls }, (_, index) => ids.slice(index * 10, index * 10 + 10));
  },
  TaskId({ TaskSet }, imageId) {
    const own = TaskSet.Task.filter((/** @type {any} */ task) => task.ResourceId === imageId);
    return own.map((/** @type {any} */ { TaskId }) => TaskId);
  },
};

/**
 * @param {Client} client
 * @param {Remedy[]} remedies
 * @param {string} imageId
 * @returns {Promise<string[]>} the operations that were called
 */
async function follow(client, remedies, imageId) {
  const called = [];
  /** @type {any} */
  let answer;
  for (const { action, parameters, requires } of remedies) {
    const [name, ...more] = requires;
    deepEqual(more, [], 'requirements beside the first');
    const values = name === undefined ? [undefined] : readers[name](answer, imageId);
    for (const value of values) {
      const added = name === undefined ? {} : { [name]: value };
      answer = await client.call(action, { ...parameters, ...added });
      called.push(action);
    }
  }
  return called;
}

/**
 * Deletes an image by doing what each refusal says.
 *
 * @param {Context} context
 * @param {string} imageId
 * @returns {Promise<string[]>} the codes on the way
 */
async function deleteSomehow(context, imageId) {
  const client = newClient(context);
  /** @type {string[]} */
  const way = [];
  while (await context.control.exists(imageId)) {
    const refusal = await client.deleteImage(regionId, imageId).then(
      () => undefined,
      (error) => error,
    );
    if (refusal === undefined) break;
    ok(!way.includes(refusal.code), `${refusal.code} again, after ${way.join(', ')}`);
    way.push(refusal.code);
    await follow(client, refusal.remedies, imageId);
  }
  return way;
}

/** Codes of every operation, with the remedies of each called on an image that is free. */
const commonCodes = [
  ...['ImageIsCreating', 'SignatureDoesNotMatch', 'IncompleteSignature'],
  ...['InvalidAccessKeyId.NotFound', 'InvalidAccessKeyId.Inactive', 'Forbidden.AccessKeyDisabled'],
  ...['Forbidden.RiskControl', 'InvalidTimeStamp.Expired', 'InvalidTimeStamp.Format'],
  ...['IllegalTimestamp', 'SignatureNonceUsed', 'InvalidSecurityToken.Expired'],
  ...['InvalidSecurityToken.Malformed', 'InvalidSecurityToken.MismatchWithAccessKey'],
  ...['MissingSecurityToken', 'Forbidden.RAM', 'NoPermission', 'Throttling', 'Throttling.User'],
  ...['Throttling.Api', 'Rejected.Throttling', 'MissingParameter', 'MissingImageId'],
  ...['InvalidParameter', 'InvalidRegionId.NotFound', 'InvalidOperation.NotSupportedEndpoint'],
  ...['InvalidApi.NotFound', 'UnsupportedHTTPMethod', 'OperationConflict', 'InternalError'],
  ...['UnknownError', 'ServiceUnavailable', 'DryRunOperation'],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...combinations.map((combination) => ({
    name: `an image that is ${nameOf(combination)} is deleted by following what the refusals say`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage(...combination);
      const way = await deleteSomehow(context, imageId);
      const codes = obstacles
        .filter(({ state }) => combination.includes(state))
        .map(({ code }) => code);
      // To end a copy is to remove it.
      deepEqual(way, combination.includes('copying') ? codes.slice(0, 1) : codes, 'codes');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  })),
  ...obstacles.map(({ state, code }) => ({
    name: `the remedies of ${code} alone lift it`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage(state);
      const { sent, fetch } = recorder();
      const client = newClient(context, { fetch });
      const refusal = await rejection(() => client.deleteImage(regionId, imageId), code);
      equal(refusal.code, code, 'code');
      const called = await follow(client, refusal.remedies, imageId);
      const actions = new Set(sent.map((request) => formOf(request).Action));
      deepEqual([...actions], [...new Set(['DeleteImage', ...called])], 'what was called');
      const image = await context.control.image(imageId);
      ok(!image?.states.includes(state), `still ${state}`);
    },
  })),
  ...['importing', 'exporting'].map((state) => ({
    name: `several tasks: an image that is ${state} more than once`,
    async run(/** @type {Context} */ context) {
      const states = /** @type {import('./control.js').ImageState[]} */ ([state, state, state]);
      await context.control.createImage(...states);
      const imageId = await context.control.createImage(...states);
      equal((await deleteSomehow(context, imageId)).length, 1, 'refusals');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  })),
  {
    name: 'more accounts than one call removes: an image that is shared with 24',
    async run(context) {
      const imageId = await context.control.createImage(...Array(12).fill('shared'));
      deepEqual(await deleteSomehow(context, imageId), ['ImageUseShared'], 'refusals');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'the remedies of InvalidImageId.NotFound find an image whatever its state, or do not',
    async run(context) {
      const client = newClient(context);
      const absent = newImageId();
      const refusal = await rejection(() => client.deleteImage(regionId, absent), 'absent');
      const [{ action, parameters, requires }, ...more] = refusal.remedies;
      deepEqual([requires, more], [[], []], 'requirements and further remedies');
      /** @param {string} ImageId */
      const found = async (ImageId) => {
        const answer = await client.call(action, { ...parameters, ImageId });
        return /** @type {any} */ (answer).Images.Image.length;
      };
      const copying = await context.control.createImage('copying');
      deepEqual([await found(absent), await found(copying)], [0, 1], 'images');
    },
  },
  ...commonCodes.map((code) => ({
    name: `every remedy of ${code} can be called as it is`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const refusing = newClient(context, { fetch: refuse(code, { status: 400 }) });
      const { remedies } = await rejection(() => refusing.deleteImage(regionId, imageId), code);
      const called = await follow(newClient(context), remedies, imageId);
      equal(called.length, remedies.length, 'calls');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  })),
];
