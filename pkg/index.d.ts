/**
 * Delete an Alibaba Cloud ECS custom image from a browser or an edge runtime, safely.
 *
 * @example
 * ```js
 * import { EcsClient, isEcsError } from 'ecs-delete-image';
 *
 * const ecs = new EcsClient({ credentials: { accessKeyId, accessKeySecret, securityToken } });
 * try {
 *   await ecs.deleteImage('cn-hangzhou', 'm-bp67acfmxazb4p0001', false);
 * } catch (error) {
 *   if (!isEcsError(error)) throw error;
 *   if (error.kind === 'service') console.log(error.code, error.remedies);
 * }
 * ```
 *
 * @module
 */

import type { BulkOptions, BulkResult } from './types/bulk.js';
import type { OperationOptions, OperationParameters } from './types/calls.js';
import type { Diagnosis } from './types/diagnosis.js';
import type {
  DescribeImagesRequest,
  DescribeInstancesRequest,
  DescribeRegionsRequest,
  DescribeTasksRequest,
  Image,
  ImageSharePermission,
  Instance,
  ModifyImageSharePermissionRequest,
  ModifyImageSharePermissionResult,
  Region,
  RequestResult,
  Task,
} from './types/operations.js';
import type { PresignedRequest, PresignOptions, SendPresignedOptions } from './types/presigned.js';
import type { WaitOptions } from './types/waiting.js';

export type * from './types/bulk.js';
export type * from './types/calls.js';
export type * from './types/diagnosis.js';
export type * from './types/operations.js';
export type * from './types/presigned.js';
export type * from './types/waiting.js';

/** A long-lived access key, or a temporary one from STS. */
export interface Credentials {
  accessKeyId: string;
  accessKeySecret: string;
  /** Present for temporary (STS) credentials. */
  securityToken?: string | undefined;
  /**
   * When a temporary key stops working: ISO 8601 text, `Date`, or epoch milliseconds. From then on
   * calls fail with an {@link EcsCredentialsError}, and nothing is sent.
   */
  expiration?: string | Date | number | undefined;
}

/** What a client is made with. An option that is not listed here is an error. */
export interface EcsClientOptions {
  /**
   * The key that signs, or a function that gives it. A function is asked when no key is held, once
   * for all calls that wait for it; again when the held one expires within five minutes; and once
   * more in a call that the service answers by saying that the key or its token has expired.
   */
  credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /**
   * Where requests go: `https://host`, `https://host:port`, or a bare host, which means https.
   * `http` is taken for loopback hosts only. Default: by region, as the official SDK resolves it.
   */
  endpoint?: string | URL | undefined;
  /**
   * Milliseconds for one attempt, the answer's body included. Waiting for a key of a function has the
   * same limit, by itself. Default 10 000; 0 waits for ever.
   */
  timeout?: number | undefined;
  /** Attempts in all, the first included: 1 to 100. Default 3. Refusals are never repeated. */
  maxAttempts?: number | undefined;
  /**
   * Which signature proves who calls. The default, `'HMAC-SHA1'`, needs no header of its own, so a
   * browser may send it without asking first. `'ACS3-HMAC-SHA256'` (V3) is the service's current one,
   * for edge runtimes and servers: in a browser the service refuses what it needs.
   */
  signature?: 'HMAC-SHA1' | 'ACS3-HMAC-SHA256' | undefined;
  /** Called instead of the global `fetch`: a proxy, a service binding, a test double. */
  fetch?: typeof globalThis.fetch | undefined;
}

/** What one call can set. An option that is not listed here is an error. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's own `reason`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, instead of the client's. 0 waits for ever. */
  timeout?: number | undefined;
  /** Attempts in all, instead of the client's: 1 to 100. */
  maxAttempts?: number | undefined;
  /** Asks the service to validate only: nothing is deleted. Default false. */
  dryRun?: boolean | undefined;
}

/** What a deletion came to. */
export interface DeleteImageResult {
  /** The service's id of the request: what its support asks for. */
  requestId: string;
  /**
   * `'accepted'`: the service took the deletion, and carries it out in its own time.
   * `'absent'`: a repeat, after an attempt whose answer was lost, found the image gone.
   * `'validated'`: a dry run passed, and nothing was deleted.
   */
  outcome: 'accepted' | 'absent' | 'validated';
  /** How many requests were sent. */
  attempts: number;
}

/** Deletes images. Needs no `init`, no `close` and no `free`; calls on one client may overlap. */
export class EcsClient {
  /**
   * @param options The key, and what differs from the defaults.
   * @throws {EcsArgumentError} An option is missing, unknown or not of its type.
   */
  constructor(options: EcsClientOptions);

