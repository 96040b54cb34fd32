/**
 * The operations that only look: regions, images, instances, tasks, share permissions.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { accountId } from './access-keys.js';
import { demoImages, demoRegionId, startEndpoint } from './index.js';
import { call } from './testing/client.js';

/** @type {import('./index.js').Endpoint} */
let endpoint;

before(async () => {
  endpoint = await startEndpoint();
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

/**
 * @param {string} action
 * @param {Record<string, string>} [parameters]
 */
async function ask(action, parameters = {}) {
  const all = action === 'DescribeRegions' ? parameters : { RegionId: demoRegionId, ...parameters };
  return (await call(endpoint.url, action, all)).json;
}

/** @param {Record<string, string>} parameters */
async function imageIds(parameters) {
  const answer = await ask('DescribeImages', parameters);
  return answer.Images.Image.map((/** @type {{ ImageId: string }} */ image) => image.ImageId);
}

test('demo ids have the form of real ones', () => {
  for (const imageId of Object.values(demoImages)) {
    assert.match(imageId, /^m-[a-z0-9]{20}$/);
  }
  assert.match(endpoint.state.addImage().imageId, /^m-[a-z0-9]{20}$/);
});

test('DescribeRegions: endpoints by rule, Hangzhou by exception', async () => {
  const { Regions, RequestId } = await ask('DescribeRegions');
  assert.match(RequestId, /^[0-9A-F-]{36}$/);
  const byId = new Map(
    Regions.Region.map((/** @type {{ RegionId: string }} */ region) => [region.RegionId, region]),
  );
  assert.equal(byId.size, 34);
  assert.deepEqual(byId.get('cn-hangzhou'), {
    RegionId: 'cn-hangzhou',
    RegionEndpoint: 'ecs-cn-hangzhou.aliyuncs.com',
    LocalName: '华东1（杭州）',
    Status: 'available',
  });
  assert.deepEqual(byId.get('eu-central-1'), {
    RegionId: 'eu-central-1',
    RegionEndpoint: 'ecs.eu-central-1.aliyuncs.com',
    LocalName: '德国（法兰克福）',
    Status: 'available',
  });
});

test('DescribeRegions: language and wrong choices', async () => {
  const english = await ask('DescribeRegions', { AcceptLanguage: 'en-US' });
  assert.equal(english.Regions.Region[0].LocalName, 'China (Qingdao)');
  for (const name of ['AcceptLanguage', 'InstanceChargeType', 'ResourceType']) {
    assert.equal((await ask('DescribeRegions', { [name]: 'x' })).Code, 'InvalidParameter');
  }
});

test('DescribeRegions in XML: wrappers repeat the singular element', async () => {
  const answer = await call(endpoint.url, 'DescribeRegions', {}, { common: { Format: 'XML' } });
  assert.match(
    answer.text,
    /^<\?xml version='1\.0' encoding='UTF-8'\?><DescribeRegionsResponse><RequestId>[^<]*<\/RequestId><Regions><Region><RegionId>cn-qingdao<\/RegionId>/,
  );
  assert.equal(answer.text.match(/<Region>/g)?.length, 34);
});

test('DescribeImages: Status defaults to Available', async () => {
  const { free, inUse, shared, exporting, copying, importing } = demoImages;
  assert.deepEqual(await imageIds({}), [free, inUse, shared, exporting, demoImages.public]);
  assert.deepEqual(await imageIds({ Status: 'Creating' }), [copying, importing]);
  assert.equal((await imageIds({ Status: 'ALL' })).length, 7);
  assert.equal((await imageIds({ Status: 'Available,Creating' })).length, 7);
  assert.deepEqual(await imageIds({ Status: 'CreateFailed' }), []);
});

test('DescribeImages: wrong statuses', async () => {
  for (const status of ['all', 'ALL,Available', 'Nothing', 'Available,']) {
    assert.equal((await ask('DescribeImages', { Status: status })).Code, 'InvalidParameter');
  }
});

test('DescribeImages: one image in full', async () => {
  const answer = await call(endpoint.url, 'DescribeImages', {
    RegionId: demoRegionId,
    ImageId: demoImages.shared,
  });
  assert.equal(answer.json.TotalCount, 1);
  assert.equal(answer.json.PageNumber, 1);
  assert.equal(answer.json.PageSize, 10);
  assert.equal(answer.json.RegionId, demoRegionId);
  const [image] = answer.json.Images.Image;
  assert.equal(image.ImageName, 'demo-shared');
  assert.equal(image.IsSelfShared, 'True');
  assert.equal(image.IsCopied, false);
  assert.equal(image.Size, 40);
  assert.equal(image.DiskDeviceMappings.DiskDeviceMapping[0].Size, '40');
  assert.deepEqual(image.Tags, { Tag: [] });
  // A bare number in the text, which a plain parse rounds.
  assert.match(answer.text, new RegExp(`"ImageOwnerId":${accountId},`));
  assert.notEqual(String(image.ImageOwnerId), accountId);
});

test('DescribeImages in XML', async () => {
  const parameters = { RegionId: demoRegionId, ImageName: 'demo-inUse' };
  const answer = await call(endpoint.url, 'DescribeImages', parameters, {
    common: { Format: undefined },
  });
  assert.match(
    answer.text,
    new RegExp(
      `<DescribeImagesResponse><RequestId>[^<]*</RequestId><PageNumber>1</PageNumber><TotalCount>1</TotalCount>.*<Images><Image><ImageId>${demoImages.inUse}</ImageId>.*<Usage>instance</Usage>.*<Tags></Tags></Image></Images></DescribeImagesResponse>$`,
    ),
  );
});

test('DescribeImages: filters', async () => {
  const { inUse, copying } = demoImages;
  assert.deepEqual(await imageIds({ Usage: 'instance' }), [inUse]);
  assert.deepEqual(await imageIds({ ImageName: 'demo-inUse' }), [inUse]);
  assert.deepEqual(await imageIds({ ImageId: copying }), []);
  assert.deepEqual(await imageIds({ ImageId: copying, Status: 'ALL' }), [copying]);
  assert.deepEqual(await imageIds({ IsPublic: 'true' }), [demoImages.public]);
  assert.deepEqual(await imageIds({ ImageOwnerAlias: 'system' }), []);
  assert.equal((await imageIds({ ImageOwnerId: accountId })).length, 5);
  const snapshotId = endpoint.state.findImage(inUse)?.snapshotId ?? '';
  assert.deepEqual(await imageIds({ SnapshotId: snapshotId }), [inUse]);
  assert.deepEqual(await imageIds({ RegionId: 'cn-beijing' }), []);
});

test('DescribeImages: pages', async () => {
  const first = await ask('DescribeImages', { Status: 'ALL', PageSize: '3' });
  const third = await ask('DescribeImages', { Status: 'ALL', PageSize: '3', PageNumber: '3' });
  assert.equal(first.Images.Image.length, 3);
  assert.equal(third.Images.Image.length, 1);
  assert.equal(third.TotalCount, 7);
  for (const page of /** @type {Record<string, string>[]} */ ([
    { PageSize: '101' },
    { PageSize: '0' },
    { PageNumber: '0' },
    { PageSize: 'x' },
  ])) {
    assert.equal((await ask('DescribeImages', page)).Code, 'InvalidParameter');
  }
});

test('DescribeImages and DescribeInstances: dry run and unknown region', async () => {
  for (const action of ['DescribeImages', 'DescribeInstances']) {
    assert.equal((await ask(action, { DryRun: 'true' })).Code, 'DryRunOperation');
    assert.equal((await ask(action, { RegionId: 'x' })).Code, 'InvalidRegionId.NotFound');
  }
});

test('DescribeInstances: by image, by id, by status', async () => {
  const byImage = await ask('DescribeInstances', { ImageId: demoImages.inUse });
  assert.equal(byImage.TotalCount, 2);
  assert.equal(byImage.NextToken, '');
  const [first] = byImage.Instances.Instance;
  assert.equal(first.ImageId, demoImages.inUse);
  assert.equal(first.Status, 'Running');
  assert.match(first.CreationTime, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/);

  const byId = await ask('DescribeInstances', { InstanceIds: JSON.stringify([first.InstanceId]) });
  assert.deepEqual(byId.Instances.Instance, [first]);
  assert.equal((await ask('DescribeInstances', { Status: 'Stopped' })).TotalCount, 0);
  assert.equal((await ask('DescribeInstances', { ImageId: demoImages.free })).TotalCount, 0);
  for (const wrong of /** @type {Record<string, string>[]} */ ([
    { InstanceIds: 'i-1' },
    { InstanceIds: '[1]' },
    { Status: 'Gone' },
  ])) {
    assert.equal((await ask('DescribeInstances', wrong)).Code, 'InvalidParameter');
  }
});

test('DescribeInstances: by page number', async () => {
  const image = endpoint.state.addImage();
  const ids = Array.from({ length: 5 }, () => endpoint.state.addInstance(image).instanceId);
  const parameters = { ImageId: image.imageId, PageSize: '2', PageNumber: '3' };
  const page = await ask('DescribeInstances', parameters);
  assert.equal(page.Instances.Instance.length, 1);
  assert.equal(page.Instances.Instance[0].InstanceId, ids[4]);
  assert.equal(page.PageNumber, 3);
  assert.equal(page.TotalCount, 5);
});

test('DescribeInstances: by token, to the last page', async () => {
  const image = endpoint.state.addImage();
  const ids = Array.from({ length: 5 }, () => endpoint.state.addInstance(image).instanceId);
  const found = [];
  const sizes = [];
  let token = '';
  do {
    const page = await ask('DescribeInstances', {
      ImageId: image.imageId,
      MaxResults: '2',
      ...(token === '' ? {} : { NextToken: token }),
    });
    sizes.push(page.Instances.Instance.length);
    found.push(
      ...page.Instances.Instance.map(
        (/** @type {{ InstanceId: string }} */ item) => item.InstanceId,
      ),
    );
    token = page.NextToken;
  } while (token !== '');
  assert.deepEqual(sizes, [2, 2, 1]);
  assert.deepEqual(found, ids);
});

test('DescribeInstances: a token that was never given out', async () => {
  assert.equal((await ask('DescribeInstances', { NextToken: 'x' })).Code, 'InvalidParameter');
  assert.equal((await ask('DescribeInstances', { MaxResults: '101' })).Code, 'InvalidParameter');
});

test('DescribeTasks: filters and shape', async () => {
  const all = await ask('DescribeTasks');
  assert.equal(all.TotalCount, 2);
  const exports = await ask('DescribeTasks', {
    TaskAction: 'ExportImage',
    TaskStatus: 'Processing',
    'ResourceIds.1': demoImages.exporting,
  });
  const [task] = exports.TaskSet.Task;
  assert.match(task.TaskId, /^t-[a-z0-9]{20}$/);
  assert.equal(task.SupportCancel, 'true');
  assert.equal(task.ResourceId, demoImages.exporting);
  assert.equal(task.FinishedTime, '');
  assert.equal((await ask('DescribeTasks', { TaskIds: `${task.TaskId},t-x` })).TotalCount, 1);
  assert.equal((await ask('DescribeTasks', { TaskStatus: 'Finished' })).TotalCount, 0);
  assert.equal((await ask('DescribeTasks', { EndTime: '2015-11-24T12:50Z' })).TotalCount, 0);
  assert.equal((await ask('DescribeTasks', { StartTime: '2015-11-24T12:50:00Z' })).TotalCount, 2);
  for (const wrong of /** @type {Record<string, string>[]} */ ([
    { TaskAction: 'X' },
    { TaskStatus: 'X' },
    { StartTime: 'yesterday' },
  ])) {
    assert.equal((await ask('DescribeTasks', wrong)).Code, 'InvalidParameter');
  }
});

test('task operations refuse an unknown region with 400', async () => {
  const parameters = { RegionId: 'x', TaskId: 't-x' };
  for (const [action, more] of /** @type {const} */ ([
    ['DescribeTasks', { RegionId: 'x' }],
    ['CancelTask', parameters],
  ])) {
    const answer = await call(endpoint.url, action, more);
    assert.equal(answer.status, 400);
    assert.equal(answer.json.Code, 'InvalidRegionId.NotFound');
  }
});

test('DescribeImageSharePermission: accounts as text, groups of a public image', async () => {
  const shared = await ask('DescribeImageSharePermission', { ImageId: demoImages.shared });
  assert.equal(shared.TotalCount, 2);
  assert.match(shared.Accounts.Account[0].AliyunId, /^\d{16}$/);
  assert.deepEqual(shared.ShareGroups, { ShareGroup: [] });

  const published = await ask('DescribeImageSharePermission', { ImageId: demoImages.public });
  assert.deepEqual(published.ShareGroups, { ShareGroup: [{ Group: 'all' }] });
  assert.deepEqual(published.Accounts, { Account: [] });
  const page = { ImageId: demoImages.shared, PageSize: '1', PageNumber: '2' };
  const second = await ask('DescribeImageSharePermission', page);
  assert.deepEqual(second.Accounts.Account, [shared.Accounts.Account[1]]);
  const absent = await ask('DescribeImageSharePermission', { ImageId: 'm-x' });
  assert.equal(absent.Code, 'InvalidImageId.NotFound');
});
