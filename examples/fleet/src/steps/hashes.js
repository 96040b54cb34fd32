// What a plan is, in 64 digits: an approval is for this and nothing else.

/** @param {{ id: string, force: boolean }[]} images in the order of their ids */
export function hashOfImages(images) {
  return sha256(images.map(({ id, force }) => `${id} ${force}\n`).join(''));
}

/**
 * @param {{ id: string, mode: string, policy: object, expires_at: number }} plan
 * @param {{ account: string, region_id: string, hash: string | null }[]} lanes in their order
 */
export function hashOfPlan({ id, mode, policy, expires_at }, lanes) {
  const parts = lanes.map(({ account, region_id, hash }) => [account, region_id, hash]);
  return sha256(JSON.stringify([id, mode, policy, expires_at, parts]));
}

/** @param {string} text */
async function sha256(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