  /**
   * Deletes a custom image.
   *
   * @param regionId The region that the image is in, such as `'cn-hangzhou'`.
   * @param imageId The image, such as `'m-bp67acfmxazb4p0001'`.
   * @param force Delete it although instances were created from it. They go on running, but can no
   * longer re-initialise their system disk. Only the boolean `true` forces. Default false.
   * @param options What this call sets.
   * @returns What became of the image.
   * @throws {EcsServiceError} The service refused; `code` says why, `remedies` what to do about it.
   * @throws {EcsNetworkError} No answer arrived.
   * @throws {EcsTimeoutError} No complete answer arrived in time.
   * @throws {EcsResponseError} An answer arrived that is not the service's.
   * @throws {EcsArgumentError} An argument is not one; nothing was sent.
   * @throws {EcsCredentialsError} The key has expired, or the function that should give one failed.
   */
  deleteImage(
    regionId: string,
    imageId: string,
    force?: boolean,
    options?: CallOptions,
  ): Promise<DeleteImageResult>;

  /**
   * Deletes many images, a few at a time. Resolves with what became of each, and never rejects
   * because some could not be deleted. An abort ends it early: what is under way is waited for, so
   * that its end is known, and the rest is `'skipped'`.
   *
   * @param regionId The region that the images are in.
   * @param imageIds The images; an id that is given twice is deleted once.
   * @param options What this call sets.
   * @throws {EcsArgumentError} An argument or one of the ids is not one; nothing was sent.
   */
  deleteImages(
    regionId: string,
    imageIds: Iterable<string>,
    options?: BulkOptions,
  ): Promise<BulkResult>;

  /**
   * Finds everything that would refuse the deletion now, without deleting: looks at the image, its
   * instances, its shares and its tasks, side by side.
   *
   * @param regionId The region that the image is in.
   * @param imageId The image.
   * @param options What this call sets.
   */
  diagnose(
    regionId: string,
    imageId: string,
    options?: Omit<CallOptions, 'dryRun'>,
  ): Promise<Diagnosis>;

  /**
   * Waits until an image is gone: an accepted deletion is not a finished one. An image that was never
   * there, or is in another region or account, is gone too.
   *
   * @param regionId The region that the image is in.
   * @param imageId The image.
   * @param options What this call sets.
   * @throws {EcsTimeoutError} The image is still there after `timeout`.
   */
  waitUntilDeleted(regionId: string, imageId: string, options?: WaitOptions): Promise<void>;

  /**
   * Signs a deletion for somebody else to send, who then needs no key: see {@link PresignedRequest}
   * for what that means, and {@link sendPresigned}. Sends nothing. It is signed with signature 1.0,
   * which a browser may send, whatever the client's own signature is.
   *
   * @param regionId The region that the image is in.
   * @param imageId The image.
   * @param force As in `deleteImage`: it is signed, and cannot be changed afterwards.
   * @param options What this call sets.
   */
  presignDeleteImage(
    regionId: string,
    imageId: string,
    force?: boolean,
    options?: PresignOptions,
  ): Promise<PresignedRequest>;

  /**
   * Calls any ECS 2014-05-26 RPC operation, signed, sent and refused as a deletion is. A dry run that
   * has passed is no error here: its answer is `{ Code: 'DryRunOperation', RequestId }`.
   *
   * @param action The operation, such as `'DescribeSnapshots'`.
   * @param parameters Its parameters, by the service's own names. Common ones, such as `Timestamp`,
   * are the client's and refused here; `Force` and `DryRun` have to be booleans, in this spelling.
   * @param options What this call sets.
   * @returns The answer in the service's own shape. A whole number that JavaScript's numbers cannot
   * hold is text.
   */
  call<T = unknown>(
    action: string,
    parameters?: OperationParameters | Readonly<Record<string, unknown>>,
    options?: OperationOptions,
  ): Promise<T>;

  /** Lists the regions. */
  describeRegions(
    request?: DescribeRegionsRequest,
    options?: Omit<CallOptions, 'dryRun'>,
  ): Promise<Region[]>;

  /**
   * Lists images, all pages, whatever their state. Each page is asked for when it is reached.
   *
   * @throws {EcsResponseError} `ForeignBody`: an answer says nothing of images, or there is no end to
   * them after 10 000 pages.
   */
  describeImages(
    regionId: string,
    request?: DescribeImagesRequest,
    options?: Omit<CallOptions, 'dryRun'>,
  ): AsyncIterableIterator<Image>;

