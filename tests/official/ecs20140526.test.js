/**
 * The official ECS client (signature V3), unmodified, against the local endpoint: what the
 * endpoint accepts is what software that this project did not write sends.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import { accessKeys, demoImages, demoRegionId, startEndpoint } from '../endpoint/index.js';

// The client is CommonJS whose named exports are getters, which `import` does not see.
const require = createRequire(import.meta.url);
const ecs = require('@alicloud/ecs20140526');
const { $OpenApiUtil } = require('@alicloud/openapi-core');

/** @type {import('../endpoint/index.js').Endpoint} */
let endpoint;

before(async () => {
  endpoint = await startEndpoint();
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

/**
 * @param {import('../endpoint/access-keys.js').AccessKey} [key]
 * @param {Record<string, unknown>} [more]
 */
function client(key = accessKeys.permanent, more = {}) {
  const config = new $OpenApiUtil.Config({
    accessKeyId: key.accessKeyId,
    accessKeySecret: key.accessKeySecret,
    securityToken: key.securityToken,
    type: key.securityToken === undefined ? 'access_key' : 'sts',
    endpoint: new URL(endpoint.url).host,
    protocol: 'HTTP',
    ...more,
  });
  return new ecs.default(config);
}

/**
 * @param {keyof typeof demoImages} name
 * @param {Record<string, unknown>} [more]
 */
function deletion(name, more = {}) {
  return new ecs.DeleteImageRequest({ regionId: demoRegionId, imageId: demoImages[name], ...more });
}

for (const key of [accessKeys.permanent, accessKeys.temporary]) {
  test(`deletes an image as ${key.accessKeyId}`, async () => {
    const result = await client(key).deleteImage(deletion('free'));
    assert.equal(result.statusCode, 200);
    assert.match(result.body?.requestId ?? '', /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    assert.equal(endpoint.state.findImage(demoImages.free), undefined);
    assert.equal(endpoint.requests[0].signatureVersion, 'ACS3-HMAC-SHA256');
  });
}

test('an image in use is refused, then forced', async () => {
  await assert.rejects(client().deleteImage(deletion('inUse')), {
    code: 'ImageUsingByInstance',
    statusCode: 403,
  });
  assert.notEqual(endpoint.state.findImage(demoImages.inUse), undefined);

  await client().deleteImage(deletion('inUse', { force: true }));
  assert.equal(endpoint.state.findImage(demoImages.inUse), undefined);
});

test('a wrong secret: the server quotes what it signed', async () => {
  const key = { accessKeyId: 'testid', accessKeySecret: 'wrong' };
  await assert.rejects(client(key).deleteImage(deletion('free')), (error) => {
    assert.ok(error instanceof Error);
    assert.equal('code' in error && error.code, 'SignatureDoesNotMatch');
    assert.match(error.message, /server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\]/);
    assert.match(error.message, /server CanonicalRequest is \[POST\n\/\nImageId=m-bp1free/);
    return true;
  });
});

test('a refusal by RAM arrives with its detail', async () => {
  await assert.rejects(client(accessKeys.forbidden).deleteImage(deletion('free')), (error) => {
    const { code, accessDeniedDetail } = /** @type {any} */ (error);
    assert.equal(code, 'Forbidden.RAM');
    assert.equal(accessDeniedDetail.AuthAction, 'ecs:DeleteImage');
    return true;
  });
});

test('throttling arrives with the time to wait', async () => {
  endpoint.faults.add({ fault: 'throttling', code: 'Throttling.User', retryAfter: 1500 });
  await assert.rejects(client().deleteImage(deletion('free')), {
    code: 'Throttling.User',
    retryAfter: 1500,
  });
});

test('describes regions and images', async () => {
  const regions = await client().describeRegions(new ecs.DescribeRegionsRequest({}));
  const ids = regions.body?.regions?.region?.map((region) => region.regionId);
  assert.ok(ids?.includes(demoRegionId));

  const request = new ecs.DescribeImagesRequest({ regionId: demoRegionId, status: 'ALL' });
  const images = await client().describeImages(request);
  assert.equal(images.body?.totalCount, Object.keys(demoImages).length);
});

test('finds the export task, cancels it, then deletes', async () => {
  const tasks = await client().describeTasks(
    new ecs.DescribeTasksRequest({
      regionId: demoRegionId,
      taskAction: 'ExportImage',
      resourceIds: [demoImages.exporting],
    }),
  );
  const taskId = tasks.body?.taskSet?.task?.[0].taskId;
  await client().cancelTask(new ecs.CancelTaskRequest({ regionId: demoRegionId, taskId }));
  await client().deleteImage(deletion('exporting'));
  assert.equal(endpoint.state.findImage(demoImages.exporting), undefined);
});

test('signature 1.0 by this client is accepted, too, parameters in the query', async () => {
  const older = client(accessKeys.temporary, { signatureAlgorithm: 'v2' });
  await older.deleteImage(deletion('free'));
  assert.equal(endpoint.requests[0].signatureVersion, '1.0');
  assert.equal(endpoint.requests[0].method, 'POST');
});
