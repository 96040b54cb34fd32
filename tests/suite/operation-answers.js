// What the typed operations make of the ways in which the service writes the same answer.
import { deepEqual, equal } from './assert.js';
import { newClient, regionId } from './clients.js';
import { JSON_TYPE, REQUEST_ID, accept, answering, refuse } from './doubles.js';
import { failure } from './failures.js';
import { collect } from './paged-service.js';

/** @typedef {import('./run.js').Context} Context */

const imageId = 'm-bp1any';

/** @type {Record<string, (client: any) => Promise<any>>} */
const operations = {
  describeRegions: (client) => client.describeRegions(),
  describeImages: (client) => collect(client.describeImages(regionId)),
  describeInstances: (client) => collect(client.describeInstances(regionId)),
  describeTasks: (client) => collect(client.describeTasks(regionId)),
  describeImageSharePermission: (client) => client.describeImageSharePermission(regionId, imageId),
  modifyImageSharePermission: (client) =>
    client.modifyImageSharePermission(regionId, imageId, { isPublic: false }),
  cancelTask: (client) => client.cancelTask(regionId, 't-1'),
  cancelCopyImage: (client) => client.cancelCopyImage(regionId, imageId),
};

const IMAGE = { imageId: 'm-1', status: 'Available', tags: [], diskDeviceMappings: [] };

/** @param {string} fields */
const image = (fields) =>
  `{"RequestId":"R","TotalCount":1,"Images":{"Image":[{"ImageId":"m-1","Status":"Available",${fields}}]}}`;

/** @param {string} action @param {string} body */
const xml = (action, body) =>
  `<?xml version='1.0' encoding='UTF-8'?><${action}Response><RequestId>R</RequestId>${body}</${action}Response>`;

/** An image's fields in JSON, and what comes of them. @type {[string, object][]} */
const imageFields = [
  ['"Size":40', { size: 40 }],
  ['"Size":"40"', { size: 40 }],
  ['"Size":0', { size: 0 }],
  ['"Size":""', {}],
  ['"Size":null', {}],
  ['"Size":"40 GiB"', {}],
  ['"IsSelfShared":"True"', { isSelfShared: true }],
  ['"IsSelfShared":"False"', { isSelfShared: false }],
  ['"IsSelfShared":""', {}],
  ['"IsSelfShared":true', { isSelfShared: true }],
  ['"IsCopied":false', { isCopied: false }],
  ['"IsCopied":"perhaps"', {}],
  ['"ImageOwnerId":987654321098765432', { imageOwnerId: '987654321098765432' }],
  ['"ImageOwnerId":1234567890', { imageOwnerId: '1234567890' }],
  ['"ImageOwnerId":"0012"', { imageOwnerId: '0012' }],
  ['"Description":""', {}],
  ['"Description":" "', { description: ' ' }],
  ['"Description":{"a":1}', {}],
  ['"Tags":{"Tag":[{"TagKey":"a","TagValue":"b"}]}', { tags: [{ key: 'a', value: 'b' }] }],
  ['"Tags":{"Tag":[{"Key":"a","Value":"b"}]}', { tags: [{ key: 'a', value: 'b' }] }],
  ['"Tags":{"Tag":[{"TagKey":"a","TagValue":""}]}', { tags: [{ key: 'a', value: '' }] }],
  ['"Tags":{"Tag":[{"TagKey":"a"}]}', { tags: [{ key: 'a', value: '' }] }],
  ['"Tags":{"Tag":[]}', {}],
  ['"Tags":{}', {}],
  ['"Tags":null', {}],
  ['"Tags":""', {}],
  [
    '"DiskDeviceMappings":{"DiskDeviceMapping":[{"Device":"/dev/xvda","Size":"60","Format":""}]}',
    { diskDeviceMappings: [{ device: '/dev/xvda', size: 60 }] },
  ],
  ['"NewField":{"A":[1]}', {}],
  ['"__proto__":{"Size":1}', {}],
];

