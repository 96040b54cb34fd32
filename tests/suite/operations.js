// The typed operations against the endpoint: what they find, what they change, and how they are
// refused.
import { deepEqual, equal, ok } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { recorder } from './doubles.js';
import { failure } from './failures.js';
import { collect, sentValues } from './paged-service.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./control.js').ImageState} ImageState */

/** What an image in each state looks like. @type {[ImageState, object][]} */
const states = [
  [
    'free',
    { status: 'Available', usage: 'none', isSelfShared: false, isPublic: false, isCopied: false },
  ],
  ['inUse', { status: 'Available', usage: 'instance' }],
  ['shared', { status: 'Available', isSelfShared: true }],
  ['copying', { status: 'Creating', isCopied: true, progress: '42%' }],
  ['importing', { status: 'Creating' }],
  ['exporting', { status: 'Available' }],
  ['public', { status: 'Available', isPublic: true }],
];

const ACCOUNTS = ['1234567890', '98765432109876543'];

/**
 * @param {Context} context
 * @param {string} imageId
 * @param {any} [options]
 */
async function imageOf(context, imageId, options) {
  const images = newClient(context).describeImages(regionId, { imageId }, options);
  const [image, ...more] = await collect(images);
  equal(more.length, 0, 'further images');
  return /** @type {any} */ (image);
}

/** @param {any} object @param {string[]} names */
function some(object, names) {
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}

/**
 * Calls each operation with arguments that are sound, for a region.
 *
 * @type {Record<string, (client: any, region: any, options?: any) => Promise<unknown>>}
 */
