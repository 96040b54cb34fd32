// What becomes of presigned deletions: force and dry runs, refusals, and who changes them afterwards.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { refusals } from './error-table.js';
import { failure } from './failures.js';
import { changed, checkThatItIsGone, methods, parametersOf, presign, send } from './presigning.js';

/** @typedef {import('./run.js').Context} Context */

const WRONG_SECRET = 'not-the-right-one';

/** What a refusal has that differs each time. @param {any} error */
function withoutIds(error) {
  const { message, recommend, requestId, ...same } = error.toJSON();
  ok(message.includes(requestId) && recommend.includes(requestId), 'the id of the request');
  return { ...same, message: message.replace(requestId, 'ID') };
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...methods.flatMap((method) => [
    {
      name: `presigned ${method}: with force true, an image in use is gone`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage('inUse');
        const request = await presign(context, imageId, { force: true, options: { method } });
        equal(parametersOf(request).Force, 'true', 'Force');
        equal((await send(context, request)).outcome, 'accepted', 'outcome');
        await checkThatItIsGone(context, imageId);
      },
    },
    .../** @type {const} */ ([
      ['force', 'Force=false', 'Force=true'],
      ['a dry run', 'DryRun=true', 'DryRun=false'],
      ['the region', `RegionId=${regionId}`, 'RegionId=cn-beijing'],
      ['the image', 'ImageId=m-', 'ImageId=m-0'],
      ['the time stamp', 'Timestamp=2', 'Timestamp=3'],
      ['the nonce', 'SignatureNonce=', 'SignatureNonce=0'],
    ]).map(([what, from, to]) => ({
      name: `presigned ${method}: who changes ${what} afterwards is refused`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage('inUse');
        const request = await presign(context, imageId, { options: { method, dryRun: true } });
        const other = changed(request, from, to);
        const call = () => send(context, other);
        const isTime = what === 'the time stamp';
        const code = isTime ? 'InvalidTimeStamp.Expired' : 'SignatureDoesNotMatch';
        const fields = { code, attempts: 1, outcome: 'not-applied' };
        const error = await failure(context, call, 'EcsServiceError', fields);
        if (!isTime) match(error.message, /was changed after it was signed/, 'message');
        ok(await context.control.exists(imageId), 'the image is gone');
      },
    })),
    {
      name: `presigned ${method}: a dry run is validated and deletes nothing`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage();
        const request = await presign(context, imageId, { options: { method, dryRun: true } });
        equal(parametersOf(request).DryRun, 'true', 'DryRun');
        const { outcome, attempts } = await send(context, request);
        deepEqual([outcome, attempts], ['validated', 1], 'outcome and attempts');
        ok(await context.control.exists(imageId), 'the image is gone');
      },
    },
  ]),
  ...refusals.map(({ code, state, httpStatus }) => ({
    name: `presigned: ${code} is the same as from deleteImage, remedies included`,
    async run(/** @type {Context} */ context) {
      const imageId = state === null ? newImageId() : await context.control.createImage(state);
      const direct = () => newClient(context).deleteImage(regionId, imageId);
      const request = await presign(context, imageId);
      const call = () => send(context, request);
      const fields = { code, httpStatus, attempts: 1, outcome: 'not-applied' };
      const error = await failure(context, call, 'EcsServiceError', fields);
      ok(error.remedies.length > 0, 'no remedies');
      deepEqual(withoutIds(error), withoutIds(await rejection(direct, code)), 'error');
    },
  })),
  {
    name: 'presigned: a refused dry run rejects',
    async run(context) {
      const imageId = await context.control.createImage('shared');
      const request = await presign(context, imageId, { options: { dryRun: true } });
      const call = () => send(context, request);
      await failure(context, call, 'EcsServiceError', { code: 'ImageUseShared' });
    },
  },
  ...methods.flatMap((method) =>
    ['SignatureDoesNotMatch', 'IncompleteSignature'].map((code) => ({
      name: `presigned ${method} with a wrong secret: ${code} says what can be the reason`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage();
        const credentials = { ...keys.temporary, accessKeySecret: WRONG_SECRET };
        const request = await presign(context, imageId, {
          client: { credentials },
          options: { method },
        });
        await context.control.settings({ signatureError: code });
        try {
          const call = () => send(context, request);
          const fields = { code, attempts: 1, outcome: 'not-applied', retryable: false };
          const error = await failure(context, call, 'EcsServiceError', fields);
          const reason = /changed after it was signed, or the access key secret .* is wrong/;
          match(error.message, reason, 'message');
          match(error.description, reason, 'description');
          const { Signature, AccessKeyId } = parametersOf(request);
          const shown = [error.message, error.stack, JSON.stringify(error)].join('\n');
          for (const text of [WRONG_SECRET, Signature, AccessKeyId, imageId, '%3D']) {
            ok(!shown.includes(text), `quotes ${text}: ${shown}`);
          }
        } finally {
          await context.control.settings({ signatureError: 'SignatureDoesNotMatch' });
        }
      },
    })),
  ),
  ...[
    ['Throttling', { fault: 'throttling' }, true, 'not-applied'],
    ['InternalError', { fault: 'internalError500', apply: true }, true, 'unknown'],
    ['ServiceUnavailable', { fault: 'status503' }, true, 'unknown'],
    ['InvalidSecurityToken.Expired', { fault: 'expiredToken' }, false, 'not-applied'],
  ].map(([code, fault, retryable, outcome]) => ({
    name: `presigned: ${code} ends it, in one attempt`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const request = await presign(context, imageId, { client: { maxAttempts: 3 } });
      await context.control.fault({ .../** @type {any} */ (fault), imageId });
      const call = () => send(context, request);
      const fields = { code, retryable, outcome, attempts: 1 };
      await failure(context, call, 'EcsServiceError', fields);
      equal((await context.control.requests(imageId)).length, 1, 'requests');
    },
  })),
];
