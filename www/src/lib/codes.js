// The service's codes that the page acts on. The package's table has them too; a test compares the two.

/** The image is not there. */
export const ABSENT = 'InvalidImageId.NotFound';

/** The service takes the key no longer; another one may do. @type {readonly string[]} */
export const ABOUT_THE_KEY = [
  'InvalidSecurityToken.Expired',
  'InvalidAccessKeyId.NotFound',
  'InvalidAccessKeyId.Inactive',
  'Forbidden.AccessKeyDisabled',
];
