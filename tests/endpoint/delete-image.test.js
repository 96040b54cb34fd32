/**
 * DeleteImage over the network: every state, with and without Force and DryRun, and what lifts
 * each refusal.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { demoImages, demoRegionId, startEndpoint } from './index.js';
import { call, callV3, control } from './testing/client.js';

/** @typedef {import('./image-states.js').ImageState} ImageState */

/** @type {import('./index.js').Endpoint} */
let endpoint;
let now = Date.now();

before(async () => {
  endpoint = await startEndpoint({ now: () => now });
});
beforeEach(() => {
  now = Date.now();
  endpoint.reset();
});
after(() => endpoint.close());

/**
 * @param {string} imageId
 * @param {Record<string, string>} [more]
 */
function deleteImage(imageId, more = {}) {
  return call(endpoint.url, 'DeleteImage', { RegionId: demoRegionId, ImageId: imageId, ...more });
}

/** @type {ReadonlyArray<[Exclude<ImageState, 'free'>, string, string]>} */
const refusals = [
  [
    'inUse',
    'ImageUsingByInstance',
    'The specified image has been used to create instances. You can use the DescribeInstances API to query these instances, or you can use the force parameter to proceed.',
  ],
  [
    'shared',
    'ImageUseShared',
    'The specified image has been shared to others. You can use the DescribeImageSharePermission API to query the users who have been shared.',
  ],
  [
    'copying',
    'OperationDenied.ImageCopying',
    'The image is being copied. Please use the CancelCopyImage API.',
  ],
  ['importing', 'ImageIsImporting', 'The specified Image is importing.'],
  [
    'exporting',
    'ImageIsExporting',
    'The specified image is currently being exported. You can use the DescribeTasks API to check the status of related tasks and cancel them if needed.',
  ],
  ['public', 'ImageIsPublic', 'You can not delete public image, please modify it to private.'],
];

test('a free image is deleted', async () => {
  const answer = await deleteImage(demoImages.free);
  assert.equal(answer.status, 200);
  assert.deepEqual(Object.keys(answer.json), ['RequestId']);
  assert.equal(answer.headers.get('x-acs-request-id'), answer.json.RequestId);
  assert.equal(endpoint.state.findImage(demoImages.free), undefined);
});

for (const [state, code, message] of refusals) {
  test(`${state}: refused with ${code}`, async () => {
    const answer = await deleteImage(demoImages[state]);
    assert.equal(answer.status, 403);
    assert.deepEqual(
      { Code: answer.json.Code, Message: answer.json.Message, HostId: answer.json.HostId },
      { Code: code, Message: message, HostId: 'ecs-cn-hangzhou.aliyuncs.com' },
    );
    assert.equal(
      answer.json.Recommend,
      `https://next.api.aliyun.com/troubleshoot?q=${code}&product=Ecs&requestId=${answer.json.RequestId}`,
    );
    assert.notEqual(endpoint.state.findImage(demoImages[state]), undefined);
  });

  test(`${state}: Force ${state === 'inUse' ? 'lifts it' : 'does not lift it'}`, async () => {
    const answer = await deleteImage(demoImages[state], { Force: 'true' });
    assert.equal(answer.json.Code, state === 'inUse' ? undefined : code);
    assert.equal(endpoint.state.findImage(demoImages[state]) === undefined, state === 'inUse');
  });

  test(`${state}: a dry run is refused alike`, async () => {
    const answer = await deleteImage(demoImages[state], { DryRun: 'true' });
    assert.equal(answer.json.Code, code);
  });
}

test('a dry run that passes is an error that deletes nothing', async () => {
  for (const [imageId, more] of /** @type {const} */ ([
    [demoImages.free, {}],
    [demoImages.inUse, { Force: 'true' }],
  ])) {
    const answer = await deleteImage(imageId, { ...more, DryRun: 'true' });
    assert.equal(answer.status, 400);
    assert.equal(answer.json.Code, 'DryRunOperation');
    assert.equal(answer.json.Message, 'Request validation has been passed with DryRun flag set.');
    assert.notEqual(endpoint.state.findImage(imageId), undefined);
  }
});