const inRegion = {
  describeImages: (client, region, options) => client.describeImages(region, {}, options).next(),
  describeInstances: (client, region, options) =>
    client.describeInstances(region, {}, options).next(),
  describeTasks: (client, region, options) => client.describeTasks(region, {}, options).next(),
  describeImageSharePermission: (client, region, options) =>
    client.describeImageSharePermission(region, newImageId(), options),
  modifyImageSharePermission: (client, region, options) =>
    client.modifyImageSharePermission(region, newImageId(), { isPublic: false }, options),
  cancelTask: (client, region, options) => client.cancelTask(region, 't-1', options),
  cancelCopyImage: (client, region, options) =>
    client.cancelCopyImage(region, newImageId(), options),
};

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'describeRegions lists the regions, in Chinese unless told otherwise',
    async run(context) {
      const client = newClient(context);
      const [own, english] = await Promise.all([
        client.describeRegions(),
        client.describeRegions({ acceptLanguage: 'en-US', resourceType: 'instance' }),
      ]);
      const hangzhou = {
        regionId: 'cn-hangzhou',
        regionEndpoint: 'ecs-cn-hangzhou.aliyuncs.com',
        localName: 'China (Hangzhou)',
        status: 'available',
      };
      deepEqual(
        english.find((region) => region.regionId === regionId),
        hangzhou,
        'region',
      );
      deepEqual(
        own.map((region) => region.regionId),
        english.map((region) => region.regionId),
        'ids',
      );
      ok(/\p{Script=Han}/u.test(own[0].localName ?? ''), `${own[0].localName}`);
    },
  },
  ...states.map(([state, fields]) => ({
    name: `describeImages: an image that is ${state}`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage(state);
      const image = await imageOf(context, imageId);
      deepEqual(some(image, Object.keys(fields)), fields, 'image');
      const [{ parameters }] = await context.control.requests(imageId);
      equal(parameters.Status, 'ALL', 'Status');
    },
  })),
  {
    name: 'describeImages: all fields, in their types, without the empty ones',
    async run(context) {
      const imageId = await context.control.createImage();
      const { imageName, creationTime, diskDeviceMappings, ...image } = await imageOf(
        context,
        imageId,
      );
      const [{ snapshotId, ...disk }, ...more] = diskDeviceMappings;
      equal(more.length, 0, 'further disks');
      ok(/^s-/.test(snapshotId) && imageName.length > 0, 'snapshotId and imageName');
      ok(!Number.isNaN(Date.parse(creationTime)), 'creationTime');
      deepEqual(disk, { device: '/dev/xvda', type: 'system', size: 40, progress: '100%' }, 'disk');
      const expected = {
        imageId,
        imageOwnerAlias: 'self',
        imageOwnerId: '9876543210987653',
        status: 'Available',
        progress: '100%',
        usage: 'none',
        size: 40,
        osType: 'linux',
        osName: 'Alibaba Cloud Linux 3.2104 LTS 64 bit',
        platform: 'Aliyun',
        architecture: 'x86_64',
        isCopied: false,
        isSelfShared: false,
        isPublic: false,
        isSubscribed: false,
        tags: [],
      };
      deepEqual(image, expected, 'image');
    },
  },
  {
    name: 'describeImages: all images of the region, page by page',
    async run(context) {
      const ids = await context.control.createImages(101);
      const { sent, fetch } = recorder();
      const images = await collect(newClient(context, { fetch }).describeImages(regionId));
      const found = images.map(({ imageId }) => imageId);
      ok(
        ids.every((id) => found.includes(id)),
        'some are missing',
      );
      equal(new Set(found).size, found.length, 'distinct images');
      const pages = Array.from(
        { length: Math.ceil(found.length / 100) },
        (_, index) => `${index + 1}`,
      );
      ok(pages.length > 1, 'one page only');
      deepEqual(sentValues(sent, 'PageNumber'), pages, 'PageNumber');
    },
  },
  {
    name: 'describeImages: a region without images has none',
    async run(context) {
      const { sent, fetch } = recorder();
      const images = newClient(context, { fetch }).describeImages('eu-west-1');
      deepEqual(await collect(images), [], 'images');
      equal(sent.length, 1, 'requests');
    },
  },
  {
    name: 'describeImages: an image of another region, or that is not there, is not listed',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      deepEqual(await collect(client.describeImages('eu-west-1', { imageId })), [], 'elsewhere');
      const absent = { imageId: newImageId() };
      deepEqual(await collect(client.describeImages(regionId, absent)), [], 'absent');
    },
  },
  {
    name: 'describeImages: filters are kept to',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const client = newClient(context);
      for (const [filter, count] of /** @type {[any, number][]} */ ([
        [{ usage: 'instance' }, 1],
        [{ usage: 'none' }, 0],
        [{ status: 'Available,Creating' }, 1],
        [{ status: 'Creating' }, 0],
        [{ imageOwnerAlias: 'self', osType: 'linux', architecture: 'x86_64' }, 1],
        [{ osType: 'windows' }, 0],
        [{ isPublic: false }, 1],
        [{ isPublic: true }, 0],
        [{ imageName: 'another' }, 0],
        [{ imageFamily: 'another' }, 0],
        [{ resourceGroupId: 'rg-1' }, 0],
        [{ snapshotId: (await imageOf(context, imageId)).diskDeviceMappings[0].snapshotId }, 1],
        [{ snapshotId: 's-1' }, 0],
      ])) {
        const images = await collect(client.describeImages(regionId, { imageId, ...filter }));
        equal(images.length, count, `images with ${JSON.stringify(filter)}`);
      }
    },
  },
  {
    name: 'describeInstances: the instances of an image, page by page',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const { sent, fetch } = recorder();
      const client = newClient(context, { fetch });
      const instances = await collect(
        client.describeInstances(regionId, { imageId, status: 'Running', pageSize: 1 }),
      );
      equal(instances.length, 2, 'instances');
      equal(sent.length, 2, 'requests');
      for (const { instanceId, instanceName, creationTime, ...instance } of instances) {
        ok(/^i-/.test(instanceId) && instanceName && creationTime, 'a field is missing');
        const expected = { imageId, status: 'Running', regionId, zoneId: 'cn-hangzhou-g' };
        deepEqual(instance, expected, 'instance');
      }
      const [{ instanceId }] = instances;
      const one = await collect(client.describeInstances(regionId, { instanceIds: [instanceId] }));
      deepEqual(one, [instances[0]], 'by its id');
      const ids = instances.map((instance) => instance.instanceId);
      const both = await collect(client.describeInstances(regionId, { instanceIds: ids }));
      deepEqual(both, instances, 'by their ids');
    },
  },
  {
    name: 'describeInstances: an image that no instance was made from has none',
    async run(context) {
      const imageId = await context.control.createImage();
      const instances = newClient(context).describeInstances(regionId, { imageId });
      deepEqual(await collect(instances), [], 'instances');
    },
  },
  {
    name: 'sharing: accounts are added, listed, removed; the image can be deleted then',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      const added = await client.modifyImageSharePermission(regionId, imageId, {
        addAccounts: ACCOUNTS,
        removeAccounts: [],
      });
      const [request] = await context.control.requests(imageId);
      deepEqual(added, { requestId: request.requestId, outcome: 'accepted' }, 'result');
      const shared = await client.describeImageSharePermission(regionId, imageId);
      deepEqual(
        shared.accounts.map(({ aliyunId }) => aliyunId),
        ACCOUNTS,
        'accounts',
      );
      ok(
        shared.accounts.every(({ sharedTime }) => sharedTime),
        'sharedTime',
      );
      deepEqual(shared.shareGroups, [], 'groups');
      await client.modifyImageSharePermission(regionId, imageId, { removeAccounts: ACCOUNTS });
      const then = await client.describeImageSharePermission(regionId, imageId);
      deepEqual(then, { imageId, accounts: [], shareGroups: [] }, 'permission');
      equal((await client.deleteImage(regionId, imageId)).outcome, 'accepted', 'outcome');
    },
  },
  {
    name: 'sharing: an image is published and taken back; it can be deleted then',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      await client.modifyImageSharePermission(regionId, imageId, { isPublic: true });
      const { shareGroups } = await client.describeImageSharePermission(regionId, imageId);
      deepEqual(shareGroups, [{ group: 'all' }], 'groups');
      const change = { isPublic: false, launchPermission: 'hide' };
      await client.modifyImageSharePermission(regionId, imageId, change);
      equal((await client.deleteImage(regionId, imageId)).outcome, 'accepted', 'outcome');
    },
  },
  {
    name: 'sharing: a dry run changes nothing',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      const change = { addAccounts: ACCOUNTS };
      const options = { dryRun: true };
      const result = await client.modifyImageSharePermission(regionId, imageId, change, options);
      const [{ requestId }] = await context.control.requests(imageId);
      deepEqual(result, { requestId, outcome: 'validated' }, 'result');
      const { accounts } = await client.describeImageSharePermission(regionId, imageId);
      deepEqual(accounts, [], 'accounts');
    },
  },
  {
    name: 'sharing: a change whose answer is lost is repeated only if it may be',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { maxAttempts: 2 });
      const change = { addAccounts: ACCOUNTS };
      await context.control.fault({ fault: 'empty200', apply: true, imageId, times: 2 });
      const call = () => client.modifyImageSharePermission(regionId, imageId, change);
      const fields = { attempts: 1, outcome: 'unknown' };
      await failure(context, call, 'EcsResponseError', fields);
      const again = { idempotent: true };
      await client.modifyImageSharePermission(regionId, imageId, change, again);
      equal((await context.control.requests(imageId)).length, 3, 'requests');
    },
  },
  {
    name: 'tasks: an export is found by its image and cancelled; the image can be deleted then',
    async run(context) {
      const imageId = await context.control.createImage('exporting');
      const client = newClient(context);
      const filter = /** @type {const} */ ({
        resourceIds: [imageId],
        taskAction: 'ExportImage',
        taskStatus: 'Processing',
        startTime: '2015-11-23T02:00Z',
      });
      const [task, ...more] = await collect(client.describeTasks(regionId, filter));
      equal(more.length, 0, 'further tasks');
      const { taskId, creationTime, ...fields } = task;
      ok(/^t-/.test(taskId) && creationTime, 'a field is missing');
      const expected = {
        taskAction: 'ExportImage',
        taskStatus: 'Processing',
        supportCancel: true,
        resourceId: imageId,
      };
      deepEqual(fields, expected, 'task');
      ok((await client.cancelTask(regionId, taskId)).requestId, 'requestId');
      const [then] = await collect(client.describeTasks(regionId, { taskIds: [taskId] }));
      const { taskStatus, supportCancel } = then;
      deepEqual(
        { taskStatus, supportCancel },
        { taskStatus: 'Failed', supportCancel: false },
        'then',
      );
      ok(then.finishedTime, 'finishedTime');
      equal((await client.deleteImage(regionId, imageId)).outcome, 'accepted', 'outcome');
    },
  },
  {
    name: 'tasks: those of several images, by their ids and page by page',
    async run(context) {
      const ids = [];
      for (let count = 0; count < 3; count++)
        ids.push(await context.control.createImage('importing'));
      const client = newClient(context);
      const request = { resourceIds: ids, pageSize: 2 };
      const tasks = await collect(client.describeTasks(regionId, request));
      deepEqual(
        tasks.map(({ resourceId }) => resourceId),
        ids,
        'images',
      );
      const taskIds = tasks.map(({ taskId }) => taskId);
      deepEqual(await collect(client.describeTasks(regionId, { taskIds })), tasks, 'by their ids');
      const long = { endTime: '2015-11-24T02:00Z', taskIds };
      deepEqual(await collect(client.describeTasks(regionId, long)), [], 'before');
    },
  },
  {
    name: 'cancelCopyImage removes the unfinished copy',
    async run(context) {
      const imageId = await context.control.createImage('copying');
      const { requestId } = await newClient(context).cancelCopyImage(regionId, imageId);
      equal(requestId, (await context.control.requests(imageId))[0].requestId, 'requestId');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  ...[
    ['cancelTask', 't-bp1absent', 'InvalidTaskId.NotFound'],
    ['cancelCopyImage', 'm-bp1absent', 'InvalidImageId.NotFound'],
    ['describeImageSharePermission', 'm-bp1absent', 'InvalidImageId.NotFound'],
  ].map(([name, id, code]) => ({
    name: `${name}: ${code} rejects`,
    async run(/** @type {Context} */ context) {
      const call = () => /** @type {any} */ (newClient(context))[name](regionId, id);
      await failure(context, call, 'EcsServiceError', { code, outcome: 'not-applied' });
    },
  })),
  {
    name: 'cancelCopyImage: an image that is no copy is refused, and stays',
    async run(context) {
      const imageId = await context.control.createImage();
      const call = () => newClient(context).cancelCopyImage(regionId, imageId);
      await failure(context, call, 'EcsServiceError', { code: 'ImageCreatedNotFromCopy' });
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'cancelTask: a task that is over is refused',
    async run(context) {
      const imageId = await context.control.createImage('importing');
      const client = newClient(context);
      const [{ taskId }] = await collect(
        client.describeTasks(regionId, { resourceIds: [imageId] }),
      );
      await client.cancelTask(regionId, taskId);
      const call = () => client.cancelTask(regionId, taskId);
      await failure(context, call, 'EcsServiceError', {
        code: 'InvalidTaskId.IncorrectTaskStatus',
      });
    },
  },
  ...Object.entries(inRegion).flatMap(([name, call]) => [
    {
      name: `${name}: a region that does not exist is refused`,
      async run(/** @type {Context} */ context) {
        const unknown = () => call(newClient(context), 'xx-nowhere-1');
        await failure(context, unknown, 'EcsServiceError', { code: 'InvalidRegionId.NotFound' });
      },
    },
    {
      name: `${name}: a key without permission is refused`,
      async run(/** @type {Context} */ context) {
        const client = newClient(context, { credentials: keys.forbidden });
        const refused = () => call(client, regionId);
        await failure(context, refused, 'EcsServiceError', { code: 'Forbidden.RAM' });
      },
    },
    {
      name: `${name}: an abort rejects with its reason`,
      async run(/** @type {Context} */ context) {
        const { sent, fetch } = recorder();
        const client = newClient(context, { fetch });
        const signal = AbortSignal.abort('before');
        const reason = await call(client, regionId, { signal }).catch((thrown) => thrown);
        equal(reason, 'before', 'reason');
        equal(sent.length, 0, 'requests');
      },
    },
  ]),
];
