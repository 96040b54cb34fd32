// Makes calls with a key that it is told, not written down in any file that a browser could keep.
import { EcsClient, sendPresigned } from '../../pkg/index.js';

/** @param {Promise<unknown>} call */
const failureOf = (call) =>
  call.then(
    () => 'no failure',
    (error) => error,
  );

/**
 * Sends a deletion that was presigned in a URL. Whatever becomes of it, the page lists that URL.
 *
 * @param {any} credentials
 * @param {string[]} endpoints
 */
async function sendUrls(credentials, ...endpoints) {
  const errors = [];
  for (const endpoint of endpoints) {
    const client = new EcsClient({ credentials, endpoint });
    const options = /** @type {const} */ ({ method: 'GET' });
    const request = await client.presignDeleteImage('cn-hangzhou', 'm-1', false, options);
    errors.push(await failureOf(sendPresigned(request)));
  }
  console.log(...errors);
  console.dir(errors);
  return errors.map(String);
}

/** @param {any} credentials @param {string} endpoint @param {string} nowhere */
async function call(credentials, endpoint, nowhere) {
  const client = new EcsClient({ credentials, endpoint });
  const asked = new EcsClient({ credentials: async () => credentials, endpoint });
  const nobody = new EcsClient({ credentials, endpoint: nowhere, maxAttempts: 1 });
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

Object.assign(globalThis, { call, sendUrls, traces });
