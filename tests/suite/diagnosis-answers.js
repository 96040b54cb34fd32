// A diagnosis of what the service writes in several ways, and of what it should not write.
import { deepEqual, equal } from './assert.js';
import { newClient, regionId } from './clients.js';
import { describedService, IMAGE, IMAGE_ID, questions, xml } from './described-service.js';
import { formOf, refuse } from './doubles.js';
import { failure } from './failures.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./described-service.js').Question} Question */
/** @typedef {Partial<Record<Question, import('./described-service.js').Answer>>} Answers */
/** @typedef {[code: string, resources: string[]]} Expected */

const COPYING = 'OperationDenied.ImageCopying';
const LONG_ID = '987654321098765433';
const OWN = { TaskId: 't-1', ResourceId: IMAGE_ID };

/** @param {object} changes */
function image(changes) {
  return { DescribeImages: { Images: { Image: [{ ...IMAGE, ...changes }] } } };
}

/** @param {unknown} task */
function importing(task) {
  return { ImportImage: { TaskSet: { Task: task } } };
}

/** @param {unknown} account */
function sharedWith(account) {
  return { DescribeImageSharePermission: { Accounts: { Account: account } } };
}

/** @param {string} accounts as JSON, which a double could not hold */
function sharedWithJson(accounts) {
  const body = `{"RequestId":"A","Accounts":{"Account":${accounts}},"ShareGroups":{}}`;
  return { DescribeImageSharePermission: body };
}

