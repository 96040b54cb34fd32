/**
 * Several accounts: each key sees and changes its own account's images, and nothing of the others'.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { accountId as firstAccountId } from './access-keys.js';
import { demoImages, demoRegionId, startEndpoint } from './index.js';
import { call } from './testing/client.js';

const accountId = '1111222233334444';
const key = { accessKeyId: `account.${accountId}.id`, accessKeySecret: 'testsecret' };

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
 * @param {import('./testing/client.js').CallOptions} [options]
 */
async function ask(action, parameters, options = { key }) {
  const all = { RegionId: demoRegionId, ...parameters };
  return (await call(endpoint.url, action, all, options)).json;
}

test('another account begins empty, and its images are its own', async () => {
  assert.equal((await ask('DescribeImages')).TotalCount, 0);
  const { imageId } = endpoint.stateOf(accountId).addImage();
  const { TotalCount, Images } = await ask('DescribeImages');
  assert.deepEqual([TotalCount, Images.Image[0].ImageId], [1, imageId]);
  assert.equal((await ask('DescribeImages', { ImageId: imageId }, {})).TotalCount, 0);
});

test('an image says whose it is', async () => {
  endpoint.stateOf(accountId).addImage();
  const { text } = await call(endpoint.url, 'DescribeImages', { RegionId: demoRegionId }, { key });
  assert.match(text, new RegExp(`"ImageOwnerId":${accountId}`));
  const first = await call(endpoint.url, 'DescribeImages', { RegionId: demoRegionId });
  assert.match(first.text, new RegExp(`"ImageOwnerId":${firstAccountId}`));
});

test("an image of another account's is not found", async () => {
  const { imageId } = endpoint.stateOf(accountId).addImage();
  assert.equal((await ask('DeleteImage', { ImageId: demoImages.free })).Code, NOT_FOUND);
  assert.equal((await ask('DeleteImage', { ImageId: imageId }, {})).Code, NOT_FOUND);
  assert.equal((await ask('DeleteImage', { ImageId: imageId })).Code, undefined);
  assert.equal(endpoint.stateOf(accountId).findImage(imageId), undefined);
  assert.equal(endpoint.state.images().length, 7);
});

const NOT_FOUND = 'InvalidImageId.NotFound';

test('its secret is checked, and its id has sixteen digits', async () => {
  const wrong = { key: { ...key, accessKeySecret: 'wrong' } };
  assert.equal((await ask('DescribeImages', {}, wrong)).Code, 'SignatureDoesNotMatch');
  const short = { key: { ...key, accessKeyId: 'account.1.id' } };
  assert.equal((await ask('DescribeImages', {}, short)).Code, 'InvalidAccessKeyId.NotFound');
});

test('an image is not shared with its own account', async () => {
  const { imageId } = endpoint.stateOf(accountId).addImage();
  const share = (/** @type {string} */ id) =>
    ask('ModifyImageSharePermission', { ImageId: imageId, 'AddAccount.1': id });
  assert.equal((await share(accountId)).Code, 'InvalidAccount.Forbbiden');
  assert.equal((await share(firstAccountId)).Code, undefined);
});

test('a rate limit counts each account and each region by itself', async () => {
  endpoint.settings.rateLimit = { requests: 1, window: 60_000 };
  const code = async (/** @type {Record<string, string>} */ parameters, options = { key }) =>
    (await ask('DescribeImages', parameters, options)).Code;
  assert.equal(await code({}), undefined);
  assert.equal(await code({}), 'Throttling.User');
  assert.equal(await code({ RegionId: 'cn-shanghai' }), undefined);
  assert.equal(await code({}, /** @type {any} */ ({})), undefined);
  assert.equal(await code({}), 'Throttling.User');
});

test('a reset forgets the other accounts', async () => {
  endpoint.stateOf(accountId).addImage();
  endpoint.reset();
  assert.equal((await ask('DescribeImages')).TotalCount, 0);
});

test('DescribeImages: family, tags and time of creation; several ids', async () => {
  const state = endpoint.stateOf(accountId);
  const tags = [{ key: 'keep', value: 'yes' }];
  const createdAt = Date.UTC(2026, 0, 31, 9, 5, 7);
  const [first, second, third] = ['a', 'b', 'c'].map((family) =>
    state.addImage({ family, tags, createdAt }),
  );
  const { Images } = await ask('DescribeImages', {
    ImageId: [first.imageId, third.imageId, 'm-absent'].join(),
  });
  assert.deepEqual(
    Images.Image.map((/** @type {any} */ { ImageId, ImageFamily, CreationTime, Tags }) => ({
      ImageId,
      ImageFamily,
      CreationTime,
      Tags,
    })),
    [first, third].map(({ imageId, family }) => ({
      ImageId: imageId,
      ImageFamily: family,
      CreationTime: '2026-01-31T09:05:07Z',
      Tags: { Tag: [{ TagKey: 'keep', TagValue: 'yes' }] },
    })),
  );
  assert.equal((await ask('DescribeImages', { ImageFamily: 'b' })).TotalCount, 1);
  const tooMany = Array.from({ length: 101 }, (_, index) => `m-${index}`).join();
  assert.equal((await ask('DescribeImages', { ImageId: tooMany })).Code, 'InvalidParameter');
  assert.notEqual(second, undefined);
});
