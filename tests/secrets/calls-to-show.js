// What a program in a runtime without Node's test runner shows: a client, and how calls fail in each way.
import { EcsClient, sendPresigned } from '../../pkg/index.js';
import { credentials } from './key.js';

/** @param {Promise<unknown>} call */
const failureOf = (call) =>
  call.then(
    () => 'no failure',
    (error) => error,
  );

/**
 * @param {string} endpoint
 * @param {string} nowhere a closed port
 * @param {(name: string, value: unknown) => void} show in every way that the runtime has
 */
export async function showCalls(endpoint, nowhere, show) {
  const client = new EcsClient({ credentials, endpoint });
  const nobody = new EcsClient({ credentials, endpoint: nowhere, maxAttempts: 1 });
  show('client before', client);
  show('service', await failureOf(client.deleteImage('cn-hangzhou', 'm-1')));
  show('argument', await failureOf(client.deleteImage(credentials.accessKeySecret, 'm-1')));
  show('network', await failureOf(nobody.deleteImage('cn-hangzhou', 'm-1')));
  for (const method of /** @type {const} */ (['POST', 'GET'])) {
    const presign = (/** @type {EcsClient} */ signer) =>
      signer.presignDeleteImage('cn-hangzhou', 'm-1', false, { method });
    show(`presigned ${method}`, await failureOf(presign(client).then(sendPresigned)));
    show(`presigned ${method}, lost`, await failureOf(presign(nobody).then(sendPresigned)));
  }
  show('client after', client);
  show('class', EcsClient);
  // And what an error shows that nobody catches.
  await client.deleteImage('cn-hangzhou', 'm-1');
}