test('an image in several states is refused for the first in the documented order', async () => {
  const states = /** @type {ImageState[]} */ (refusals.map(([state]) => state));
  const { imageId } = endpoint.state.addImage({ states });
  const image = endpoint.state.findImage(imageId);
  assert.ok(image !== undefined);
  const codes = [];
  codes.push((await deleteImage(imageId)).json.Code);
  if (image.copy !== undefined) {
    image.copy.finished = true;
  }
  codes.push((await deleteImage(imageId)).json.Code);
  endpoint.state.finishWork(image);
  endpoint.state.addTask('ExportImage', image);
  codes.push((await deleteImage(imageId)).json.Code);
  endpoint.state.finishWork(image);
  codes.push((await deleteImage(imageId)).json.Code);
  image.isPublic = false;
  codes.push((await deleteImage(imageId, { Force: 'true' })).json.Code);
  image.sharedWith = [];
  codes.push((await deleteImage(imageId)).json.Code);
  assert.deepEqual(codes, [
    'OperationDenied.ImageCopying',
    'ImageIsImporting',
    'ImageIsExporting',
    'ImageIsPublic',
    'ImageUseShared',
    'ImageUsingByInstance',
  ]);
});

test('releasing the instances makes an image in use deletable', async () => {
  for (const instance of endpoint.state.instancesOf(demoImages.inUse)) {
    endpoint.state.releaseInstance(instance.instanceId);
  }
  assert.equal((await deleteImage(demoImages.inUse)).status, 200);
});

test('a forced deletion leaves the instances', async () => {
  await deleteImage(demoImages.inUse, { Force: 'true' });
  assert.equal(endpoint.state.instancesOf(demoImages.inUse).length, 2);
});

for (const state of /** @type {const} */ (['copying', 'importing', 'exporting'])) {
  test(`${state}: deletable once the work has finished`, async () => {
    const path = `/images/${demoImages[state]}/finish`;
    assert.equal((await control(endpoint.controlUrl, 'POST', path)).status, 200);
    assert.equal((await deleteImage(demoImages[state])).status, 200);
  });
}

test('an image that is not there', async () => {
  const answer = await deleteImage('m-bp1absent00000000001');
  assert.equal(answer.status, 404);
  assert.equal(answer.json.Code, 'InvalidImageId.NotFound');
  assert.equal(answer.json.Message, 'The specified ImageId does not exist.');
});

test('an image of another region is not there either', async () => {
  const answer = await deleteImage(demoImages.free, { RegionId: 'cn-beijing' });
  assert.equal(answer.json.Code, 'InvalidImageId.NotFound');
  assert.equal(answer.json.HostId, 'ecs.cn-beijing.aliyuncs.com');
});

test('a region that is not there', async () => {
  const answer = await deleteImage(demoImages.free, { RegionId: 'cn-atlantis' });
  assert.equal(answer.status, 404);
  assert.equal(answer.json.Code, 'InvalidRegionId.NotFound');
  assert.equal(answer.json.HostId, new URL(endpoint.url).host);
});

test('mandatory parameters', async () => {
  for (const [parameters, name] of /** @type {const} */ ([
    [{}, 'RegionId'],
    [{ RegionId: demoRegionId }, 'ImageId'],
    [{ RegionId: demoRegionId, ImageId: '' }, 'ImageId'],
    [{ ImageId: demoImages.free }, 'RegionId'],
  ])) {
    const answer = await call(endpoint.url, 'DeleteImage', parameters);
    assert.equal(answer.json.Code, 'MissingParameter');
    assert.match(answer.json.Message, new RegExp(`"${name}"`));
  }
});

test('booleans are true or false, as one of the official SDKs writes them', async () => {
  for (const value of ['tRue', 'TRUE', '1', 'yes', '', ' true', 'false ']) {
    for (const name of ['Force', 'DryRun']) {
      const answer = await deleteImage(demoImages.free, { [name]: value });
      assert.equal(answer.status, 400);
      assert.equal(answer.json.Message, `The specified parameter "${name}" is not valid.`);
    }
  }
  assert.notEqual(endpoint.state.findImage(demoImages.free), undefined);
  const answer = await deleteImage(demoImages.free, { Force: 'false', DryRun: 'false' });
  assert.equal(answer.status, 200);
});

