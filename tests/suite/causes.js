// The causes of network errors: what the platform or an own `fetch` threw, unless it shows what was
// sent. Platforms quote the URL, and a presigned one has signature and token in it.
import { equal, match, ok } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { giving, streaming } from './doubles.js';
import { failure } from './failures.js';
import { ALWAYS } from './fault-table.js';
import { methods, parametersOf, presign, send } from './presigning.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const client = { credentials: keys.temporary };

/** @param {string} text */
const percent = (text) => encodeURIComponent(text);

/**
 * What must not show of a presigned request, as it is and as a URL has it.
 *
 * @param {any} request
 */
function secretsOf(request) {
  const { Signature, SecurityToken, SignatureNonce, AccessKeyId } = parametersOf(request);
  const all = [Signature, SecurityToken.slice(0, 11), SignatureNonce, AccessKeyId];
  return [...all, ...all.map(percent), 'SignatureNonce', 'Signature='];
}

/**
 * Everything that a value shows, however deep, and how the runtime prints it.
 *
 * @param {any} value
 * @returns {string}
 */
function everythingOf(value) {
  const { Deno, Bun, process } = /** @type {any} */ (globalThis);
  const inspect = process?.getBuiltinModule?.('node:util')?.inspect ?? Bun?.inspect;
  const all = { depth: 100, showHidden: true, getters: true, strAbbreviateSize: 1e6 };
  const printed = [Deno?.inspect(value, all), Deno?.inspect(value), inspect?.(value, all)];
  return [...printed, inspect?.(value), partsOf(value, new Set())].join('\n');
}

/** @param {any} value @param {Set<unknown>} seen @returns {string} */
function partsOf(value, seen) {
  if (typeof value !== 'object' || value === null || seen.has(value)) return String(value);
  seen.add(value);
  const keys = new Set([...Reflect.ownKeys(value), 'name', 'message', 'stack', 'cause']);
  return [...keys].map((key) => `${String(key)}: ${partsOf(value[key], seen)}`).join('\n');
}

/**
 * Sends a presigned deletion that gets no answer, and looks at all that its error shows.
 *
 * @param {Context} context
 * @param {any} request
 * @param {object} [options]
 */
async function fail(context, request, options) {
  const call = () => send(context, request, options);
  const fields = { code: 'NoAnswer', attempts: 1, outcome: 'unknown' };
  const error = await failure(context, call, 'EcsNetworkError', fields);
  const shown = everythingOf(error);
  ok(shown.includes('no answer from'), shown);
  for (const secret of secretsOf(request)) ok(!shown.includes(secret), `${secret} in ${shown}`);
  return error;
}