  /**
   * Lists instances, all pages. Each page is asked for when it is reached.
   *
   * @throws {EcsResponseError} `ForeignBody`: an answer says nothing of instances, or there is no end
   * to them after 10 000 pages.
   */
  describeInstances(
    regionId: string,
    request?: DescribeInstancesRequest,
    options?: Omit<CallOptions, 'dryRun'>,
  ): AsyncIterableIterator<Instance>;

  /**
   * Says who may use an image, all pages.
   *
   * @throws {EcsResponseError} `ForeignBody`: an answer says nothing of accounts and share groups, or
   * there is no end to them after 10 000 pages.
   */
  describeImageSharePermission(
    regionId: string,
    imageId: string,
    options?: Omit<CallOptions, 'dryRun'>,
  ): Promise<ImageSharePermission>;

  /** Shares an image with accounts, ends that, or publishes it. */
  modifyImageSharePermission(
    regionId: string,
    imageId: string,
    request: ModifyImageSharePermissionRequest,
    options?: OperationOptions,
  ): Promise<ModifyImageSharePermissionResult>;

  /**
   * Lists tasks, all pages. Each page is asked for when it is reached.
   *
   * @throws {EcsResponseError} `ForeignBody`: an answer says nothing of tasks, or there is no end to
   * them after 10 000 pages.
   */
  describeTasks(
    regionId: string,
    request?: DescribeTasksRequest,
    options?: Omit<CallOptions, 'dryRun'>,
  ): AsyncIterableIterator<Task>;

  /** Cancels an import or an export. */
  cancelTask(
    regionId: string,
    taskId: string,
    options?: Omit<OperationOptions, 'dryRun'>,
  ): Promise<RequestResult>;

  /** Cancels the copying of an image, which removes the unfinished copy. */
  cancelCopyImage(
    regionId: string,
    imageId: string,
    options?: Omit<OperationOptions, 'dryRun'>,
  ): Promise<RequestResult>;
}

/**
 * Sends a presigned deletion, once, and needs no key: same result and errors as `deleteImage`.
 *
 * @param request What `presignDeleteImage` gave. It is sent to https and loopback hosts only.
 * @param options What this call sets.
 * @throws {EcsArgumentError} It has expired, or is not a presigned deletion; nothing was sent.
 */
export function sendPresigned(
  request: PresignedRequest,
  options?: SendPresignedOptions,
): Promise<DeleteImageResult>;

// begin error codes, made from src/error/table.rs by `make docs`
/** The codes by which the service refuses to delete an image. */
export type DeleteImageErrorCode =
  /** HTTP 403. Instances were created from the image. */
  | 'ImageUsingByInstance'
  /** HTTP 403. The image is shared with other accounts. */
  | 'ImageUseShared'
  /** HTTP 403. The image is being copied. */
  | 'OperationDenied.ImageCopying'
  /** HTTP 403. The image is being imported. */
  | 'ImageIsImporting'
  /** HTTP 403. The image is being exported. */
  | 'ImageIsExporting'
  /** HTTP 403. The image is published as a community image. */
  | 'ImageIsPublic'
  /** HTTP 404. The image is not in this account and region. */
  | 'InvalidImageId.NotFound';

