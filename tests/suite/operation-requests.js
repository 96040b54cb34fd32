// What the typed operations are asked for: how each field is sent, and what is refused by name before
// anything is sent.
import { deepEqual, equal, ok } from './assert.js';
import { newClient, regionId } from './clients.js';
import { accept, formOf, inTurn } from './doubles.js';
import { failure } from './failures.js';
import { collect, serving } from './paged-service.js';
import { notObjects, show, throwing } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

const imageId = 'm-bp1any';

/**
 * Calls each operation with a request, where it has one, and options.
 *
 * @type {Record<string, (client: any, request?: any, options?: any) => Promise<unknown>>}
 */
const operations = {
  describeRegions: (client, ...given) => client.describeRegions(...given),
  describeImages: (client, ...given) => collect(client.describeImages(regionId, ...given)),
  describeInstances: (client, ...given) => collect(client.describeInstances(regionId, ...given)),
  describeTasks: (client, ...given) => collect(client.describeTasks(regionId, ...given)),
  describeImageSharePermission: (client, _, options) =>
    client.describeImageSharePermission(regionId, imageId, options),
  modifyImageSharePermission: (client, request = { isPublic: true }, options = undefined) =>
    client.modifyImageSharePermission(regionId, imageId, request, options),
  cancelTask: (client, _, options) => client.cancelTask(regionId, 't-1', options),
  cancelCopyImage: (client, _, options) => client.cancelCopyImage(regionId, imageId, options),
};

const requesting = [
  ...['describeRegions', 'describeImages', 'describeInstances', 'describeTasks'],
  'modifyImageSharePermission',
];
const changing = ['modifyImageSharePermission', 'cancelTask', 'cancelCopyImage'];
const cancelling = ['cancelTask', 'cancelCopyImage'];
const reading = Object.keys(operations).filter((operation) => !changing.includes(operation));

const tags = [{ key: 'a', value: 'b' }, { key: 'c' }, { key: 'd', value: '' }];

/** Operation, request, and what is sent besides the region. @type {[string, any, object][]} */
const sentRequests = [
  ['describeRegions', undefined, {}],
  [
    'describeRegions',
    { acceptLanguage: 'ja', instanceChargeType: 'PrePaid', resourceType: 'disk' },
    { AcceptLanguage: 'ja', InstanceChargeType: 'PrePaid', ResourceType: 'disk' },
  ],
  ['describeImages', undefined, { Status: 'ALL', PageSize: '100', PageNumber: '1' }],
  [
    'describeImages',
    { status: undefined, tags: undefined },
    { Status: 'ALL', PageSize: '100', PageNumber: '1' },
  ],
  [
    'describeImages',
    {
      ...{ imageId: 'm-1,m-2', imageName: 'n', imageFamily: 'f', imageOwnerAlias: 'self' },
      ...{
        status: 'Available',
        snapshotId: 's',
        usage: 'none',
        osType: 'linux',
        architecture: 'arm64',
      },
      ...{ resourceGroupId: 'rg', isPublic: false, tags, pageSize: 7 },
    },
    {
      ...{ ImageId: 'm-1,m-2', ImageName: 'n', ImageFamily: 'f', ImageOwnerAlias: 'self' },
      ...{
        Status: 'Available',
        SnapshotId: 's',
        Usage: 'none',
        OSType: 'linux',
        Architecture: 'arm64',
      },
      ...{ ResourceGroupId: 'rg', IsPublic: 'false', PageSize: '7', PageNumber: '1' },
      ...{
        'Tag.1.Key': 'a',
        'Tag.1.Value': 'b',
        'Tag.2.Key': 'c',
        'Tag.3.Key': 'd',
        'Tag.3.Value': '',
      },
    },
  ],
  ['describeInstances', undefined, { MaxResults: '100' }],
  [
    'describeInstances',
    { imageId: 'm-1', instanceIds: ['i-1', 'i-2'], status: 'Stopped', pageSize: 1 },
    { ImageId: 'm-1', InstanceIds: '["i-1","i-2"]', Status: 'Stopped', MaxResults: '1' },
  ],
  ['describeTasks', undefined, { PageSize: '100', PageNumber: '1' }],
  [
    'describeTasks',
    {
      ...{ taskAction: 'ImportImage', taskStatus: 'Failed', taskIds: ['t-1', 't-2'] },
      ...{ resourceIds: ['m-1', 'm-2'], startTime: 's', endTime: 'e', pageSize: 100 },
    },
    {
      ...{ TaskAction: 'ImportImage', TaskStatus: 'Failed', TaskIds: 't-1,t-2' },
      ...{ 'ResourceIds.1': 'm-1', 'ResourceIds.2': 'm-2', StartTime: 's', EndTime: 'e' },
      ...{ PageSize: '100', PageNumber: '1' },
    },
  ],
  [
    'describeImageSharePermission',
    undefined,
    { ImageId: imageId, PageSize: '100', PageNumber: '1' },
  ],
  [
    'modifyImageSharePermission',
    { addAccounts: ['1', '2'], removeAccounts: ['3'], isPublic: true, launchPermission: 'hide' },
    {
      ...{ ImageId: imageId, 'AddAccount.1': '1', 'AddAccount.2': '2', 'RemoveAccount.1': '3' },
      ...{ IsPublic: 'true', LaunchPermission: 'hide' },
    },
  ],
  [
    'modifyImageSharePermission',
    { addAccounts: [], removeAccounts: Array(10).fill('98765432109876543') },
    { ImageId: imageId, ...tenAccounts() },
  ],
  ['cancelTask', undefined, { TaskId: 't-1' }],
  ['cancelCopyImage', undefined, { ImageId: imageId }],
];

