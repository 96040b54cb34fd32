/**
 * The access keys that the endpoint knows. Nothing here checks anything.
 *
 * @typedef {object} AccessKey
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string} [securityToken] present for temporary (STS) keys, which must send it
 * @property {boolean} [expired] the token no longer works
 * @property {boolean} [disabled] the key has been switched off
 * @property {true | string[]} [forbidden] the key may sign in, but RAM allows it nothing, or not
 *   these actions
 * @property {string} [accountId] whose key it is, if not the first account's
 */

/** The first account, that of every key in the table. A 16-digit id may exceed 2^53; a double cannot hold this one. */
export const accountId = '9876543210987653';

/** @satisfies {Record<string, AccessKey>} */
export const accessKeys = {
  permanent: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
  // Every character that encoders get wrong is in this token.
  temporary: {
    accessKeyId: 'STS.testid',
    accessKeySecret: 'testsecret',
    securityToken: "CAIS+a/b==!'()*~ x",
  },
  expired: {
    accessKeyId: 'STS.expired',
    accessKeySecret: 'testsecret',
    securityToken: 'CAIS+expired==',
    expired: true,
  },
  disabled: { accessKeyId: 'disabledid', accessKeySecret: 'testsecret', disabled: true },
  forbidden: { accessKeyId: 'nopermissionid', accessKeySecret: 'testsecret', forbidden: true },
};

/** Whoever signs in with `lacks.A.B.id` may do everything but the actions A and B. */
const LACKING = /^lacks((?:\.[A-Za-z]+)+)\.id$/;

/** `account.1234567890123456.id` is a key of that account, which begins without an image. */
const OF_ACCOUNT = /^account\.(\d{16})\.id$/;

/**
 * @param {string} accessKeyId
 * @returns {AccessKey | undefined}
 */
export function findAccessKey(accessKeyId) {
  const otherAccountId = OF_ACCOUNT.exec(accessKeyId)?.[1];
  if (otherAccountId !== undefined) {
    return { accessKeyId, accessKeySecret: 'testsecret', accountId: otherAccountId };
  }
  const forbidden = LACKING.exec(accessKeyId)?.[1].slice(1).split('.');
  return forbidden === undefined
    ? Object.values(accessKeys).find((key) => key.accessKeyId === accessKeyId)
    : { accessKeyId, accessKeySecret: 'testsecret', forbidden };
}
