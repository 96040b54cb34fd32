// Runs in Deno, with no permission but to reach the endpoint and a closed port, whose URLs are its
// arguments: prints a client and errors in every way that Deno has.
import { EcsClient, sendPresigned } from '../../pkg/index.js';
import { credentials } from './key.js';

/** @type {any} */
const { Deno } = globalThis;
const [endpoint, nowhere] = Deno.args;
const all = {
  depth: 100,
  showHidden: true,
  showProxy: true,
  getters: true,
  strAbbreviateSize: 1e6,
};

/** @param {string} name @param {unknown} value */
function show(name, value) {
  console.log(name, value);
  console.log(Deno.inspect(value), Deno.inspect({ value }, all), `${value}`, JSON.stringify(value));
  console.dir(value);
  console.table([value]);
  console.error(value);
}

const client = new EcsClient({ credentials, endpoint });
show('client before', client);
/** @param {Promise<unknown>} call */
const failureOf = (call) =>
  call.then(
    () => 'no failure',
    (error) => error,
  );
show('service', await failureOf(client.deleteImage('cn-hangzhou', 'm-1')));
show('argument', await failureOf(client.deleteImage(credentials.accessKeySecret, 'm-1')));
const nobody = new EcsClient({ credentials, endpoint: nowhere, maxAttempts: 1 });
show('network', await failureOf(nobody.deleteImage('cn-hangzhou', 'm-1')));
for (const method of /** @type {const} */ (['POST', 'GET'])) {
  const presign = (/** @type {EcsClient} */ signer) =>
    signer.presignDeleteImage('cn-hangzhou', 'm-1', false, { method });
  show(`presigned ${method}`, await failureOf(presign(client).then(sendPresigned)));
  show(`presigned ${method}, lost`, await failureOf(presign(nobody).then(sendPresigned)));
}
show('client after', client);
show('class', EcsClient);
await client.deleteImage('cn-hangzhou', 'm-1');