function tenAccounts() {
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`RemoveAccount.${index + 1}`, '98765432109876543']),
  );
}

const notTexts = [null, 5, true, {}, ['a'], '', new String('a'), Symbol('a')];
const notFlags = [null, 'true', 'True', 0, 1, {}];
const notPageSizes = [null, '5', 0, 101, -1, 1.5, NaN, Infinity, 5n, {}];
const notIdLists = [
  ...[null, 'i-1', {}, [], [5], [''], ['i-1', null], ['i-1,i-2'], ['i"'], ['i 1'], ['é']],
  ...[Array(101).fill('i-1'), [, 'i-1'], ['i-1', undefined]],
];
const notAccountLists = [
  ...[null, '1234567890', 1234567890, {}, [1234567890], [''], ['12a']],
  ...[[' 1'], ['1 '], ['-1'], ['1.5'], ['１２'], Array(11).fill('1'), [, '1'], ['1', undefined]],
];
const notTagLists = [null, 'a', {}, [], { key: 'a' }];

/** Fields that are the same for all of them. @type {[string, string, unknown[]][]} */
const wrongFields = [
  ...['imageId', 'imageName', 'imageFamily', 'status', 'snapshotId', 'resourceGroupId'].map(
    (name) => field('describeImages', name, notTexts),
  ),
  ...['imageOwnerAlias', 'usage', 'osType', 'architecture'].map((name) =>
    field('describeImages', name, [...notTexts, 'another', 'NONE', 'constructor']),
  ),
  field('describeImages', 'isPublic', notFlags),
  field('describeImages', 'tags', notTagLists),
  field('describeImages', 'pageSize', notPageSizes),
  field('describeInstances', 'imageId', notTexts),
  field('describeInstances', 'instanceIds', notIdLists),
  field('describeInstances', 'status', [...notTexts, 'ALL']),
  field('describeInstances', 'pageSize', notPageSizes),
  field('describeTasks', 'taskAction', [...notTexts, 'IMPORT_IMAGE']),
  field('describeTasks', 'taskStatus', [...notTexts, 'failed']),
  field('describeTasks', 'taskIds', notIdLists),
  field('describeTasks', 'resourceIds', notIdLists),
  field('describeTasks', 'startTime', notTexts),
  field('describeTasks', 'endTime', notTexts),
  field('describeTasks', 'pageSize', notPageSizes),
  field('describeRegions', 'acceptLanguage', [...notTexts, 'en']),
  field('describeRegions', 'instanceChargeType', [...notTexts, 'prepaid']),
  field('describeRegions', 'resourceType', [...notTexts, 'image']),
  field('modifyImageSharePermission', 'addAccounts', notAccountLists),
  field('modifyImageSharePermission', 'removeAccounts', notAccountLists),
  field('modifyImageSharePermission', 'isPublic', notFlags),
  field('modifyImageSharePermission', 'launchPermission', notTexts),
];

