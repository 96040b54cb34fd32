// Type tests of presigned deletions: compiled and never run. What is meant to be refused has to be
// refused.
import {
  EcsClient,
  sendPresigned,
  type DeleteImageResult,
  type EcsClientOptions,
  type PresignedRequest,
  type PresignOptions,
  type PresignSteps,
  type SendPresignedOptions,
} from 'ecs-delete-image';

/** Fails to compile unless both types are the same; `any` is the same as itself alone. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_proof: Same<A, B>): void {}

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const ecs = new EcsClient({ credentials });
const regionId = 'cn-hangzhou';

// Signature V3.
new EcsClient({ credentials, signature: 'ACS3-HMAC-SHA256' });
new EcsClient({ credentials, signature: 'HMAC-SHA1' });
same<EcsClientOptions['signature'], 'HMAC-SHA1' | 'ACS3-HMAC-SHA256' | undefined>(true);
// @ts-expect-error a signature that there is not
new EcsClient({ credentials, signature: 'v3' });

// Presigning.
same<ReturnType<typeof ecs.presignDeleteImage>, Promise<PresignedRequest>>(true);
same<Parameters<typeof ecs.presignDeleteImage>['length'], 2 | 3 | 4>(true);
void ecs.presignDeleteImage(regionId, 'm-1');
const options: PresignOptions = { method: 'GET', dryRun: true, explain: true };
void ecs.presignDeleteImage(regionId, 'm-1', true, options);
void ecs.presignDeleteImage(regionId, 'm-1', undefined, { method: undefined });
// @ts-expect-error only a boolean forces
void ecs.presignDeleteImage(regionId, 'm-1', 'true');
// @ts-expect-error an image id is needed
void ecs.presignDeleteImage(regionId);
// @ts-expect-error a method that there is not
void ecs.presignDeleteImage(regionId, 'm-1', false, { method: 'PUT' });
// @ts-expect-error nothing is sent, so there is no time limit
void ecs.presignDeleteImage(regionId, 'm-1', false, { timeout: 1 });

// What it gives, and sending it.
declare const request: PresignedRequest;
same<PresignedRequest['method'], 'GET' | 'POST'>(true);
same<PresignedRequest['expiresAt'], number>(true);
same<PresignedRequest['body'], string | undefined>(true);
same<PresignedRequest['steps'], PresignSteps | undefined>(true);
same<keyof PresignSteps, 'canonicalizedQuery' | 'stringToSign' | 'signature'>(true);
same<ReturnType<typeof sendPresigned>, Promise<DeleteImageResult>>(true);
void fetch(request.url, request);
const { url, method, headers, body } = request;
void fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
void ecs.presignDeleteImage(regionId, 'm-1').then(sendPresigned);
const sending: SendPresignedOptions = { signal: AbortSignal.timeout(1), timeout: 1, fetch };
void sendPresigned(request, sending);
void sendPresigned(request, { signal: undefined, timeout: undefined, fetch: undefined });
// @ts-expect-error sent once, whatever happens
void sendPresigned(request, { maxAttempts: 3 });
// @ts-expect-error the text of a request is not one
void sendPresigned(JSON.stringify(request));
// @ts-expect-error half a request
void sendPresigned({ method, url });