/** Operation, body, and what comes of it. @type {[string, string, any][]} */
const answers = [
  ...imageFields.map(
    ([fields, expected]) =>
      /** @type {[string, string, any]} */ ([
        'describeImages',
        image(fields),
        [{ ...IMAGE, ...expected }],
      ]),
  ),
  ['describeImages', '{"RequestId":"R","Images":{"Image":[]}}', []],
  ['describeImages', '{"RequestId":"R","Images":{}}', []],
  ['describeImages', '{"RequestId":"R","Images":[]}', []],
  ['describeImages', '{"RequestId":"R","Images":null,"TotalCount":0}', []],
  ['describeImages', '{"RequestId":"R","Images":""}', []],
  ['describeImages', '{"RequestId":"R","Images":{"Image":""},"TotalCount":0}', []],
  ['describeImages', xml('DescribeImages', '<TotalCount>0</TotalCount>'), []],
  ['describeImages', xml('DescribeImages', '<Images/>'), []],
  ['describeImages', xml('DescribeImages', '<Images></Images><TotalCount>0</TotalCount>'), []],
  [
    'describeImages',
    xml(
      'DescribeImages',
      '<TotalCount>1</TotalCount><Images><Image><ImageId>m-1</ImageId><ImageName>a &amp; b</ImageName>' +
        '<Status>Available</Status><IsSelfShared>False</IsSelfShared><IsCopied>true</IsCopied>' +
        '<IsPublic/><Size>60</Size><ImageOwnerId>987654321098765432</ImageOwnerId><Description/>' +
        '<Tags><Tag><TagKey>DTS</TagKey><TagValue>Oracle</TagValue></Tag></Tags>' +
        '<DiskDeviceMappings><DiskDeviceMapping><Device>/dev/xvda</Device><Size>60</Size>' +
        '</DiskDeviceMapping><DiskDeviceMapping><Device>/dev/xvdb</Device></DiskDeviceMapping>' +
        '</DiskDeviceMappings></Image></Images>',
    ),
    [
      {
        ...{ imageId: 'm-1', imageName: 'a & b', status: 'Available', isSelfShared: false },
        ...{ isCopied: true, size: 60, imageOwnerId: '987654321098765432' },
        tags: [{ key: 'DTS', value: 'Oracle' }],
        diskDeviceMappings: [{ device: '/dev/xvda', size: 60 }, { device: '/dev/xvdb' }],
      },
    ],
  ],
  [
    'describeImages',
    xml(
      'DescribeImages',
      '<TotalCount>2</TotalCount><Images><Image><ImageId>m-1</ImageId><Status>Available</Status></Image>' +
        '<Image><ImageId>m-2</ImageId><Status>Creating</Status><Tags/></Image></Images>',
    ),
    [IMAGE, { ...IMAGE, imageId: 'm-2', status: 'Creating' }],
  ],
  [
    'describeRegions',
    xml(
      'DescribeRegions',
      '<Regions><Region><RegionId>cn-x</RegionId><Status/></Region></Regions>',
    ),
    [{ regionId: 'cn-x' }],
  ],
  ['describeRegions', '{"RequestId":"R","Regions":{}}', []],
  [
    'describeInstances',
    xml(
      'DescribeInstances',
      '<Instances><Instance><InstanceId>i-1</InstanceId><ImageId>m-1</ImageId></Instance></Instances>' +
        '<TotalCount>1</TotalCount><NextToken></NextToken>',
    ),
    [{ instanceId: 'i-1', imageId: 'm-1' }],
  ],
  ['describeInstances', '{"RequestId":"R","Instances":{},"NextToken":null}', []],
  [
    'describeTasks',
    '{"RequestId":"R","TotalCount":1,"TaskSet":[{"TaskId":"t-1","SupportCancel":true,"FinishedTime":""}]}',
    [{ taskId: 't-1', supportCancel: true }],
  ],
  [
    'describeTasks',
    '{"RequestId":"R","TotalCount":1,"TaskSet":{"Task":[{"TaskId":"t-1","SupportCancel":"false"}]}}',
    [{ taskId: 't-1', supportCancel: false }],
  ],
  [
    'describeTasks',
    xml(
      'DescribeTasks',
      '<TotalCount>1</TotalCount><TaskSet><Task><TaskId>t-1</TaskId><TaskAction>IMPORT_IMAGE</TaskAction>' +
        '<SupportCancel>true</SupportCancel></Task></TaskSet>',
    ),
    [{ taskId: 't-1', taskAction: 'IMPORT_IMAGE', supportCancel: true }],
  ],
  [
    'describeImageSharePermission',
    '{"RequestId":"R","TotalCount":2,"Accounts":{"Account":[{"AliyunId":987654321098765432},{"AliyunId":1234567890}]}}',
    {
      imageId,
      accounts: [{ aliyunId: '987654321098765432' }, { aliyunId: '1234567890' }],
      shareGroups: [],
    },
  ],
  [
    'describeImageSharePermission',
    xml(
      'DescribeImageSharePermission',
      '<TotalCount>1</TotalCount><ShareGroups><ShareGroup><Group>all</Group></ShareGroup></ShareGroups>' +
        '<Accounts><Account><AliyunId>987654321098765432</AliyunId><SharedTime>t</SharedTime></Account></Accounts>',
    ),
    {
      imageId,
      accounts: [{ aliyunId: '987654321098765432', sharedTime: 't' }],
      shareGroups: [{ group: 'all' }],
    },
  ],
  [
    'describeImageSharePermission',
    xml('DescribeImageSharePermission', '<Accounts/><ShareGroups/>'),
    { imageId, accounts: [], shareGroups: [] },
  ],
  [
    'modifyImageSharePermission',
    xml('ModifyImageSharePermission', ''),
    { requestId: 'R', outcome: 'accepted' },
  ],
  ['cancelTask', '{"RequestId":"R","More":1}', { requestId: 'R' }],
  ['cancelCopyImage', xml('CancelCopyImage', ''), { requestId: 'R' }],
];

