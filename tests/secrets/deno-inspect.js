// Runs in Deno, with no permission but to reach the endpoint, whose URL is its argument: prints a
// client and errors in every way that Deno has.
import { EcsClient } from '../../pkg/index.js';
import { credentials } from './key.js';

/** @type {any} */
const { Deno } = globalThis;
const [endpoint] = Deno.args;
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
const nobody = new EcsClient({ credentials, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
show('network', await failureOf(nobody.deleteImage('cn-hangzhou', 'm-1')));
show('client after', client);
show('class', EcsClient);
await client.deleteImage('cn-hangzhou', 'm-1');