test('a parameter that does not exist is refused, the hidden owner parameters are not', async () => {
  for (const name of ['force', 'Froce', 'ImageId.1', 'Force.N']) {
    const answer = await deleteImage(demoImages.free, { [name]: 'true' });
    assert.equal(answer.json.Message, `The specified parameter "${name}" is not valid.`);
  }
  const owner = {
    OwnerId: '1',
    OwnerAccount: 'a',
    ResourceOwnerId: '1',
    ResourceOwnerAccount: 'a',
  };
  assert.equal((await deleteImage(demoImages.free, owner)).status, 200);
});

test('a deletion takes its time, is visible meanwhile, and may be repeated', async () => {
  endpoint.settings.deletionDelay = 5000;
  assert.equal((await deleteImage(demoImages.free)).status, 200);
  const parameters = { RegionId: demoRegionId, ImageId: demoImages.free };

  const available = await call(endpoint.url, 'DescribeImages', parameters);
  assert.equal(available.json.TotalCount, 0);
  const all = await call(endpoint.url, 'DescribeImages', { ...parameters, Status: 'ALL' });
  assert.equal(all.json.Images.Image[0].Status, 'UnAvailable');
  now += 1000;
  // The repeat is accepted and postpones nothing.
  assert.equal((await deleteImage(demoImages.free)).status, 200);

  now += 3999;
  assert.notEqual(endpoint.state.findImage(demoImages.free), undefined);
  now += 1;
  assert.equal(endpoint.state.findImage(demoImages.free), undefined);
  assert.equal((await deleteImage(demoImages.free)).json.Code, 'InvalidImageId.NotFound');
});

test('parameters may be in the query, in the form, or split; GET and POST', async () => {
  for (const options of /** @type {const} */ ([
    { method: 'GET' },
    { method: 'POST', place: 'form' },
    { method: 'POST', place: 'query' },
    { method: 'POST', place: 'split' },
  ])) {
    const { imageId } = endpoint.state.addImage();
    const parameters = { RegionId: demoRegionId, ImageId: imageId };
    const answer = await call(endpoint.url, 'DeleteImage', parameters, options);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(endpoint.state.findImage(imageId), undefined);
  }
});

test('signature V3 deletes, too', async () => {
  const parameters = { RegionId: demoRegionId, ImageId: demoImages.inUse, Force: 'true' };
  assert.equal((await callV3(endpoint.url, 'DeleteImage', parameters)).status, 200);
  assert.equal(endpoint.state.findImage(demoImages.inUse), undefined);
});

test('XML is the default, for successes and refusals', async () => {
  const parameters = { RegionId: demoRegionId, ImageId: demoImages.free };
  const options = { common: { Format: undefined } };
  const deleted = await call(endpoint.url, 'DeleteImage', parameters, options);
  assert.match(
    deleted.text,
    /^<\?xml version='1\.0' encoding='UTF-8'\?><DeleteImageResponse><RequestId>[0-9A-F-]{36}<\/RequestId><\/DeleteImageResponse>$/,
  );
  assert.equal(deleted.headers.get('content-type'), 'text/xml;charset=UTF-8');

  const absent = await call(endpoint.url, 'DeleteImage', parameters, options);
  assert.equal(absent.status, 404);
  assert.match(
    absent.text,
    /^<\?xml version='1\.0' encoding='UTF-8'\?><Error><RequestId>[0-9A-F-]{36}<\/RequestId><HostId>ecs-cn-hangzhou\.aliyuncs\.com<\/HostId><Code>InvalidImageId\.NotFound<\/Code><Message>The specified ImageId does not exist\.<\/Message><Recommend>https:[^<]*&amp;product=Ecs&amp;[^<]*<\/Recommend><\/Error>$/,
  );
});