/** @param {string} operation @param {string} name @param {unknown[]} values @returns {[string, string, unknown[]]} */
function field(operation, name, values) {
  return [operation, name, values];
}

/** Operation, the name that an error has for what is wrong, the wrong value, request and options. */
const refused = /** @type {[string, string, unknown, any, any?][]} */ ([
  ...requesting.flatMap((operation) => [
    ...notObjects.map((value) => [operation, 'request', value, value]),
    ...['ImageId', 'imageid', 'regionId', 'PageNumber', 'toString'].map((name) => [
      operation,
      `request.${name}`,
      'unknown',
      { [name]: 'a' },
    ]),
    [operation, 'request', 'a proxy that throws', throwing['a proxy that throws']()],
  ]),
  ...wrongFields.flatMap(([operation, name, values]) =>
    values.map((value) => [operation, `request.${name}`, value, { [name]: value }]),
  ),
  ...[null, undefined, 'a', 5, ['a']].map((tag) => [
    ...['describeImages', 'request.tags[1]', tag, { tags: [{ key: 'a' }, tag] }],
  ]),
  ...[undefined, null, '', 5].map((key) => [
    ...['describeImages', 'request.tags[0].key', key, { tags: [{ key, value: 'a' }] }],
  ]),
  ...[null, 5, {}].map((value) => [
    ...['describeImages', 'request.tags[0].value', value, { tags: [{ key: 'a', value }] }],
  ]),
  ['describeImages', 'request.tags[0].Key', 'unknown', { tags: [{ Key: 'a' }] }],
  ...[
    {},
    { addAccounts: [] },
    { addAccounts: [], removeAccounts: [] },
    { isPublic: undefined },
  ].map((request) => ['modifyImageSharePermission', 'request', request, request]),
  ...Object.keys(operations).flatMap((operation) => [
    ...notObjects.map((value) => [operation, 'options', value, undefined, value]),
    [operation, 'options.timeout', '5', undefined, { timeout: '5' }],
    [operation, 'options.maxAttempts', 0, undefined, { maxAttempts: 0 }],
    ...['true', 1, null, {}].map((dryRun) => [
      ...[operation, 'options.dryRun', dryRun, undefined, { dryRun }],
    ]),
    [operation, 'options.signal', 'a text', undefined, { signal: 'a' }],
    [operation, 'options.force', 'unknown', undefined, { force: true }],
  ]),
  // It would show nothing, as if there were nothing.
  ...reading.flatMap((operation) =>
    [true, false].map((dryRun) => [
      ...[operation, 'options.dryRun', dryRun, undefined, { dryRun }],
    ]),
  ),
  // The service would pass over DryRun, and cancel.
  ...cancelling.map((operation) => [
    ...[operation, 'options.dryRun', true, undefined, { dryRun: true }],
  ]),
  ...changing.flatMap((operation) =>
    ['true', 1, null].map((idempotent) => [
      ...[operation, 'options.idempotent', idempotent, undefined, { idempotent }],
    ]),
  ),
]);

const notRegions = [
  undefined,
  null,
  5,
  {},
  '',
  'cn hangzhou',
  'CN-HANGZHOU',
  'a.example.com',
  'cn-',
];
const notImages = [undefined, null, 5, {}, '', 'm 1', 'm-1/..', 'é', 'm'.repeat(129)];

