// What a user's own functions would answer: temporary credentials, and presigned deletions. For the
// demo's local endpoint only.
import { EcsClient } from 'ecs-delete-image';
import { accessKeys } from '../../tests/endpoint/access-keys.js';

/** As long as temporary keys usually last. Milliseconds. */
const LIFETIME = 3_600_000;

/**
 * @param {string} endpoint
 * @returns {NonNullable<import('../serve.js').PageServerOptions['desk']>}
 */
export function makeDesk(endpoint) {
  const ecs = new EcsClient({ credentials: accessKeys.permanent, endpoint });
  return {
    '/demo/credentials': async () => {
      const { accessKeyId, accessKeySecret, securityToken } = accessKeys.temporary;
      const expiration = new Date(Date.now() + LIFETIME).toISOString();
      return { accessKeyId, accessKeySecret, securityToken, expiration };
    },
    '/demo/presign': async (body) => {
      const { regionId, imageId, force, dryRun } = JSON.parse(body);
      return { ...(await ecs.presignDeleteImage(regionId, imageId, force, { dryRun })) };
    },
  };
}