/** The codes that this package knows: those of the deletion, and those of every operation. */
export type KnownServiceErrorCode =
  | DeleteImageErrorCode
  /** HTTP 403. The image is still being created. Older endpoints answer so. */
  | 'ImageIsCreating'
  /** HTTP 400. The signature is wrong: most often the access key secret is. */
  | 'SignatureDoesNotMatch'
  /** HTTP 400. The signature is wrong: most often the access key secret is. */
  | 'IncompleteSignature'
  /** HTTP 404, 400. The access key id does not exist. */
  | 'InvalidAccessKeyId.NotFound'
  /** HTTP 400. The access key is disabled. */
  | 'InvalidAccessKeyId.Inactive'
  /** HTTP 403. The access key is disabled. */
  | 'Forbidden.AccessKeyDisabled'
  /** HTTP 403. The account's risk control refused the call. */
  | 'Forbidden.RiskControl'
  /** HTTP 400. The time stamp is more than 15 minutes away from the service's clock: this machine's clock is wrong, or the request was held up. */
  | 'InvalidTimeStamp.Expired'
  /** HTTP 400. The time stamp is not written as the service expects. */
  | 'InvalidTimeStamp.Format'
  /** HTTP 400. The time stamp is missing or wrong: most often this machine's clock is. */
  | 'IllegalTimestamp'
  /** HTTP 400. A request with this nonce was seen before. Another attempt gets a new one. */
  | 'SignatureNonceUsed'
  /** HTTP 400, 403. The security token of the temporary key has expired. */
  | 'InvalidSecurityToken.Expired'
  /** The security token is not one. */
  | 'InvalidSecurityToken.Malformed'
  /** The security token belongs to another access key. */
  | 'InvalidSecurityToken.MismatchWithAccessKey'
  /** The access key is a temporary one, and its security token was not sent. */
  | 'MissingSecurityToken'
  /** HTTP 403. The identity may not do this: a permission is missing, such as ecs:DeleteImage. */
  | 'Forbidden.RAM'
  /** HTTP 403. The identity may not do this: a permission is missing, such as ecs:DeleteImage. */
  | 'NoPermission'
  /** HTTP 400. Too many calls in a short time. Wait, then call again. */
  | 'Throttling'
  /** HTTP 400. Too many calls of this account in a short time. Wait, then call again. */
  | 'Throttling.User'
  /** HTTP 400. Too many calls of this operation in a short time. Wait, then call again. */
  | 'Throttling.Api'
  /** Too many calls in a short time. Wait, then call again. */
  | 'Rejected.Throttling'
  /** HTTP 400. A parameter is missing. */
  | 'MissingParameter'
  /** HTTP 400. The image id is missing. */
  | 'MissingImageId'
  /** HTTP 400. A parameter has a value that the service does not take. */
  | 'InvalidParameter'
  /** HTTP 404, 400. The region does not exist. */
  | 'InvalidRegionId.NotFound'
  /** HTTP 400. The endpoint does not serve this region. */
  | 'InvalidOperation.NotSupportedEndpoint'
  /** HTTP 404. The endpoint does not know the operation. */
  | 'InvalidApi.NotFound'
  /** HTTP 403. The endpoint does not take this HTTP method. */
  | 'UnsupportedHTTPMethod'
  /** HTTP 409. Another operation on the same resource is under way. */
  | 'OperationConflict'
  /** HTTP 400. The dry run passed: the service reports that as an error. */
  | 'DryRunOperation'
  /** HTTP 500. The service failed, perhaps after it had done what was asked. */
  | 'InternalError'
  /** The service failed, perhaps after it had done what was asked. */
  | 'UnknownError'
  /** HTTP 503. The service cannot answer for the moment. */
  | 'ServiceUnavailable';
// end error codes

/** A call of the service that helps after a refusal. */
export interface Remedy {
  /** The operation to call, such as `'DescribeInstances'`. */
  action: string;
  /** Its parameters, for the image at hand. */
  parameters: Record<string, string | boolean>;
  /** Parameters that must be added, because the refusal does not say them. */
  requires: string[];
  /** What the call does, and where to find what is missing. */
  description: string;
}

/** Who was denied what, when a permission is missing. */
export interface AccessDenied {
  /** The action that a permission is missing for, such as `'ecs:DeleteImage'`. */
  authAction?: string;
  /** The identity that was denied. */
  authPrincipalDisplayName?: string;
  /** The account that it belongs to; text, because it can have more digits than a number holds. */
  authPrincipalOwnerId?: string;
  /** `'SubUser'` or `'AssumedRoleUser'`. */
  authPrincipalType?: string;
  /** `'ImplicitDeny'` or `'ExplicitDeny'`. */
  noPermissionType?: string;
  /** The kind of policy that denied. */
  policyType?: string;
  /** What the service's support can decode. */
  encodedDiagnosticMessage?: string;
}

/** What every error has. */
interface EcsErrorFields extends Error {
  /** How many requests were sent. */
  readonly attempts: number;
  /** Whether a repeat soon makes sense; `maxAttempts` of them have been made already. */
  readonly retryable: boolean;
  /**
   * Whether the image may be gone although the call failed: `'not-applied'`, it is as it was;
   * `'unknown'`, the deletion may have been carried out.
   */
  readonly outcome: 'not-applied' | 'unknown';
  /**
   * All fields but `stack` and `cause`, as a plain object. Send this through `postMessage`: a
   * structured clone of an error loses them.
   */
  toJSON(): Record<string, unknown>;
}

