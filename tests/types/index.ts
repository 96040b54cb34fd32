// Type tests: compiled and never run. What is meant to be refused has to be refused.
import {
  EcsClient,
  EcsServiceError,
  isEcsError,
  type CallOptions,
  type DeleteImageErrorCode,
  type DeleteImageResult,
  type EcsClientOptions,
  type EcsError,
  type KnownServiceErrorCode,
  type Remedy,
} from 'ecs-delete-image';

/** Fails to compile unless both types are the same; `any` is the same as itself alone. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_proof: Same<A, B>): void {}

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const ecs = new EcsClient({ credentials });

// A client's options.
new EcsClient({
  credentials: { ...credentials, securityToken: 'token', expiration: new Date() },
  endpoint: new URL('https://ecs.aliyuncs.com'),
  timeout: 5_000,
  fetch: globalThis.fetch,
});
new EcsClient({ credentials: () => credentials, maxAttempts: 5 });
new EcsClient({ credentials: async () => credentials });
// @ts-expect-error a function has to give credentials
new EcsClient({ credentials: async () => 'secret' });
// @ts-expect-error credentials are needed
new EcsClient({});
// @ts-expect-error an option that does not exist
new EcsClient({ credentials, timeOut: 1 });
// @ts-expect-error a secret is needed
new EcsClient({ credentials: { accessKeyId: 'testid' } });
same<Parameters<typeof EcsClient.prototype.deleteImage>['length'], 2 | 3 | 4>(true);
same<EcsClientOptions['timeout'], number | undefined>(true);

// A call.
same<ReturnType<typeof ecs.deleteImage>, Promise<DeleteImageResult>>(true);
same<DeleteImageResult['outcome'], 'accepted' | 'absent' | 'validated'>(true);
const options: CallOptions = {
  signal: AbortSignal.timeout(1),
  timeout: 1,
  maxAttempts: 1,
  dryRun: true,
};
void ecs.deleteImage('cn-hangzhou', 'm-1');
void ecs.deleteImage('cn-hangzhou', 'm-1', true, options);
// @ts-expect-error only a boolean forces
void ecs.deleteImage('cn-hangzhou', 'm-1', 'true');
// @ts-expect-error an image id is needed
void ecs.deleteImage('cn-hangzhou');
// @ts-expect-error an option that does not exist
void ecs.deleteImage('cn-hangzhou', 'm-1', false, { dryrun: true });

// @ts-expect-error what is not exported is not to be had
type Internal = import('ecs-delete-image').EcsErrorFields;

// Errors narrow by kind, then by code.
export function explain(error: unknown): string {
  // @ts-expect-error nothing is known before the guard
  error.kind;
  if (!isEcsError(error)) return 'another error';
  same<typeof error, EcsError>(true);
  same<(typeof error)['outcome'], 'not-applied' | 'unknown'>(true);
  switch (error.kind) {
    case 'service':
      same<typeof error, EcsServiceError>(true);
      same<typeof error.code, KnownServiceErrorCode | (string & {})>(true);
      same<typeof error.remedies, Remedy[]>(true);
      if (error.code === 'ImageUsingByInstance') return error.requestId;
      return error.description ?? error.message;
    case 'network':
      same<typeof error.cause, unknown>(true);
      return error.message;
    case 'timeout':
      return `${error.timeout} ms`;
    case 'response':
      if (error.code === 'Redirect') return `${error.httpStatus}`;
      return error.contentType ?? 'none';
    case 'argument':
      return error.argument;
    case 'credentials':
      return error.name;
    default:
      // Every kind has been dealt with.
      same<typeof error, never>(true);
      return error;
  }
}

// By code alone: the service's codes are open, so every class remains, and remedies may be read all the same.
export function remediesOf(error: unknown): string[] {
  if (!isEcsError(error)) return [];
  if (error.code === 'ImageUsingByInstance') {
    same<typeof error.remedies, Remedy[] | undefined>(true);
    // @ts-expect-error only after its kind
    error.requestId;
    return (error.remedies ?? []).map(({ action }) => action);
  }
  // A code that this package does not know is no mistake.
  if (error.code === 'SomethingNew') return [];
  if (error.kind === 'service' && error.code === 'SomethingNew') return [error.requestId];
  // The codes of the other classes are a closed set.
  if (error.kind === 'network') {
    // @ts-expect-error not one of its codes
    if (error.code === 'ImageUsingByInstance') return [];
    same<typeof error.remedies, undefined>(true);
  }
  return [];
}
// What an editor offers: a string would have swallowed the codes that are known.
same<Extract<EcsError['code'], KnownServiceErrorCode>, KnownServiceErrorCode>(true);

same<Extract<DeleteImageErrorCode, 'ImageIsPublic'>, 'ImageIsPublic'>(true);
same<Extract<KnownServiceErrorCode, DeleteImageErrorCode>, DeleteImageErrorCode>(true);
// @ts-expect-error errors are the package's to make
new EcsServiceError();
