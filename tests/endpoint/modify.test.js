/**
 * The operations that clear the way for a deletion: sharing, publishing, tasks, copies.
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
 * @param {Record<string, string>} parameters
 */
function ask(action, parameters) {
  return call(endpoint.url, action, { RegionId: demoRegionId, ...parameters });
}

/**
 * @param {string} prefix
 * @param {string[]} accounts
 */
function numbered(prefix, accounts) {
  return Object.fromEntries(accounts.map((account, index) => [`${prefix}.${index + 1}`, account]));
}

/** @param {string} imageId */
function accountsOf(imageId) {
  return endpoint.state.findImage(imageId)?.sharedWith.map((share) => share.accountId);
}

test('taking every share back makes the image deletable', async () => {
  const ImageId = demoImages.shared;
  const [first, second] = accountsOf(ImageId) ?? [];
  await ask('ModifyImageSharePermission', { ImageId, ...numbered('RemoveAccount', [first]) });
  assert.equal((await ask('DeleteImage', { ImageId })).json.Code, 'ImageUseShared');
  await ask('ModifyImageSharePermission', { ImageId, ...numbered('RemoveAccount', [second]) });
  assert.equal((await ask('DeleteImage', { ImageId })).status, 200);
});

test('unpublishing makes the image deletable and leaves its shares', async () => {
  const ImageId = demoImages.public;
  const account = '1234567890123456';
  await ask('ModifyImageSharePermission', { ImageId, ...numbered('AddAccount', [account]) });
  await ask('ModifyImageSharePermission', { ImageId, IsPublic: 'false' });
  assert.equal((await ask('DeleteImage', { ImageId })).json.Code, 'ImageUseShared');
  assert.deepEqual(accountsOf(ImageId), [account]);
});

test('publishing makes a free image undeletable', async () => {
  const ImageId = demoImages.free;
  const publish = { ImageId, IsPublic: 'true', LaunchPermission: 'hide' };
  assert.equal((await ask('ModifyImageSharePermission', publish)).status, 200);
  assert.equal((await ask('DeleteImage', { ImageId })).json.Code, 'ImageIsPublic');
});

test('ModifyImageSharePermission: limits and refusals', async () => {
  const ImageId = demoImages.free;
  const accounts = Array.from({ length: 51 }, (_, index) => String(10 ** 15 + index));
  for (let start = 0; start < 50; start += 10) {
    const batch = numbered('AddAccount', accounts.slice(start, start + 10));
    assert.equal((await ask('ModifyImageSharePermission', { ImageId, ...batch })).status, 200);
  }
  assert.equal(accountsOf(ImageId)?.length, 50);
  for (const [parameters, status, code] of /** @type {const} */ ([
    [{ 'AddAccount.1': accounts[50] }, 403, 'QuotaExceed.ShareImage'],
    [numbered('RemoveAccount', accounts.slice(0, 11)), 400, 'InvalidParameter'],
    [{ 'AddAccount.1': '' }, 400, 'InvalidParameter'],
    [{ 'AddAccount.0': accounts[0] }, 400, 'InvalidParameter'],
    [{ 'AddAccount.1': 'somebody' }, 404, 'InvalidAccount.NotFound'],
    [{ 'AddAccount.1': accountId }, 404, 'InvalidAccount.Forbbiden'],
    [{ LaunchPermission: 'show' }, 400, 'InvalidParameter'],
    [{ IsPublic: 'TRUE' }, 400, 'InvalidParameter'],
    [{ 'RemoveAccount.1': accounts[0], DryRun: 'true' }, 400, 'DryRunOperation'],
    [{ ImageId: 'm-x' }, 404, 'InvalidImageId.NotFound'],
  ])) {
    const answer = await ask('ModifyImageSharePermission', { ImageId, ...parameters });
    assert.deepEqual([answer.status, answer.json.Code], [status, code]);
  }
  assert.equal(accountsOf(ImageId)?.length, 50);
  // An account may make room for another in the same call.
  const swap = { 'RemoveAccount.1': accounts[0], 'AddAccount.1': accounts[50] };
  assert.equal((await ask('ModifyImageSharePermission', { ImageId, ...swap })).status, 200);
});