/** What an operation lists, and what each item is called. @type {[string, string, string][]} */
const lists = [
  ['describeImages', 'Images', 'Image'],
  ['describeInstances', 'Instances', 'Instance'],
  ['describeTasks', 'TaskSet', 'Task'],
  ['describeImageSharePermission', 'Accounts', 'Account'],
  ['describeImageSharePermission', 'ShareGroups', 'ShareGroup'],
];

/** What stands in a list's place, and is none. @param {string} item */
const noLists = (item) => [
  ...[null, 'x', 5, true, ['m-1'], [null], { Other: [] }],
  ...[null, '', 'x', 5, ['m-1'], [null]].map((value) => ({ [item]: value })),
];

const listing = ['describeImages', 'describeInstances', 'describeTasks'];

/** Operation, and an answer that must not pass for an empty list. @type {[string, string][]} */
const withoutList = [
  ...[...listing, 'describeImageSharePermission'].flatMap((operation) =>
    [
      '{"RequestId":"R"}',
      '{"RequestId":"R","TotalCount":3}',
      '{"RequestId":"R","TotalCount":"none"}',
      '{"RequestId":"R","NextToken":"a"}',
      '{"RequestId":"R","Other":{"Image":[]}}',
      xml(operation[0].toUpperCase() + operation.slice(1), ''),
    ].map((body) => /** @type {[string, string]} */ ([operation, body])),
  ),
  ...lists.flatMap(([operation, wrapper, item]) =>
    noLists(item).map(
      (value) =>
        /** @type {[string, string]} */ ([
          operation,
          JSON.stringify({ RequestId: 'R', [wrapper]: value }),
        ]),
    ),
  ),
  ['describeImages', '{"RequestId":"R","Images":{"Image":["m-1"]},"TotalCount":0}'],
];

/**
 * @param {Context} context
 * @param {string} operation
 * @param {string} body
 */
function answerOf(context, operation, body) {
  const contentType = body.startsWith('<') ? 'text/xml;charset=UTF-8' : JSON_TYPE;
  const client = newClient(context, { fetch: answering(body, { contentType }) });
  return operations[operation](client);
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...answers.map(([operation, body, expected]) => ({
    name: `${operation}: ${body}`,
    run: async (/** @type {Context} */ context) =>
      deepEqual(await answerOf(context, operation, body), expected, 'answer'),
  })),
  ...withoutList.map(([operation, body]) => ({
    name: `${operation}: ${body} is an error, no empty list`,
    async run(/** @type {Context} */ context) {
      const call = () => answerOf(context, operation, body);
      const fields = { code: 'ForeignBody', outcome: 'not-applied', retryable: false };
      await failure(context, call, 'EcsResponseError', fields);
    },
  })),
  ...[
    ['passes', refuse('DryRunOperation'), 'validated'],
    ['is not known to the service, which makes the change', accept, 'accepted'],
  ].map(([name, fetch, outcome]) => ({
    name: `modifyImageSharePermission: a dry run that ${name} is ${outcome}`,
    async run(/** @type {Context} */ context) {
      const client = newClient(context, { fetch });
      const options = { dryRun: true };
      const change = { isPublic: true };
      const result = await client.modifyImageSharePermission(regionId, imageId, change, options);
      deepEqual(result, { requestId: REQUEST_ID, outcome }, 'result');
    },
  })),
  {
    name: 'describeImages: what stands in Object.prototype is no field of an image',
    async run(context) {
      const prototype = /** @type {any} */ (Object.prototype);
      Object.assign(prototype, { Size: 5, IsPublic: true, NextToken: 'a', TotalCount: 9 });
      try {
        const found = await answerOf(context, 'describeImages', image('"Progress":"100%"'));
        deepEqual(found, [{ ...IMAGE, progress: '100%' }], 'images');
        equal(Object.hasOwn(found[0], 'size'), false, 'size');
      } finally {
        for (const name of ['Size', 'IsPublic', 'NextToken', 'TotalCount']) delete prototype[name];
      }
    },
  },
];
