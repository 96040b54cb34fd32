// Every way in which a call with the marked key can fail, by the class of the error.
import { refusingUrl } from '../runtimes/refusing-url.js';
import { credentials } from './marks.js';

const regionId = 'cn-hangzhou';
const imageId = 'm-bp67acfmxazb4p0001';
const { accessKeyId, accessKeySecret, securityToken } = credentials;

/** @typedef {typeof import('ecs-delete-image')} Package */
/** @typedef {(ecs: Package) => unknown} Way does what fails */

/** @param {any} fetch @param {any} [options] @returns {Way} */
export function calling(fetch, options) {
  return ({ EcsClient }) => {
    const client = new EcsClient({ credentials, fetch, maxAttempts: 1, timeout: 5, ...options });
    return client.deleteImage(regionId, imageId);
  };
}

/**
 * Signs a deletion for somebody else, and sends it as that one does.
 *
 * @param {any} fetch
 * @param {any} [options] of `presignDeleteImage`
 * @param {(request: any) => any} [change] what becomes of it in between
 * @returns {Way}
 */
export function sendingPresigned(fetch, options, change = (request) => request) {
  return async ({ EcsClient, sendPresigned }) => {
    const client = new EcsClient({ credentials });
    const request = await client.presignDeleteImage(regionId, imageId, false, options);
    return sendPresigned(change(request), { fetch, timeout: 5 });
  };
}

/** All that was sent, as text. @param {string} url @param {any} init */
const textOf = (url, { body, headers }) => body ?? `${url} ${JSON.stringify(headers)}`;

/** Answers with what was sent. @param {(sent: string) => any} answer */
export const echoing = (answer) => async (/** @type {string} */ url, /** @type {any} */ init) =>
  answer(textOf(url, init));

/** @param {any} options @returns {Way} */
const making = (options) => calling(fetch, options);

/** @param {any[]} values @returns {Way} */
const passing =
  (...values) =>
  ({ EcsClient }) =>
    /** @type {any} */ (new EcsClient({ credentials })).deleteImage(...values);

/** @param {any} given @returns {Way} */
const given = (given) => making({ credentials: () => given });

const signature = 'ACS3-HMAC-SHA256';
const nobody = () => Promise.reject(new TypeError('fetch failed'));

/** A closed port, and not one that platforms refuse to connect to by themselves. */
const nowhere = await refusingUrl();

/** @param {'GET' | 'POST'} method @returns {Way} */
function sendingNowhere(method) {
  return async ({ EcsClient, sendPresigned }) => {
    const client = new EcsClient({ credentials, endpoint: nowhere });
    const request = await client.presignDeleteImage(regionId, imageId, false, { method });
    return sendPresigned(request);
  };
}

/** @param {any} fields @returns {Way} */
const sendingAnother = (fields) =>
  sendingPresigned(undefined, undefined, (request) => ({ ...request, ...fields }));