/** @type {[name: string, answers: Answers, ...expected: Expected[]][]} */
const cases = [
  [
    'a copy that has not begun',
    image({ IsCopied: true, Status: 'Waiting' }),
    [COPYING, [IMAGE_ID]],
  ],
  ['a copy under way', image({ IsCopied: true, Status: 'Creating' }), [COPYING, [IMAGE_ID]]],
  ['a copy that is done', image({ IsCopied: true, Status: 'Available' })],
  ['a copy that has failed', image({ IsCopied: true, Status: 'CreateFailed' })],
  ['a copy that is being deleted', image({ IsCopied: true, Status: 'UnAvailable' })],
  ['a copy that is deprecated', image({ IsCopied: true, Status: 'Deprecated' })],
  ['an image that is being created', image({ Status: 'Creating' })],
  ['an image without IsPublic', image({ IsPublic: undefined })],
  ['IsPublic as text', image({ IsPublic: 'True' }), ['ImageIsPublic', [IMAGE_ID]]],
  [
    'a share group for all, where the image does not say so',
    { DescribeImageSharePermission: { ShareGroups: { ShareGroup: [{ Group: 'all' }] } } },
    ['ImageIsPublic', [IMAGE_ID]],
  ],
  [
    'another share group',
    { DescribeImageSharePermission: { ShareGroups: { ShareGroup: [{ Group: 'some' }] } } },
  ],
  [
    'a share group that is one object',
    { DescribeImageSharePermission: { ShareGroups: { ShareGroup: { Group: 'all' } } } },
    ['ImageIsPublic', [IMAGE_ID]],
  ],
  [
    'an account that is one object',
    sharedWith({ AliyunId: LONG_ID }),
    ['ImageUseShared', [LONG_ID]],
  ],
  [
    'an account id that is a number',
    sharedWithJson(`[{"AliyunId":${LONG_ID}}]`),
    ['ImageUseShared', [LONG_ID]],
  ],
  [
    'a short account id that is a number',
    sharedWithJson('[{"AliyunId":1234567890}]'),
    ['ImageUseShared', ['1234567890']],
  ],
  [
    'an account given twice',
    sharedWith([{ AliyunId: '1' }, { AliyunId: '1' }]),
    ['ImageUseShared', ['1']],
  ],
  ['an account without an id', sharedWith([{ AliyunId: '' }]), ['ImageUseShared', []]],
  ['a task that is one object', importing(OWN), ['ImageIsImporting', ['t-1']]],
  [
    'tasks that are the wrapper itself',
    { ImportImage: { TaskSet: [OWN] } },
    ['ImageIsImporting', ['t-1']],
  ],
  ['a task of another image', importing([{ TaskId: 't-1', ResourceId: 'm-other' }])],
  [
    'a task of an image that is not named',
    importing([{ TaskId: 't-1' }]),
    ['ImageIsImporting', ['t-1']],
  ],
  [
    'one task among those of others',
    importing([{ TaskId: 't-0', ResourceId: 'm-other' }, OWN]),
    ['ImageIsImporting', ['t-1']],
  ],
  [
    'an instance that is one object',
    { DescribeInstances: { Instances: { Instance: { InstanceId: 'i-1' } } } },
    ['ImageUsingByInstance', ['i-1']],
  ],
  [
    'an instance given twice',
    {
      DescribeInstances: {
        Instances: { Instance: [{ InstanceId: 'i-1' }, { InstanceId: 'i-1' }] },
      },
    },
    ['ImageUsingByInstance', ['i-1']],
  ],
  ...[{}, '', []].map(
    (list) =>
      /** @type {[string, Answers]} */ ([
        `empty lists written as ${JSON.stringify(list)}`,
        {
          DescribeImageSharePermission: { Accounts: list, ShareGroups: list },
          DescribeInstances: { Instances: list },
          ImportImage: { TaskSet: list },
          ExportImage: { TaskSet: list },
        },
      ]),
  ),
  ['another image alone', image({ ImageId: 'm-other' }), ['InvalidImageId.NotFound', [IMAGE_ID]]],
  ['no images at all', { DescribeImages: { Images: {} } }, ['InvalidImageId.NotFound', [IMAGE_ID]]],
  [
    'an image that vanishes meanwhile',
    {
      ...importing(OWN),
      DescribeImageSharePermission: refuse('InvalidImageId.NotFound', { status: 404 }),
    },
    ['InvalidImageId.NotFound', [IMAGE_ID]],
  ],
  [
    'XML, one of each',
    {
      DescribeImages: xml(
        'DescribeImages',
        `<Images><Image><ImageId>${IMAGE_ID}</ImageId><ImageName>test</ImageName>` +
          '<Status>Creating</Status><Progress>100%</Progress><IsCopied>true</IsCopied>' +
          '<IsPublic>true</IsPublic></Image></Images><TotalCount>1</TotalCount>',
      ),
      DescribeImageSharePermission: xml(
        'DescribeImageSharePermission',
        `<Accounts><Account><AliyunId>${LONG_ID}</AliyunId></Account></Accounts><ShareGroups/>`,
      ),
      DescribeInstances: xml(
        'DescribeInstances',
        '<Instances><Instance><InstanceId>i-1</InstanceId></Instance></Instances><NextToken/>',
      ),
      ImportImage: xml(
        'ImportImage',
        `<TaskSet><Task><TaskId>t-1</TaskId><ResourceId>${IMAGE_ID}</ResourceId></Task></TaskSet>`,
      ),
      ExportImage: xml(
        'ExportImage',
        `<TaskSet><Task><TaskId>t-2</TaskId><ResourceId>${IMAGE_ID}</ResourceId></Task></TaskSet>`,
      ),
    },
    [COPYING, [IMAGE_ID]],
    ['ImageIsImporting', ['t-1']],
    ['ImageIsExporting', ['t-2']],
    ['ImageIsPublic', [IMAGE_ID]],
    ['ImageUseShared', [LONG_ID]],
    ['ImageUsingByInstance', ['i-1']],
  ],
  [
    'XML without anything',
    {
      DescribeImageSharePermission: xml('DescribeImageSharePermission', '<Accounts/>'),
      DescribeInstances: xml('DescribeInstances', '<Instances></Instances>'),
      ImportImage: xml('ImportImage', '<TaskSet/>'),
      ExportImage: xml('ExportImage', '<TaskSet/>'),
    },
  ],
  [
    'totals of nothing, instead of lists',
    Object.fromEntries(questions.filter((question) => question !== 'DescribeImages').map(nothing)),
  ],
  [
    'a total of no images, instead of a list',
    Object.fromEntries([nothing('DescribeImages')]),
    ['InvalidImageId.NotFound', [IMAGE_ID]],
  ],
];

/** @param {Question} question */
function nothing(question) {
  return [question, { TotalCount: 0 }];
}

/** Answers that say nothing: from none of them may follow that nothing is there. @type {[string, (question: Question) => import('./described-service.js').Answer][]} */
const silent = [
  ['only its id', () => ({})],
  ['a total only', () => ({ TotalCount: 2 })],
  ['another list', () => ({ Disks: { Disk: [] } })],
  ['only its id, in XML', (question) => xml(question, '')],
];

