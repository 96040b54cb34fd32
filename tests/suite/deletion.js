// Deletions that the service takes, and dry runs.
import { deepEqual, equal, match, ok } from './assert.js';
import { keys, newClient, regionId } from './clients.js';
import { failure } from './failures.js';

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'a free image is deleted',
    async run(context) {
      const imageId = await context.control.createImage();
      const result = await newClient(context).deleteImage(regionId, imageId, false);
      const [request, ...more] = await context.control.requests(imageId);
      const expected = { requestId: request.requestId, outcome: 'accepted', attempts: 1 };
      deepEqual(result, expected, 'result');
      match(result.requestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/, 'requestId');
      equal(more.length, 0, 'further requests');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'force and options may be left out or undefined',
    async run(context) {
      const [first, second] = await context.control.createImages(2);
      const client = newClient(context);
      await client.deleteImage(regionId, first);
      await client.deleteImage(regionId, second, undefined, undefined);
      for (const imageId of [first, second]) {
        const [request] = await context.control.requests(imageId);
        equal(request.parameters.Force, 'false', 'Force');
        ok(!(await context.control.exists(imageId)), 'the image is still there');
      }
    },
  },
  {
    name: 'an image in use is deleted with force true only',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const client = newClient(context);
      await failure(
        context,
        () => client.deleteImage(regionId, imageId, false),
        'EcsServiceError',
        {
          code: 'ImageUsingByInstance',
        },
      );
      ok(await context.control.exists(imageId), 'the image is gone without force');
      equal((await client.deleteImage(regionId, imageId, true)).outcome, 'accepted', 'outcome');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'a temporary key signs with its token',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { credentials: keys.temporary });
      equal((await client.deleteImage(regionId, imageId)).outcome, 'accepted', 'outcome');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'a dry run is validated and deletes nothing',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      const result = await client.deleteImage(regionId, imageId, false, { dryRun: true });
      const [request] = await context.control.requests(imageId);
      const expected = { requestId: request.requestId, outcome: 'validated', attempts: 1 };
      deepEqual(result, expected, 'result');
      equal(request.parameters.DryRun, 'true', 'DryRun');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'a dry run with force of an image in use is validated',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const client = newClient(context);
      const { outcome } = await client.deleteImage(regionId, imageId, true, { dryRun: true });
      equal(outcome, 'validated', 'outcome');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'a refused dry run rejects',
    async run(context) {
      const imageId = await context.control.createImage('shared');
      const client = newClient(context);
      const call = () => client.deleteImage(regionId, imageId, false, { dryRun: true });
      await failure(context, call, 'EcsServiceError', { code: 'ImageUseShared' });
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'dryRun false deletes',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      const { outcome } = await client.deleteImage(regionId, imageId, false, { dryRun: false });
      equal(outcome, 'accepted', 'outcome');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
];
