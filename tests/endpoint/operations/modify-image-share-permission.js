/**
 * ModifyImageSharePermission: shares an image, takes shares back, publishes and unpublishes it.
 */
import { ServiceError } from '../errors.js';
import { requireImage } from './lookup.js';

const MAXIMUM_PER_CALL = 10;
const MAXIMUM_PER_IMAGE = 50;
const ACCOUNT_ID = /^\d{5,20}$/;

export const parameterNames = [
  'RegionId',
  'ImageId',
  'AddAccount.N',
  'RemoveAccount.N',
  'IsPublic',
  'LaunchPermission',
  'DryRun',
];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const imageId = parameters.text('ImageId');
  const added = parameters.list('AddAccount', MAXIMUM_PER_CALL);
  const removed = parameters.list('RemoveAccount', MAXIMUM_PER_CALL);
  const isPublic = parameters.optionalBoolean('IsPublic');
  const launchPermission = parameters.choice('LaunchPermission', ['hide']);
  const dryRun = parameters.boolean('DryRun');

  const image = requireImage(state, regionId, imageId);
  [...added, ...removed].forEach((account) => checkAccount(account, state.accountId));
  const kept = image.sharedWith.filter((share) => !removed.includes(share.accountId));
  const accounts = new Set([...kept.map((share) => share.accountId), ...added]);
  if (accounts.size > MAXIMUM_PER_IMAGE) {
    throw new ServiceError('QuotaExceed.ShareImage');
  }
  if (dryRun) {
    throw new ServiceError('DryRunOperation');
  }

  image.sharedWith = kept;
  added.forEach((account) => state.share(image, account));
  // Unpublishing leaves the shares as they are.
  image.isPublic = isPublic ?? image.isPublic;
  image.launchPermission = launchPermission ?? image.launchPermission;
  return {};
}

/**
 * @param {string} account
 * @param {string} ownAccountId
 */
function checkAccount(account, ownAccountId) {
  if (!ACCOUNT_ID.test(account)) {
    throw new ServiceError('InvalidAccount.NotFound');
  }
  if (account === ownAccountId) {
    throw new ServiceError('InvalidAccount.Forbbiden');
  }
}
