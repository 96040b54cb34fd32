/**
 * The official RPC client (signature 1.0), unmodified, against the local endpoint: what the
 * endpoint accepts is what software that this project did not write sends.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import RPCClient from '@alicloud/pop-core';
import { accessKeys, demoImages, demoRegionId, startEndpoint } from '../endpoint/index.js';

/** @type {import('../endpoint/index.js').Endpoint} */
let endpoint;

before(async () => {
  endpoint = await startEndpoint();
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

/** @param {import('../endpoint/access-keys.js').AccessKey} [key] */
function client(key = accessKeys.permanent) {
  return new RPCClient({
    accessKeyId: key.accessKeyId,
    accessKeySecret: key.accessKeySecret,
    securityToken: key.securityToken,
    endpoint: endpoint.url,
    apiVersion: '2014-05-26',
  });
}

/**
 * One call; the client leaves the shape of the answer open.
 *
 * @param {string} action
 * @param {Record<string, unknown>} parameters
 * @param {{ method?: string, key?: import('../endpoint/access-keys.js').AccessKey }} [options]
 * @returns {Promise<any>}
 */
function request(action, parameters, { method = 'GET', key } = {}) {
  return client(key).request(action, parameters, { method });
}

/**
 * @param {keyof typeof demoImages} name
 * @param {Record<string, unknown>} [more]
 */
function image(name, more = {}) {
  return { RegionId: demoRegionId, ImageId: demoImages[name], ...more };
}

// The client signs with the method in upper case but compares it as it was given.
for (const method of ['GET', 'POST']) {
  for (const key of [accessKeys.permanent, accessKeys.temporary]) {
    test(`deletes an image by ${method} as ${key.accessKeyId}`, async () => {
      const result = await request('DeleteImage', image('free'), { method, key });
      assert.match(result.RequestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
      assert.equal(endpoint.state.findImage(demoImages.free), undefined);
    });
  }
}

test('an image in use is refused, then forced', async () => {
  await assert.rejects(request('DeleteImage', image('inUse'), { method: 'POST' }), {
    code: 'ImageUsingByInstance',
  });
  assert.notEqual(endpoint.state.findImage(demoImages.inUse), undefined);

  await request('DeleteImage', image('inUse', { Force: true }), { method: 'POST' });
  assert.equal(endpoint.state.findImage(demoImages.inUse), undefined);
});

test('a wrong secret: the server quotes the string to sign', async () => {
  const key = { accessKeyId: 'testid', accessKeySecret: 'wrong' };
  await assert.rejects(request('DeleteImage', image('free'), { key }), (error) => {
    assert.ok(error instanceof Error);
    assert.equal('code' in error && error.code, 'SignatureDoesNotMatch');
    assert.match(error.message, /server string to sign is:GET&%2F&AccessKeyId%3Dtestid%26Action/);
    return true;
  });
  assert.notEqual(endpoint.state.findImage(demoImages.free), undefined);
});

test('an expired token is reported', async () => {
  await assert.rejects(request('DeleteImage', image('free'), { key: accessKeys.expired }), {
    code: 'InvalidSecurityToken.Expired',
  });
});

test('a dry run validates and deletes nothing', async () => {
  await assert.rejects(request('DeleteImage', image('free', { DryRun: true })), {
    code: 'DryRunOperation',
  });
  assert.notEqual(endpoint.state.findImage(demoImages.free), undefined);
});

test('describes regions and images', async () => {
  const regions = await request('DescribeRegions', { AcceptLanguage: 'en-US' });
  const hangzhou = regions.Regions.Region.find(
    (/** @type {{ RegionId: string }} */ region) => region.RegionId === demoRegionId,
  );
  assert.equal(hangzhou.LocalName, 'China (Hangzhou)');

  const images = await request('DescribeImages', image('shared'), { method: 'POST' });
  assert.equal(images.TotalCount, 1);
  assert.equal(images.Images.Image[0].IsSelfShared, 'True');
});

test('takes shares back with a repeated parameter, then deletes', async () => {
  const permission = await request('DescribeImageSharePermission', image('shared'));
  const accounts = permission.Accounts.Account.map(
    (/** @type {{ AliyunId: string }} */ account) => account.AliyunId,
  );
  await request('ModifyImageSharePermission', image('shared', { RemoveAccount: accounts }));
  await request('DeleteImage', image('shared'));
  assert.equal(endpoint.state.findImage(demoImages.shared), undefined);
});
