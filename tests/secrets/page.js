// Makes calls with a key that it is told, not written down in any file that a browser could keep.
import { EcsClient, sendPresigned } from '../../pkg/index.js';

/** @param {Promise<unknown>} call */
const failureOf = (call) =>
  call.then(
    () => 'no failure',
    (error) => error,
  );

/** @param {any} credentials @param {string} endpoint */
async function call(credentials, endpoint) {
  const client = new EcsClient({ credentials, endpoint });
  const asked = new EcsClient({ credentials: async () => credentials, endpoint });
  const nobody = new EcsClient({ credentials, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
  const shown = {
    client,
    asked,
    service: await failureOf(client.deleteImage('cn-hangzhou', 'm-1')),
    again: await failureOf(asked.deleteImage('cn-hangzhou', 'm-1')),
    argument: await failureOf(client.deleteImage(credentials.accessKeySecret, 'm-1')),
    network: await failureOf(nobody.deleteImage('cn-hangzhou', 'm-1')),
    presigned: await failureOf(client.presignDeleteImage('cn-hangzhou', 'm-1').then(sendPresigned)),
  };
  console.log(client, asked, ...Object.values(shown));
  console.dir(shown);
  console.log('%o %O %s', client, shown.service, shown.argument);
  console.table([client, shown.network]);
  // Nobody catches it: the browser reports it.
  void client.deleteImage('cn-hangzhou', 'm-1');
  return Object.values(shown).map(String);
}

/** What a page can be read from, or leaves behind. */
async function traces() {
  const databases = await indexedDB.databases();
  return JSON.stringify({
    storage: [{ ...localStorage }, { ...sessionStorage }, document.cookie, databases],
    caches: await caches.keys(),
    places: [location.href, document.referrer, window.name, history.state, document.title],
    entries: performance.getEntries(),
    document: document.documentElement.outerHTML,
  });
}

Object.assign(globalThis, { call, traces });
