// Deletions that somebody with the key signs, and somebody without it sends, once.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys, newImageId, regionId } from './clients.js';
import { accept, inTurn, recorder } from './doubles.js';
import { checkThatItIsGone, methods, parametersOf, presign, send } from './presigning.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('ecs-delete-image').PresignedRequest} PresignedRequest */

const FORM = 'application/x-www-form-urlencoded';

/** As a page does that has nothing of this package: field by field, and all at once. */
const bareFetches = {
  'a bare fetch': (/** @type {PresignedRequest} */ { url, method, headers, body }) =>
    fetch(url, { method, headers, body }),
  'a bare fetch, as it is': (/** @type {PresignedRequest} */ request) =>
    fetch(request.url, request),
};

/** By hand, with the platform's own HMAC. @param {string} secret @param {string} stringToSign */
async function hmacSha1(secret, stringToSign) {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', bytes(`${secret}&`), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, bytes(stringToSign));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** @param {string} text */
const percentEncode = (text) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Made and sent. @type {import('./run.js').Test[]} */
const sending = [
  ...methods.flatMap((method) => [
    {
      name: `presigned ${method}: sent by sendPresigned, the image is gone`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage();
        const request = await presign(context, imageId, { options: { method } });
        const result = await send(context, request);
        const [logged, ...more] = await context.control.requests(imageId);
        const expected = { requestId: logged.requestId, outcome: 'accepted', attempts: 1 };
        deepEqual(result, expected, 'result');
        deepEqual(more, [], 'further requests');
        equal(logged.method, method, 'method');
        await checkThatItIsGone(context, imageId);
      },
    },
    ...Object.entries(bareFetches).map(([name, sendBare]) => ({
      name: `presigned ${method}: sent by ${name}, the image is gone`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage();
        const client = { credentials: keys.temporary };
        const request = await presign(context, imageId, { client, options: { method } });
        const answer = await sendBare(request);
        const [logged] = await context.control.requests(imageId);
        deepEqual(await answer.json(), { RequestId: logged.requestId }, 'answer');
        await checkThatItIsGone(context, imageId);
        const again = await (await sendBare(request)).json();
        equal(again.Code, 'SignatureNonceUsed', 'a second time');
      },
    })),
    {
      name: `presigned ${method}: has exactly what it needs`,
      async run(/** @type {Context} */ context) {
        const imageId = newImageId();
        const client = { credentials: keys.temporary };
        const request = await presign(context, imageId, { client, options: { method } });
        const { url, headers, body, expiresAt, ...rest } = request;
        deepEqual(rest, { method }, 'further fields');
        equal(Object.getPrototypeOf(request), Object.prototype, 'a plain object');
        equal(Object.hasOwn(request, 'body'), method === 'POST', 'whether it has a body');
        deepEqual(headers, method === 'POST' ? { 'content-type': FORM } : {}, 'headers');
        const [root, query] = url.split('?');
        equal(root, `${context.endpoint.url}/`, 'where it goes');
        equal(query === undefined, method === 'POST', 'whether nothing stands in the URL');
        ok(Number.isInteger(expiresAt), `expiresAt: ${expiresAt}`);
        const { Signature, SignatureNonce, Timestamp, ...fixed } = parametersOf(request);
        const expected = {
          AccessKeyId: 'STS.testid',
          Action: 'DeleteImage',
          Force: 'false',
          Format: 'JSON',
          ImageId: imageId,
          RegionId: regionId,
          SecurityToken: keys.temporary.securityToken,
          SignatureMethod: 'HMAC-SHA1',
          SignatureVersion: '1.0',
          Version: '2014-05-26',
        };
        deepEqual(fixed, expected, 'parameters');
        match(Signature, /^[A-Za-z0-9+/]{27}=$/, 'Signature');
        match(SignatureNonce, /^[0-9a-f]{32}$/, 'SignatureNonce');
        match(Timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'Timestamp');
      },
    },
    {
      name: `presigned ${method}: can be sent once, and says so the second time`,
      async run(/** @type {Context} */ context) {
        const imageId = await context.control.createImage();
        const request = await presign(context, imageId, { options: { method } });
        await send(context, request);
        // Its code has in it what no other error may show.
        const error = await rejection(() => send(context, request), 'a second time');
        ok(context.ecs.isEcsError(error), String(error));
        const { description, code, attempts, outcome } = error.toJSON();
        const expected = { code: 'SignatureNonceUsed', attempts: 1, outcome: 'unknown' };
        deepEqual({ code, attempts, outcome }, expected, 'error');
        ok(
          !JSON.stringify(error).includes(parametersOf(request).SignatureNonce),
          'the nonce shows',
        );
        match(String(description), /can be sent only once/, 'description');
      },
    },
    {
      name: `presigned ${method}: fetch is told to keep cookies, cache and referrer out of it`,
      async run(/** @type {Context} */ context) {
        const { sent, fetch } = recorder();
        const imageId = await context.control.createImage();
        const request = await presign(context, imageId, { options: { method } });
        await send(context, request, { fetch });
        equal(sent.length, 1, 'calls of fetch');
        const [{ url, init }] = sent;
        const { signal, redirect, ...rest } = init;
        ok(signal instanceof AbortSignal, 'signal');
        equal(redirect, 'manual', 'redirect');
        deepEqual(
          { url, method: rest.method, headers: rest.headers, body: rest.body },
          { url: request.url, method, headers: request.headers, body: request.body },
          'what is sent',
        );
        const wanted = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' };
        for (const [name, value] of Object.entries(wanted)) {
          equal(rest[name], name in Request.prototype ? value : undefined, name);
        }
        const [logged] = await context.control.requests(imageId);
        for (const name of ['referer', 'cookie']) equal(logged.headers[name], undefined, name);
      },
    },
    {
      name: `presigned ${method}: as JSON and as a clone it is the same`,
      async run(/** @type {Context} */ context) {
        for (const copy of [
          (/** @type {any} */ value) => JSON.parse(JSON.stringify(value)),
          structuredClone,
        ]) {
          const imageId = await context.control.createImage();
          const request = await presign(context, imageId, { options: { method, explain: true } });
          deepEqual(copy(request), request, 'the copy');
          await send(context, copy(request));
          await checkThatItIsGone(context, imageId);
        }
      },
    },
  ]),
  {
    name: 'presigning sends nothing',
    async run(context) {
      const imageId = await context.control.createImage();
      const { sent, fetch } = inTurn(accept);
      for (const method of methods) {
        await presign(context, imageId, { client: { fetch }, options: { method, explain: true } });
      }
      deepEqual(sent, [], 'calls of fetch');
      deepEqual(await context.control.requests(imageId), [], 'requests that arrived');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'presigned without options: POST, to the endpoint of the region',
    async run({ ecs }) {
      const client = new ecs.EcsClient({ credentials: keys.permanent });
      const { method, url } = await client.presignDeleteImage(regionId, newImageId());
      deepEqual([method, url], ['POST', 'https://ecs-cn-hangzhou.aliyuncs.com/'], 'request');
      const options = { method: undefined, dryRun: undefined, explain: undefined };
      const other = await client.presignDeleteImage('eu-central-1', 'm-1', undefined, options);
      equal(other.url, 'https://ecs.eu-central-1.aliyuncs.com/', 'of another region');
      equal(parametersOf(other).Force, 'false', 'Force');
    },
  },
  {
    name: 'presigned by a client of signature V3: with signature 1.0, which a browser may send',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = { signature: 'ACS3-HMAC-SHA256' };
      const request = await presign(context, imageId, { client });
      equal(parametersOf(request).SignatureMethod, 'HMAC-SHA1', 'SignatureMethod');
      await send(context, request);
      await checkThatItIsGone(context, imageId);
    },
  },
  {
    name: 'each presigned request has its own nonce',
    async run(context) {
      const requests = await Promise.all(
        Array.from({ length: 20 }, () => presign(context, newImageId())),
      );
      const nonces = new Set(requests.map((request) => parametersOf(request).SignatureNonce));
      equal(nonces.size, 20, 'nonces');
    },
  },
];