test('numbered parameters are read in the order of their numbers', async () => {
  const ImageId = demoImages.free;
  const accounts = Array.from({ length: 10 }, (_, index) => String(10 ** 15 + index));
  const shuffled = Object.entries(numbered('AddAccount', accounts)).reverse();
  await ask('ModifyImageSharePermission', { ImageId, ...Object.fromEntries(shuffled) });
  assert.deepEqual(accountsOf(ImageId), accounts);
});

test('cancelling the export makes the image deletable', async () => {
  const ImageId = demoImages.exporting;
  const tasks = await ask('DescribeTasks', { TaskAction: 'ExportImage' });
  const { TaskId } = tasks.json.TaskSet.Task[0];
  assert.equal((await ask('CancelTask', { TaskId })).status, 200);
  const after = await ask('DescribeTasks', { TaskIds: TaskId });
  assert.equal(after.json.TaskSet.Task[0].TaskStatus, 'Failed');
  assert.equal(after.json.TaskSet.Task[0].SupportCancel, 'false');
  assert.notEqual(after.json.TaskSet.Task[0].FinishedTime, '');
  assert.equal((await ask('DeleteImage', { ImageId })).status, 200);
});

test('cancelling the import leaves a failed image, which may be deleted', async () => {
  const ImageId = demoImages.importing;
  const tasks = await ask('DescribeTasks', { TaskAction: 'ImportImage' });
  await ask('CancelTask', { TaskId: tasks.json.TaskSet.Task[0].TaskId });
  const images = await ask('DescribeImages', { ImageId, Status: 'CreateFailed' });
  assert.equal(images.json.TotalCount, 1);
  assert.equal((await ask('DeleteImage', { ImageId })).status, 200);
});

test('CancelTask: refusals', async () => {
  const image = endpoint.state.addImage({ states: ['exporting'] });
  const other = endpoint.state.addTask('ModifyDiskSpec', image);
  const [finished] = endpoint.state.tasks().filter((task) => task.resourceId === image.imageId);
  endpoint.state.endTask(finished, 'Finished');
  for (const [TaskId, status, code] of /** @type {const} */ ([
    ['t-x', 400, 'InvalidTaskId.NotFound'],
    [other.taskId, 403, 'InvalidTaskId.TaskActionNotSupport'],
    [finished.taskId, 403, 'InvalidTaskId.IncorrectTaskStatus'],
    ['', 400, 'MissingParameter'],
  ])) {
    const answer = await ask('CancelTask', { TaskId });
    assert.deepEqual([answer.status, answer.json.Code], [status, code]);
  }
});

test('cancelling a copy removes it', async () => {
  const ImageId = demoImages.copying;
  const answer = await ask('CancelCopyImage', { ImageId });
  assert.deepEqual(Object.keys(answer.json), ['RequestId']);
  assert.equal((await ask('DeleteImage', { ImageId })).json.Code, 'InvalidImageId.NotFound');
});

test('CancelCopyImage: refusals', async () => {
  const copied = endpoint.state.addImage({ states: ['copying'] });
  endpoint.state.finishWork(copied);
  for (const [parameters, status, code] of /** @type {const} */ ([
    [{ ImageId: copied.imageId }, 400, 'IncorrectImageStatus'],
    [{ ImageId: demoImages.free }, 400, 'ImageCreatedNotFromCopy'],
    [{ ImageId: 'm-x' }, 404, 'InvalidImageId.NotFound'],
    [{ ImageId: copied.imageId, RegionId: 'x' }, 404, 'InvalidRegionId.NotFound'],
  ])) {
    const answer = await ask('CancelCopyImage', parameters);
    assert.deepEqual([answer.status, answer.json.Code], [status, code]);
  }
});

test('operations without a result answer in XML with the RequestId alone', async () => {
  const parameters = { RegionId: demoRegionId, ImageId: demoImages.copying };
  const answer = await call(endpoint.url, 'CancelCopyImage', parameters, {
    common: { Format: 'xml' },
  });
  assert.match(
    answer.text,
    /\?><CancelCopyImageResponse><RequestId>[0-9A-F-]{36}<\/RequestId><\/CancelCopyImageResponse>$/,
  );
});
