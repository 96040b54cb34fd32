// Options that `Object.keys` does not give: getters of a class, and fields that are not enumerable. Each
// method heeds them as any other, and refuses those that it does not know.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys, newClient, regionId } from './clients.js';
import { accept, answering, formOf, inTurn } from './doubles.js';
import { failure } from './failures.js';
import { parametersOf } from './presigning.js';

/** @typedef {import('./run.js').Context} Context */

const imageId = 'm-bp67acfmxazb4p0001';
const REASON = 'aborted by a getter';

/**
 * Calls of every method that takes options, with those.
 *
 * @type {Record<string, (client: any, options: any, context: Context) => any>}
 */
const methods = {
  deleteImage: (client, options) => client.deleteImage(regionId, imageId, false, options),
  deleteImages: (client, options) => client.deleteImages(regionId, [imageId], options),
  diagnose: (client, options) => client.diagnose(regionId, imageId, options),
  waitUntilDeleted: (client, options) => client.waitUntilDeleted(regionId, imageId, options),
  presignDeleteImage: (client, options) =>
    client.presignDeleteImage(regionId, imageId, false, options),
  call: (client, options) => client.call('DescribeRegions', {}, options),
  describeRegions: (client, options) => client.describeRegions({}, options),
  describeImages: (client, options) => client.describeImages(regionId, {}, options).next(),
  describeInstances: (client, options) => client.describeInstances(regionId, {}, options).next(),
  describeTasks: (client, options) => client.describeTasks(regionId, {}, options).next(),
  describeImageSharePermission: (client, options) =>
    client.describeImageSharePermission(regionId, imageId, options),
  modifyImageSharePermission: (client, options) =>
    client.modifyImageSharePermission(regionId, imageId, { isPublic: false }, options),
  cancelTask: (client, options) => client.cancelTask(regionId, 't-1', options),
  cancelCopyImage: (client, options) => client.cancelCopyImage(regionId, imageId, options),
  sendPresigned: async (client, options, { ecs }) =>
    ecs.sendPresigned(await client.presignDeleteImage(regionId, imageId), options),
};

/** The same, with something else that is read. @type {typeof methods} */
const requests = {
  describeRegions: (client, request) => client.describeRegions(request),
  describeImages: (client, request) => client.describeImages(regionId, request).next(),
  describeInstances: (client, request) => client.describeInstances(regionId, request).next(),
  describeTasks: (client, request) => client.describeTasks(regionId, request).next(),
  modifyImageSharePermission: (client, request) =>
    client.modifyImageSharePermission(regionId, imageId, request),
};

/** Ways to have a field that is not enumerable. @type {[string, (name: string, value: unknown) => object][]} */
const ways = [
  ['a getter of a class', (name, value) => new (withGetter(name, value, class {}))()],
  [
    'a getter of a class that another extends',
    (name, value) => new (class extends withGetter(name, value, class {}) {})(),
  ],
  ['a field that is not enumerable', (name, value) => Object.defineProperty({}, name, { value })],
];

/** @param {string} name @param {unknown} value @param {any} Class */
function withGetter(name, value, Class) {
  Object.defineProperty(Class.prototype, name, { get: () => value, configurable: true });
  return Class;
}

const listsNothing = answering('{"RequestId":"R","TotalCount":0,"Regions":[]}');

/** @param {Context} context */
function clientSending(context) {
  const { sent, fetch } = inTurn(listsNothing);
  return { client: newClient(context, { fetch }), sent };
}