/** @type {Record<string, Record<string, Way>>} */
export const waysToFail = {
  EcsArgumentError: {
    'a line break in the secret': making({
      credentials: { accessKeyId, accessKeySecret: `${accessKeySecret}\n` },
    }),
    'a space in the id': making({
      credentials: { accessKeyId: `${accessKeyId} `, accessKeySecret },
    }),
    'a control character in the token': making({
      credentials: { accessKeyId, accessKeySecret, securityToken: `${securityToken}\0` },
    }),
    'a secret in an array': making({ credentials: [accessKeyId, accessKeySecret] }),
    'a secret as credentials': making({ credentials: accessKeySecret }),
    'a secret as expiration': making({
      credentials: { ...credentials, expiration: accessKeySecret },
    }),
    'a secret as endpoint': making({ endpoint: accessKeySecret }),
    'a secret in the endpoint': making({
      endpoint: `https://u:${encodeURIComponent(accessKeySecret)}@a.b`,
    }),
    'a token in the endpoint': making({
      endpoint: `https://a.b/?${encodeURIComponent(securityToken)}`,
    }),
    'a secret as timeout': making({ timeout: accessKeySecret }),
    'a secret as maxAttempts': making({ maxAttempts: [accessKeySecret] }),
    'a secret as fetch': making({ fetch: { accessKeySecret } }),
    'a secret as region': passing(accessKeySecret, imageId),
    'a secret as image': passing(regionId, accessKeySecret),
    'a secret as force': passing(regionId, imageId, accessKeySecret),
    'a secret as options': passing(regionId, imageId, false, accessKeySecret),
    'a secret as signal': passing(regionId, imageId, false, { signal: accessKeySecret }),
    'a secret as dryRun': passing(regionId, imageId, false, { dryRun: accessKeySecret }),
    'a secret as signature': making({ signature: accessKeySecret }),
    'a secret as presigning method': sendingPresigned(undefined, { method: accessKeySecret }),
    'a presigned request, expired': sendingAnother({ expiresAt: 1 }),
    'a presigned request, its method changed': sendingAnother({ method: securityToken }),
    'a presigned request, its url changed': sendingAnother({ url: securityToken }),
    'a presigned request, its body changed': sendingAnother({ body: securityToken }),
    'a presigned request, its headers changed': sendingAnother({ headers: securityToken }),
    'a presigned request with a fragment': sendingPresigned(
      undefined,
      { method: 'GET' },
      (request) => ({ ...request, url: `${request.url}#` }),
    ),
    'a presigned request of another action': sendingPresigned(undefined, undefined, (request) => ({
      ...request,
      body: request.body.replace('DeleteImage', 'Delete'),
    })),
  },
  EcsCredentialsError: {
    'an expired key': making({
      credentials: { ...credentials, expiration: '2020-01-01T00:00:00Z' },
    }),
    'an expired key, given': given({ ...credentials, expiration: new Date(0) }),
    'half a key, given': given({ accessKeySecret }),
    'a secret, given': given(accessKeySecret),
    'a line break in the secret, given': given({
      accessKeyId,
      accessKeySecret: `${accessKeySecret}\r`,
    }),
    'a token of another type, given': given({ ...credentials, securityToken: [securityToken] }),
    'a key that never comes': given(new Promise(() => {})),
  },
  EcsNetworkError: {
    'nobody listens': calling(undefined, { endpoint: nowhere, timeout: 0 }),
    'nobody listens, signature V3': calling(undefined, {
      endpoint: nowhere,
      timeout: 0,
      signature: 'ACS3-HMAC-SHA256',
    }),
    'nobody listens, presigned': sendingNowhere('POST'),
    'nobody listens, presigned in a URL': sendingNowhere('GET'),
    'fetch quotes what it was to send': calling(
      echoing((sent) => Promise.reject(new TypeError(`not sent: ${sent}`))),
    ),
    'fetch quotes a presigned URL': sendingPresigned(
      async (/** @type {string} */ url) => {
        throw new TypeError(`error sending request for url (${url})`, { cause: new Error(url) });
      },
      { method: 'GET' },
    ),
    'a body ends in what quotes a presigned URL': sendingPresigned(
      async (/** @type {string} */ url) =>
        new Response(new ReadableStream({ pull: (body) => body.error(new Error(url)) })),
      { method: 'GET' },
    ),
    'fetch rejects': calling(() => Promise.reject(new TypeError('fetch failed'))),
    'fetch throws': calling(() => {
      throw new TypeError('fetch failed');
    }),
    'fetch gives what was sent': calling(echoing((body) => body)),
    'fetch rejects, signature V3': calling(nobody, { signature }),
    'fetch rejects, presigned': sendingPresigned(nobody),
    'fetch rejects, presigned in a URL': sendingPresigned(nobody, { method: 'GET' }),
    'the body is no bytes': calling(
      echoing((body) => ({
        status: 200,
        headers: new Headers(),
        body: null,
        arrayBuffer: () => body,
      })),
    ),
  },
  EcsTimeoutError: {
    'no answer': calling(() => new Promise(() => {})),
    'no body': calling(async () => new Response(new ReadableStream())),
    'no answer, signature V3': calling(() => new Promise(() => {}), { signature }),
    'no answer, presigned': sendingPresigned(() => new Promise(() => {})),
  },
  EcsResponseError: {
    'no body': calling(async () => new Response('')),
    'a redirect': calling(echoing((body) => Response.redirect(`https://a.b/?${body}`))),
    'a page that quotes it': calling(
      echoing((body) => new Response(`<html>${body}</html>`, { status: 502 })),
    ),
    'a text that quotes it': calling(echoing((body) => new Response(body))),
    'half of a document that quotes it': calling(
      echoing((body) => new Response(`{"RequestId":"a","Sent":"${body}`)),
    ),
    'a foreign document that quotes it': calling(echoing((body) => Response.json({ body }))),
    'a content type that quotes it': calling(
      echoing(
        (body) => new Response('x', { headers: { 'content-type': `text/plain; sent="${body}"` } }),
      ),
    ),
    'headers that are quoted, signature V3': calling(
      echoing((sent) => new Response(sent, { headers: { 'content-type': sent.slice(-900) } })),
      { signature },
    ),
    'a presigned request that is quoted': sendingPresigned(echoing((body) => new Response(body))),
    'more than is read': calling(async () => new Response(securityToken.repeat(100_000))),
  },
};
