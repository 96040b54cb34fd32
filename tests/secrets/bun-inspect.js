// Runs in Bun, which is given the URLs of the endpoint and of a closed port: prints a client and errors in
// every way that Bun has.
import { EcsClient, sendPresigned } from '../../pkg/index.js';
import { credentials } from './key.js';

const { Bun, process } = /** @type {any} */ (globalThis);
const [endpoint, nowhere] = process.argv.slice(2);

/** @param {string} name @param {any} value */
function show(name, value) {
  console.log(name, value);
  console.log(Bun.inspect(value, { depth: 100 }), `${value}`, JSON.stringify(value), value?.stack);
  for (let cause = value?.cause; cause; cause = cause.cause) {
    console.log(cause, JSON.stringify(Object.getOwnPropertyDescriptors(cause)));
  }
  console.dir(value);
  console.table([value]);
  console.error(value);
}

/** @param {Promise<unknown>} call */
const failureOf = (call) =>
  call.then(
    () => 'no failure',
    (error) => error,
  );

const client = new EcsClient({ credentials, endpoint });
const nobody = new EcsClient({ credentials, endpoint: nowhere, maxAttempts: 1 });
show('client', client);
show('service', await failureOf(client.deleteImage('cn-hangzhou', 'm-1')));
show('argument', await failureOf(client.deleteImage(credentials.accessKeySecret, 'm-1')));
show('network', await failureOf(nobody.deleteImage('cn-hangzhou', 'm-1')));
for (const method of /** @type {const} */ (['POST', 'GET'])) {
  const presign = (/** @type {EcsClient} */ signer) =>
    signer.presignDeleteImage('cn-hangzhou', 'm-1', false, { method });
  show(`presigned ${method}`, await failureOf(presign(client).then(sendPresigned)));
  show(`presigned ${method}, lost`, await failureOf(presign(nobody).then(sendPresigned)));
}
await client.deleteImage('cn-hangzhou', 'm-1');
