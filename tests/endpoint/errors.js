/**
 * Every refusal the endpoint can answer with, as one table, and the error that carries one.
 * Rows marked "inferred" have a documented code whose status or wording is not documented.
 */

/**
 * @typedef {object} ErrorRow
 * @property {number} httpStatus
 * @property {string} message `{name}` is replaced by the detail of that name
 */

/** @satisfies {Record<string, ErrorRow>} */
const table = {
  // The gateway: signature, key, token, time.
  SignatureDoesNotMatch: {
    httpStatus: 400,
    message: 'Specified signature is not matched with our calculation. {server}',
  },
  IncompleteSignature: {
    httpStatus: 400,
    message: 'The request signature does not conform to Aliyun standards. {server}',
  },
  'InvalidAccessKeyId.NotFound': {
    httpStatus: 404,
    message: 'Specified access key is not found.',
  },
  'InvalidAccessKeyId.Inactive': {
    httpStatus: 400,
    message: 'Specified access key is disabled.',
  },
  'InvalidTimeStamp.Expired': {
    httpStatus: 400,
    message: 'Specified time stamp or date value is expired.',
  },
  'InvalidTimeStamp.Format': {
    httpStatus: 400,
    message: 'Specified time stamp or date value is not well formatted.',
  },
  SignatureNonceUsed: {
    httpStatus: 400,
    message: 'Specified signature nonce was used already.',
  },
  'InvalidSecurityToken.Expired': {
    httpStatus: 400,
    message: 'Specified SecurityToken is expired.',
  },
  // Inferred wording and status, as for the two after it.
  'InvalidSecurityToken.Malformed': {
    httpStatus: 400,
    message: 'Specified SecurityToken is malformed.',
  },
  'InvalidSecurityToken.MismatchWithAccessKey': {
    httpStatus: 400,
    message: 'Specified SecurityToken mismatch with the AccessKey.',
  },
  MissingSecurityToken: {
    httpStatus: 400,
    message: 'SecurityToken is mandatory for this action.',
  },

  // The gateway: permission, load, the form of the request.
  'Forbidden.RAM': {
    httpStatus: 403,
    message:
      "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  },
  Throttling: {
    httpStatus: 400,
    message: 'Request was denied due to request throttling.',
  },
  'Throttling.User': {
    httpStatus: 400,
    message: 'Request was denied due to user flow control.',
  },
  'Throttling.Api': {
    httpStatus: 400,
    message: 'Request was denied due to api flow control.',
  },
  MissingParameter: {
    httpStatus: 400,
    message:
      'The input parameter "{name}" that is mandatory for processing this request is not supplied.',
  },
  InvalidParameter: {
    httpStatus: 400,
    message: 'The specified parameter "{name}" is not valid.',
  },
  'InvalidApi.NotFound': {
    httpStatus: 404,
    message: 'Specified api is not found, please check your url and method.',
  },
  // Inferred wording.
  UnsupportedHTTPMethod: {
    httpStatus: 403,
    message: 'This http method is not supported.',
  },
  InternalError: {
    httpStatus: 500,
    message: 'The request processing has failed due to some unknown error, exception or failure.',
  },
  ServiceUnavailable: {
    httpStatus: 503,
    message: 'The request has failed due to a temporary failure of the server.',
  },
  DryRunOperation: {
    httpStatus: 400,
    message: 'Request validation has been passed with DryRun flag set.',
  },

  // The operations: regions and images.
  'InvalidRegionId.NotFound': {
    httpStatus: 404,
    message: 'The specified RegionId does not exist.',
  },
  'InvalidImageId.NotFound': {
    httpStatus: 404,
    message: 'The specified ImageId does not exist.',
  },
  ImageUsingByInstance: {
    httpStatus: 403,
    message:
      'The specified image has been used to create instances. You can use the DescribeInstances API to query these instances, or you can use the force parameter to proceed.',
  },
  ImageUseShared: {
    httpStatus: 403,
    message:
      'The specified image has been shared to others. You can use the DescribeImageSharePermission API to query the users who have been shared.',
  },
  'OperationDenied.ImageCopying': {
    httpStatus: 403,
    message: 'The image is being copied. Please use the CancelCopyImage API.',
  },
  ImageIsImporting: {
    httpStatus: 403,
    message: 'The specified Image is importing.',
  },
  ImageIsExporting: {
    httpStatus: 403,
    message:
      'The specified image is currently being exported. You can use the DescribeTasks API to check the status of related tasks and cancel them if needed.',
  },
  ImageIsPublic: {
    httpStatus: 403,
    message: 'You can not delete public image, please modify it to private.',
  },

  // The operations: sharing. Codes are spelled as the service spells them; wording is inferred.
  'InvalidAccount.NotFound': {
    httpStatus: 404,
    message: 'The specified Account does not exist.',
  },
  'InvalidAccount.Forbbiden': {
    httpStatus: 404,
    message: 'The specified Account is yourself.',
  },
  'QuotaExceed.ShareImage': {
    httpStatus: 403,
    message: 'The quota of accounts that the image may be shared with has been exceeded.',
  },

  // The operations: copies and tasks. Wording inferred, except where the code is documented with one.
  ImageCreatedNotFromCopy: {
    httpStatus: 400,
    message: 'The specified image is not created from a copy.',
  },
  IncorrectImageStatus: {
    httpStatus: 400,
    message: 'The image is copied finished.',
  },
  'InvalidTaskId.NotFound': {
    httpStatus: 400,
    message: 'The specified "TaskId" is not found.',
  },
  'InvalidTaskId.TaskActionNotSupport': {
    httpStatus: 403,
    message: 'The specified task action does not support cancellation.',
  },
  'InvalidTaskId.IncorrectTaskStatus': {
    httpStatus: 403,
    message: 'The specified task is not in a status that supports cancellation.',
  },
};

/** @typedef {keyof typeof table} ErrorCode */

/** @type {Readonly<Record<string, ErrorRow>>} */
export const errorTable = table;

/** A refusal, thrown by any check and turned into an answer in one place. */
export class ServiceError extends Error {
  name = 'ServiceError';

  /**
   * @param {ErrorCode} code
   * @param {object} [options]
   * @param {Record<string, string>} [options.details] what replaces the `{name}`s of the message
   * @param {string} [options.message] in place of the table's
   * @param {number} [options.httpStatus] in place of the table's
   * @param {Record<string, string>} [options.headers] added to the answer
   * @param {Record<string, unknown>} [options.fields] added to the body
   */
  constructor(code, options = {}) {
    const row = errorTable[code];
    super(options.message ?? fillIn(row.message, options.details ?? {}));
    this.code = code;
    this.httpStatus = options.httpStatus ?? row.httpStatus;
    this.headers = options.headers ?? {};
    this.fields = options.fields ?? {};
  }
}

/** @param {string} parameterName */
export function missingParameter(parameterName) {
  return new ServiceError('MissingParameter', { details: { name: parameterName } });
}

/** @param {string} parameterName */
export function invalidParameter(parameterName) {
  return new ServiceError('InvalidParameter', { details: { name: parameterName } });
}

/**
 * @param {string} message
 * @param {Record<string, string>} details
 */
function fillIn(message, details) {
  return message.replace(/\{(\w+)\}/g, (_, name) => details[name] ?? '').trim();
}