/** What no framework has meant as an option, nor a class. */
class Marked {
  constructor() {
    Object.defineProperty(this, '__ob__', { value: {} });
    Object.defineProperty(this, '$mobx', { value: {} });
  }
  describe() {}
  get _internal() {
    return 1;
  }
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...ways.flatMap(([way, make]) => [
    ...Object.entries(methods).flatMap(([method, call]) => [
      {
        name: `${method}: ${way} that it does not know is an error, and nothing is sent`,
        async run(/** @type {Context} */ context) {
          const { client, sent } = clientSending(context);
          const options = make('dryrun', true);
          const action = () => call(client, options, context);
          await failure(context, action, 'EcsArgumentError', { argument: 'options.dryrun' });
          deepEqual(sent, [], 'requests');
        },
      },
      ...(method === 'presignDeleteImage' ? [] : [heedsSignal(method, call, way, make)]),
    ]),
    ...['deleteImage', 'deleteImages', 'modifyImageSharePermission', 'call'].map((method) => ({
      name: `${method}: dryRun as ${way} deletes and changes nothing`,
      async run(/** @type {Context} */ context) {
        const { client, sent } = clientSending(context);
        await methods[method](client, make('dryRun', true), context);
        equal(formOf(sent[0]).DryRun, 'true', 'DryRun');
      },
    })),
    {
      name: `presignDeleteImage: dryRun as ${way} is signed`,
      async run(/** @type {Context} */ context) {
        const { client } = clientSending(context);
        const request = await methods.presignDeleteImage(client, make('dryRun', true), context);
        equal(parametersOf(request).DryRun, 'true', 'DryRun');
      },
    },
    ...Object.entries(requests).map(([method, call]) => ({
      name: `${method}: ${way} of a request that it does not know is an error`,
      async run(/** @type {Context} */ context) {
        const { client, sent } = clientSending(context);
        const action = () => call(client, make('imageID', imageId), context);
        await failure(context, action, 'EcsArgumentError', { argument: 'request.imageID' });
        deepEqual(sent, [], 'requests');
      },
    })),
    {
      name: `describeImages: a filter that is ${way} is sent`,
      async run(/** @type {Context} */ context) {
        const { client, sent } = clientSending(context);
        await requests.describeImages(client, make('imageId', imageId), context);
        equal(formOf(sent[0]).ImageId, imageId, 'ImageId');
      },
    },
    {
      name: `modifyImageSharePermission: a change that is ${way} is sent`,
      async run(/** @type {Context} */ context) {
        const { client, sent } = clientSending(context);
        await requests.modifyImageSharePermission(client, make('isPublic', false), context);
        equal(formOf(sent[0]).IsPublic, 'false', 'IsPublic');
      },
    },
    {
      name: `new EcsClient: ${way} is heeded where it is known, and refused where it is not`,
      async run(/** @type {Context} */ context) {
        const { ecs } = context;
        const credentials = keys.permanent;
        const wrong = Object.setPrototypeOf({ credentials }, make('dryRun', true));
        const action = () => new ecs.EcsClient(wrong);
        await failure(context, action, 'EcsArgumentError', { argument: 'options.dryRun' });
        const { sent, fetch } = inTurn(accept);
        const options = Object.setPrototypeOf(
          { credentials, fetch },
          make('endpoint', 'a.example'),
        );
        await new ecs.EcsClient(options).deleteImage(regionId, imageId);
        equal(sent[0].url, 'https://a.example/', 'URL');
      },
    },
  ]),
  ...Object.entries(methods).map(([method, call]) => ({
    name: `${method}: methods of a class and a framework's marks are no options`,
    async run(/** @type {Context} */ context) {
      const { client } = clientSending(context);
      const ending = Promise.resolve(call(client, new Marked(), context));
      const error = await ending.then(
        () => undefined,
        (reason) => reason,
      );
      ok(error?.kind !== 'argument', String(error));
    },
  })),
];

/**
 * @param {string} method
 * @param {typeof methods[string]} call
 * @param {string} way
 * @param {(name: string, value: unknown) => object} make
 * @returns {import('./run.js').Test}
 */
function heedsSignal(method, call, way, make) {
  return {
    name: `${method}: a signal that is ${way} aborts it, and nothing is sent`,
    async run(/** @type {Context} */ context) {
      const { client, sent } = clientSending(context);
      const action = () => call(client, make('signal', AbortSignal.abort(REASON)), context);
      if (method === 'deleteImages') equal((await action()).items[0].status, 'skipped', 'status');
      else match(String(await rejection(action, method)), new RegExp(REASON), 'reason');
      deepEqual(sent, [], 'requests');
    },
  };
}