/** The service refused. */
export class EcsServiceError extends Error implements EcsErrorFields {
  private constructor();
  readonly name: 'EcsServiceError';
  readonly kind: 'service';
  /** The service's code. Tell cases apart by this, never by the message. */
  readonly code: KnownServiceErrorCode | (string & {});
  readonly httpStatus: number;
  /** The service's id of the request: what its support asks for. */
  readonly requestId: string;
  /** The host that answered. */
  readonly hostId?: string;
  /** A page of the service about this error. */
  readonly recommend?: string;
  /** What the code means; absent for a code that this package does not know. */
  readonly description?: string;
  /** What to do about it; empty where there is nothing to call. */
  readonly remedies: Remedy[];
  /** Who was denied what, when a permission is missing. */
  readonly accessDenied?: AccessDenied;
  readonly attempts: number;
  readonly retryable: boolean;
  readonly outcome: 'not-applied' | 'unknown';
  toJSON(): Record<string, unknown>;
}

/** No answer: DNS, TLS, a lost connection, or CORS. Pages are not told which. */
export class EcsNetworkError extends Error implements EcsErrorFields {
  private constructor();
  readonly name: 'EcsNetworkError';
  readonly kind: 'network';
  readonly code: 'NoAnswer';
  /** What `fetch` threw. */
  readonly cause: unknown;
  /** Only what the service refuses has remedies. */
  readonly remedies?: undefined;
  readonly attempts: number;
  readonly retryable: boolean;
  readonly outcome: 'not-applied' | 'unknown';
  toJSON(): Record<string, unknown>;
}

/** No complete answer within `timeout`. */
export class EcsTimeoutError extends Error implements EcsErrorFields {
  private constructor();
  readonly name: 'EcsTimeoutError';
  readonly kind: 'timeout';
  /** `'DeletionTimedOut'` from `waitUntilDeleted`, when the image is still there. */
  readonly code: 'AnswerTimedOut' | 'DeletionTimedOut';
  /** The limit that was exceeded, in milliseconds. */
  readonly timeout: number;
  /** Only what the service refuses has remedies. */
  readonly remedies?: undefined;
  readonly attempts: number;
  readonly retryable: boolean;
  readonly outcome: 'not-applied' | 'unknown';
  toJSON(): Record<string, unknown>;
}

/** An answer that is not the service's: a proxy's page, a redirect, half a body. */
export class EcsResponseError extends Error implements EcsErrorFields {
  private constructor();
  readonly name: 'EcsResponseError';
  readonly kind: 'response';
  readonly code:
    | 'Redirect'
    | 'EmptyBody'
    | 'TruncatedBody'
    | 'OversizedBody'
    | 'HtmlBody'
    | 'UnreadableBody'
    | 'ForeignBody';
  /** The HTTP status; 0 for a redirect, which browsers hide. */
  readonly httpStatus: number;
  readonly contentType?: string;
  /** Only what the service refuses has remedies. */
  readonly remedies?: undefined;
  readonly attempts: number;
  readonly retryable: boolean;
  readonly outcome: 'not-applied' | 'unknown';
  toJSON(): Record<string, unknown>;
}

/** The caller's input; nothing more was sent. */
export class EcsArgumentError extends Error implements EcsErrorFields {
  private constructor();
  readonly name: 'EcsArgumentError';
  readonly kind: 'argument';
  readonly code: 'InvalidArgument';
  /** The argument or option, as a path: `'imageId'`, `'options.timeout'`. */
  readonly argument: string;
  /** Only what the service refuses has remedies. */
  readonly remedies?: undefined;
  readonly attempts: number;
  readonly retryable: boolean;
  readonly outcome: 'not-applied' | 'unknown';
  toJSON(): Record<string, unknown>;
}

/**
 * No usable credentials: the key has expired, or the function that should give one failed. Nothing more
 * was sent; an attempt before may have been, see `outcome`.
 */
export class EcsCredentialsError extends Error implements EcsErrorFields {
  private constructor();
  readonly name: 'EcsCredentialsError';
  readonly kind: 'credentials';
  readonly code: 'NoCredentials';
  /** What the function threw, if it did. */
  readonly cause?: unknown;
  /** Only what the service refuses has remedies. */
  readonly remedies?: undefined;
  readonly attempts: number;
  readonly retryable: boolean;
  readonly outcome: 'not-applied' | 'unknown';
  toJSON(): Record<string, unknown>;
}

/**
 * Every error of this package, told apart by `kind` and then by `code`. By `code` alone TypeScript cannot
 * tell them apart: the service may have codes that are not known yet. What may be read without asking
 * for the `kind` is `remedies`, which are undefined for all but the service's errors.
 */
export type EcsError =
  | EcsServiceError
  | EcsNetworkError
  | EcsTimeoutError
  | EcsResponseError
  | EcsArgumentError
  | EcsCredentialsError;

/** Whether `value` is an error of this package, or of another copy of it. */
export function isEcsError(value: unknown): value is EcsError;

export {};