/** Fields of a task, and whether it is said to be cancelled. @type {[object, boolean][]} */
const cancellability = [
  [{ SupportCancel: 'true' }, true],
  [{ SupportCancel: true }, true],
  [{}, true],
  [{ SupportCancel: 'false' }, false],
  [{ SupportCancel: false }, false],
  [{ TaskId: '' }, false],
  // Whose it is, it does not say.
  [{ ResourceId: undefined }, false],
  [{ ResourceId: '' }, false],
];

/** @param {object} fields */
function fieldsOf(fields) {
  return JSON.stringify(fields, (_, value) => (value === undefined ? 'undefined' : value));
}

/**
 * @param {Context} context
 * @param {Answers} answers
 */
function diagnose(context, answers) {
  const { fetch, sent } = describedService(answers);
  const diagnosis = newClient(context, { fetch }).diagnose(regionId, IMAGE_ID);
  return { diagnosis, sent };
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...cases.map(([name, answers, ...expected]) => ({
    name: `diagnosis of ${name}`,
    async run(/** @type {Context} */ context) {
      const { blockers, ...rest } = await diagnose(context, answers).diagnosis;
      const found = blockers.map(({ code, resources }) => [code, resources]);
      deepEqual(found, expected, 'blockers');
      equal(rest.deletable, expected.length === 0, 'deletable');
      deepEqual(rest.unknown, [], 'unknown');
      const isAbsent = found.some(([code]) => code === 'InvalidImageId.NotFound');
      equal(rest.image === null, isAbsent, 'whether there is no image');
    },
  })),
  ...questions.flatMap((question) =>
    silent.map(([name, answerOf]) => ({
      name: `diagnosis where ${question} answers with ${name} is an error`,
      async run(/** @type {Context} */ context) {
        const answers = { [question]: answerOf(question) };
        const call = () => diagnose(context, answers).diagnosis;
        const fields = { code: 'ForeignBody', outcome: 'not-applied', retryable: false };
        await failure(context, call, 'EcsResponseError', fields);
      },
    })),
  ),
  ...cancellability.map(([fields, isCancelled]) => ({
    name: `a task with ${fieldsOf(fields)} is ${isCancelled ? '' : 'not '}to be cancelled`,
    async run(/** @type {Context} */ context) {
      const { diagnosis } = diagnose(context, importing([{ ...OWN, ...fields }]));
      const [{ remedies }] = (await diagnosis).blockers;
      const expected = isCancelled ? ['DescribeTasks', 'CancelTask'] : ['DescribeTasks'];
      deepEqual(
        remedies.map(({ action }) => action),
        expected,
        'remedies',
      );
    },
  })),
  {
    name: 'an image without name and progress',
    async run(context) {
      const { diagnosis } = diagnose(context, image({ ImageName: '', Progress: undefined }));
      const expected = { imageId: IMAGE_ID, name: '', status: 'Available' };
      deepEqual((await diagnosis).image, expected, 'image');
    },
  },
  {
    name: 'what is asked for: the image whatever its state, the tasks under way, all in full pages',
    async run(context) {
      const { diagnosis, sent } = diagnose(context, {});
      await diagnosis;
      const common =
        /^(Action|Version|Format|AccessKeyId|RegionId|Timestamp|Signature\w*|SecurityToken)$/;
      const asked = sent.map(formOf).map((form) => {
        equal(form.RegionId, regionId, 'region');
        const own = Object.entries(form).filter(([name]) => !common.test(name));
        return [form.TaskAction ?? form.Action, Object.fromEntries(own)];
      });
      const byNumber = { PageNumber: '1', PageSize: '100' };
      const underWay = { 'ResourceIds.1': IMAGE_ID, TaskStatus: 'Processing' };
      const ImageId = IMAGE_ID;
      deepEqual(
        Object.fromEntries(asked),
        {
          DescribeImages: { ImageId, Status: 'ALL', ImageOwnerAlias: 'self', ...byNumber },
          DescribeImageSharePermission: { ImageId, ...byNumber },
          DescribeInstances: { ImageId, MaxResults: '100' },
          ImportImage: { TaskAction: 'ImportImage', ...underWay, ...byNumber },
          ExportImage: { TaskAction: 'ExportImage', ...underWay, ...byNumber },
        },
        'requests',
      );
      equal(sent.length, questions.length, 'how many');
    },
  },
];