/** Explained. @type {import('./run.js').Test[]} */
const steps = methods.flatMap((method) =>
  [keys.permanent, keys.temporary].map((key) => ({
    name: `presigned ${method} as ${key.accessKeyId}, explained: the steps lead to the signature`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const client = { credentials: key };
      const options = { method, explain: true };
      const request = await presign(context, imageId, { client, options });
      const { canonicalizedQuery, stringToSign, signature, ...more } = request.steps ?? {};
      deepEqual(more, {}, 'further steps');
      const { Signature, ...signed } = parametersOf(request);
      const byName = Object.entries(signed).sort(([left], [right]) => (left < right ? -1 : 1));
      const query = byName.map((pair) => pair.map(percentEncode).join('=')).join('&');
      equal(canonicalizedQuery, query, 'canonicalizedQuery');
      equal(stringToSign, `${method}&%2F&${percentEncode(query)}`, 'stringToSign');
      equal(signature, await hmacSha1(key.accessKeySecret, String(stringToSign)), 'signature');
      equal(Signature, signature, 'the signature that is sent');
      ok(!JSON.stringify(request).includes(key.accessKeySecret), 'the secret is in it');
      await send(context, request);
      await checkThatItIsGone(context, imageId);
    },
  })),
);

export const tests = [...sending, ...steps];
