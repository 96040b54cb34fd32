// Keys, signatures, permissions and throttling: refusals that come before the operation is looked at.
import { deepEqual, equal, match, ok } from './assert.js';
import { keys, newClient, newKey, regionId } from './clients.js';
import { failure } from './failures.js';

/** @typedef {import('./run.js').Context} Context */

const WRONG_SECRET = 'not-the-right-one';

/** Keys that the service refuses, and how. */
const refusedKeys = [
  ['an unknown key', newKey, 'InvalidAccessKeyId.NotFound', 404],
  ['a disabled key', () => keys.disabled, 'InvalidAccessKeyId.Inactive', 400],
  ['an expired token', () => keys.expired, 'InvalidSecurityToken.Expired', 400],
  [
    'a temporary key without its token',
    () => ({ ...keys.temporary, securityToken: undefined }),
    'MissingSecurityToken',
    400,
  ],
  [
    'a token that is not one',
    () => ({ ...keys.temporary, securityToken: 'nonsense' }),
    'InvalidSecurityToken.Malformed',
    400,
  ],
  [
    'a token with the wrong key',
    () => ({ ...keys.permanent, securityToken: keys.temporary.securityToken }),
    'InvalidSecurityToken.MismatchWithAccessKey',
    400,
  ],
];

/** Faults of the endpoint that make it refuse, and what is to be made of that. */
const refusals = [
  ['Throttling', { fault: 'throttling' }, 400, true, 'not-applied'],
  ['Throttling.User', { fault: 'throttling', code: 'Throttling.User' }, 400, true, 'not-applied'],
  ['Throttling.Api', { fault: 'throttling', code: 'Throttling.Api' }, 400, true, 'not-applied'],
  ['InvalidTimeStamp.Expired', { fault: 'wrongClock' }, 400, false, 'not-applied'],
  // A server error can follow a deletion that was carried out.
  ['ServiceUnavailable', { fault: 'status503' }, 503, true, 'unknown'],
  ['InternalError', { fault: 'internalError500', apply: true }, 500, true, 'unknown'],
];

/**
 * @param {Context} context
 * @param {'SignatureDoesNotMatch' | 'IncompleteSignature'} code
 * @param {{ accessKeyId: string, accessKeySecret: string, securityToken?: string }} key
 */
async function refuseSecret(context, code, key) {
  const imageId = await context.control.createImage();
  const credentials = { ...key, accessKeySecret: WRONG_SECRET };
  const client = newClient(context, { credentials, maxAttempts: 3 });
  await context.control.settings({ signatureError: code });
  try {
    const call = () => client.deleteImage(regionId, imageId);
    const error = await failure(context, call, 'EcsServiceError', {
      code,
      httpStatus: 400,
      retryable: false,
      attempts: 1,
      outcome: 'not-applied',
    });
    match(error.message, /the access key secret is wrong/, 'message');
    match(error.description, /secret/, 'description');
    const shown = [error.message, error.stack, JSON.stringify(error)].join('\n');
    for (const text of [WRONG_SECRET, credentials.accessKeyId, imageId, 'POST&', '%3D']) {
      // The remedies of other codes name the image; a signature has none.
      ok(!shown.includes(text), `quotes ${text}: ${shown}`);
    }
    ok(await context.control.exists(imageId), 'the image is gone');
  } finally {
    await context.control.settings({ signatureError: 'SignatureDoesNotMatch' });
  }
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...['SignatureDoesNotMatch', 'IncompleteSignature'].flatMap((text) => {
    const code = /** @type {'SignatureDoesNotMatch' | 'IncompleteSignature'} */ (text);
    return [keys.permanent, keys.temporary].map((key) => ({
      name: `a wrong secret of ${key.accessKeyId} is called wrong on ${code}`,
      run: (/** @type {Context} */ context) => refuseSecret(context, code, key),
    }));
  }),
  ...refusedKeys.map(([name, key, code, httpStatus]) => ({
    name: `${name} is refused with ${code}`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const credentials = /** @type {() => object} */ (key)();
      const client = newClient(context, { credentials, maxAttempts: 3 });
      const call = () => client.deleteImage(regionId, imageId);
      const refused = { retryable: false, attempts: 1, outcome: 'not-applied', remedies: [] };
      const fields = { code, httpStatus, ...refused };
      const error = await failure(context, call, 'EcsServiceError', fields);
      ok(error.description, `no description of ${code}`);
      equal((await context.control.requests(imageId)).length, 1, 'requests');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  })),
  ...refusals.map(([code, fault, httpStatus, retryable, outcome]) => ({
    name: `${code} is ${retryable ? '' : 'not '}retryable, its outcome ${outcome}`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      await context.control.fault({ .../** @type {{ fault: string }} */ (fault), imageId });
      const call = () => newClient(context).deleteImage(regionId, imageId);
      const fields = { code, httpStatus, retryable, outcome };
      await failure(context, call, 'EcsServiceError', fields);
      if (outcome === 'not-applied') {
        ok(await context.control.exists(imageId), 'the image is gone');
      }
    },
  })),
  {
    name: 'a missing permission says whose and which',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { credentials: keys.forbidden, maxAttempts: 3 });
      const call = () => client.deleteImage(regionId, imageId);
      const refused = { attempts: 1, outcome: 'not-applied' };
      const fields = { code: 'Forbidden.RAM', httpStatus: 403, ...refused };
      const { accessDenied, description } = await failure(context, call, 'EcsServiceError', fields);
      const { encodedDiagnosticMessage, authPrincipalOwnerId, ...rest } = accessDenied;
      deepEqual(
        rest,
        {
          authAction: 'ecs:DeleteImage',
          authPrincipalDisplayName: '234567890123456789',
          authPrincipalType: 'SubUser',
          noPermissionType: 'ImplicitDeny',
          policyType: 'AccountLevelIdentityBasedPolicy',
        },
        'accessDenied',
      );
      // A number cannot hold all of its digits.
      match(authPrincipalOwnerId, /^\d{16,}$/, 'authPrincipalOwnerId');
      equal(typeof encodedDiagnosticMessage, 'string', 'encodedDiagnosticMessage');
      match(description, /ecs:DeleteImage/, 'description');
    },
  },
];