/**
 * @param {Context} context
 * @param {string} argument
 * @param {(client: any) => unknown} call
 */
async function refusedCall(context, argument, call) {
  const { sent, fetch } = inTurn(accept);
  const client = newClient(context, { fetch });
  await failure(context, () => call(client), 'EcsArgumentError', { argument, attempts: 0 });
  equal(sent.length, 0, 'requests');
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...sentRequests.map(([operation, request, expected]) => ({
    name: `${operation}: ${JSON.stringify(request)} is sent by the service's names`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = serving(() => ({ TotalCount: 0 }));
      await operations[operation](newClient(context, { fetch }), request);
      const { Action, RegionId, ...form } = formOf(sent[0]);
      equal(Action, operation[0].toUpperCase() + operation.slice(1), 'Action');
      equal(RegionId, operation === 'describeRegions' ? undefined : regionId, 'RegionId');
      const common = /^(AccessKeyId|Format|Signature.*|Timestamp|Version)$/;
      const own = Object.entries(form).filter(([name]) => !common.test(name));
      deepEqual(Object.fromEntries(own), expected, 'form');
    },
  })),
  ...refused.map(([operation, argument, value, request, options]) => ({
    name: `${operation}: ${argument}: ${show(value)} is an error`,
    run: (/** @type {Context} */ context) =>
      refusedCall(context, argument, (client) => operations[operation](client, request, options)),
  })),
  ...notRegions.flatMap((region) =>
    Object.keys(operations)
      .filter((operation) => operation !== 'describeRegions')
      .map((operation) => ({
        name: `${operation}: regionId: ${show(region)} is an error`,
        run: (/** @type {Context} */ context) =>
          refusedCall(context, 'regionId', async (client) => {
            const id = operation === 'cancelTask' ? 't-1' : imageId;
            const isList = /^describe(Images|Instances|Tasks)$/.test(operation);
            if (isList) return client[operation](region).next();
            return client[operation](region, id, isChange(operation) ? { isPublic: true } : {});
          }),
      })),
  ),
  ...notImages.flatMap((id) =>
    ['describeImageSharePermission', 'modifyImageSharePermission', 'cancelCopyImage'].map(
      (operation) => ({
        name: `${operation}: imageId: ${show(id)} is an error`,
        run: (/** @type {Context} */ context) =>
          refusedCall(context, 'imageId', (client) =>
            client[operation](regionId, id, isChange(operation) ? { isPublic: true } : {}),
          ),
      }),
    ),
  ),
  ...[undefined, null, 5, {}, '', 't 1', 't-1,t-2', 'é'].map((taskId) => ({
    name: `cancelTask: taskId: ${show(taskId)} is an error`,
    run: (/** @type {Context} */ context) =>
      refusedCall(context, 'taskId', (client) => client.cancelTask(regionId, taskId)),
  })),
  ...['describeImages', 'describeInstances', 'describeTasks'].map((operation) => ({
    name: `${operation}: what is wrong rejects the first item, and throws nothing before`,
    async run(/** @type {Context} */ context) {
      const client = /** @type {any} */ (newClient(context, { fetch: accept }));
      const items = client[operation](regionId, { pageSize: 0 });
      ok(items[Symbol.asyncIterator]() === items, 'not its own iterator');
      const argument = 'request.pageSize';
      await failure(context, () => items.next(), 'EcsArgumentError', { argument });
      deepEqual(await items.next(), { done: true, value: undefined }, 'next');
    },
  })),
  ...cancelling.map((operation) => ({
    name: `${operation}: dryRun false is taken`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { fetch });
      await operations[operation](client, undefined, { dryRun: false, idempotent: true });
      equal(formOf(sent[0]).DryRun, undefined, 'DryRun');
    },
  })),
];

/** @param {string} operation */
function isChange(operation) {
  return operation === 'modifyImageSharePermission';
}