/** What an own `fetch` can throw that quotes what was sent. @type {[string, (sent: string) => unknown][]} */
const quoting = [
  ['an error', (sent) => new TypeError(`error sending request for url (${sent}): refused`)],
  ['an error that is caused by one', (sent) => new Error('a', { cause: new Error(`b ${sent}`) })],
  ['an error with a field', (sent) => Object.assign(new Error('a'), { path: sent })],
  ['an error with a list', (sent) => Object.assign(new Error('a'), { errors: [[sent]] })],
  ['an error with a field named so', (sent) => Object.assign(new Error('a'), { [sent]: 1 })],
  [
    'an error with a getter',
    (sent) => Object.defineProperty(new Error('a'), 'url', { get: () => sent }),
  ],
  ['an error of the DOM', (sent) => new DOMException(sent, 'NetworkError')],
  ['an error that has it in its stack', (sent) => Object.assign(new Error('a'), { stack: sent })],
  ['an error that causes itself', (sent) => circular(new Error(sent))],
  ['an object', (sent) => ({ config: { url: sent } })],
  ['a text', (sent) => sent],
  ['a lower-case text', (sent) => sent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
];

/** @param {any} error */
function circular(error) {
  error.cause = error;
  return error;
}

/** What is thrown and shows nothing. @type {[string, unknown][]} */
const harmless = [
  ['an error', circular(new TypeError('Failed to fetch'))],
  ['an error with much in it', Object.assign(new Error('a'), { list: Array(200).fill('b') })],
  ['an object', { reason: 'odd' }],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...methods.flatMap((method) => [
    {
      name: `presigned ${method} to a port that refuses: nothing of it is in the cause`,
      async run(/** @type {Context} */ context) {
        const at = { ...client, endpoint: context.refusingUrl };
        const request = await presign(context, newImageId(), { client: at, options: { method } });
        const { cause } = await fail(context, request);
        ok(cause instanceof Error && cause.message !== '', `cause: ${cause}`);
      },
    },
    ...['resetBefore', 'truncatedBody'].map((fault) => ({
      name: `presigned ${method} that meets ${fault}: nothing of it shows`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage();
        // However often the platform sends it again by itself.
        await context.control.fault({ fault, imageId, times: ALWAYS });
        const request = await presign(context, imageId, { client, options: { method } });
        const call = () => send(context, request);
        const className = fault === 'resetBefore' ? 'EcsNetworkError' : undefined;
        const error = await call().catch((reason) => reason);
        ok(context.ecs.isEcsError(error), String(error));
        if (className) equal(error.name, className, 'name');
        const shown = everythingOf(error);
        for (const secret of secretsOf(request)) {
          const isCode = error.code === 'SignatureNonceUsed' && secret === 'SignatureNonce';
          ok(isCode || !shown.includes(secret), `${secret} in ${shown}`);
        }
      },
    })),
    ...quoting.flatMap(([name, make]) => [
      {
        name: `presigned ${method}: ${name} that quotes what was sent is not the cause`,
        async run(/** @type {Context} */ context) {
          const request = await presign(context, newImageId(), { client, options: { method } });
          const fetch = () => Promise.reject(make(request.body ?? request.url));
          const { cause } = await fail(context, request, { fetch });
          ok(cause instanceof Error, `cause: ${cause}`);
        },
      },
      {
        name: `presigned ${method}: ${name} that the body fails with and that quotes what was sent`,
        async run(/** @type {Context} */ context) {
          const request = await presign(context, newImageId(), { client, options: { method } });
          const read = () => Promise.reject(make(request.body ?? request.url));
          await fail(context, request, { fetch: giving(streaming({ read })) });
        },
      },
    ]),
  ]),
  {
    name: 'presigned GET: the cause still says what has happened, without the URL',
    async run(context) {
      const request = await presign(context, newImageId(), { client, options: { method: 'GET' } });
      const { url } = request;
      const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
      const thrown = new TypeError(`error sending request for url (${url}): a`, { cause: refused });
      const { cause } = await fail(context, request, { fetch: () => Promise.reject(thrown) });
      ok(cause instanceof TypeError, `cause: ${cause}`);
      const place = url.slice(0, url.indexOf('?'));
      const message = `error sending request for url (${place}?(hidden)): a: ECONNREFUSED`;
      equal(cause.message, message, 'message');
      equal(cause.cause, undefined, 'cause of the cause');
    },
  },
  ...['HMAC-SHA1', 'ACS3-HMAC-SHA256'].flatMap((signature) => [
    ...quoting.map(([name, make]) => ({
      name: `${signature}: ${name} that quotes the token is not the cause`,
      async run(/** @type {Context} */ context) {
        const { securityToken } = keys.temporary;
        const fetch = () => Promise.reject(make(percent(securityToken)));
        const own = newClient(context, { ...client, signature, fetch });
        const call = () => own.deleteImage(regionId, newImageId());
        const error = await failure(context, call, 'EcsNetworkError');
        const shown = everythingOf(error).toLowerCase();
        const token = percent(securityToken.slice(0, 11)).toLowerCase();
        ok(!shown.includes(token), shown);
        ok(error.cause instanceof Error, `cause: ${error.cause}`);
      },
    })),
    ...harmless.map(([name, thrown]) => ({
      name: `${signature}: ${name} that shows nothing is the cause as it is`,
      async run(/** @type {Context} */ context) {
        const fetch = () => Promise.reject(thrown);
        const own = newClient(context, { ...client, signature, fetch });
        const call = () => own.deleteImage(regionId, newImageId());
        equal((await failure(context, call, 'EcsNetworkError')).cause, thrown, 'cause');
      },
    })),
  ]),
  {
    name: 'a cause that has no end is not looked through, and not shown',
    async run(context) {
      const endless = () =>
        new Proxy({}, { ownKeys: () => ['a'], get: () => endless(), has: () => true });
      const fetch = () => Promise.reject(endless());
      const own = newClient(context, { ...client, fetch });
      const call = () => own.deleteImage(regionId, newImageId());
      const { cause } = await failure(context, call, 'EcsNetworkError');
      ok(cause instanceof Error, `cause: ${cause}`);
      match(cause.message, /not shown/, 'message');
    },
  },
];
