// What is sent: what an own fetch is called with, and what arrives at the endpoint.
import { deepEqual, equal, match, ok } from './assert.js';
import { keys, newClient, regionId } from './clients.js';
import { recorder } from './doubles.js';

const FORM = 'application/x-www-form-urlencoded';

/** What keeps cookies, cache and referrer out of it, where the platform knows of these. */
const browserOptions = {
  mode: 'cors',
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
};

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'an own fetch is called with a URL and a signed POST',
    async run(context) {
      const imageId = await context.control.createImage();
      const { sent, fetch } = recorder();
      const client = newClient(context, { credentials: keys.temporary, fetch });
      await client.deleteImage(regionId, imageId);
      equal(sent.length, 1, 'calls of fetch');
      const [{ url, init }] = sent;
      equal(url, `${context.endpoint.url}/`, 'URL');
      equal(init.method, 'POST', 'method');
      equal(init.redirect, 'manual', 'redirect');
      deepEqual(init.headers, { 'content-type': FORM }, 'headers');
      ok(init.signal instanceof AbortSignal, 'signal is not an AbortSignal');
      equal(init.signal.aborted, false, 'signal.aborted');
    },
  },
  {
    name: 'cookies, cache and referrer are kept out where the platform knows them',
    async run(context) {
      const { sent, fetch } = recorder();
      const client = newClient(context, { fetch });
      await client.deleteImage(regionId, await context.control.createImage());
      const given = Object.keys(browserOptions).map((name) => [name, sent[0].init[name]]);
      const known = Object.entries(browserOptions).map(([name, value]) => [
        name,
        name in Request.prototype ? value : undefined,
      ]);
      deepEqual(given, known, 'init');
    },
  },
  {
    name: 'a browser knows all of these',
    run({ runtime }) {
      const known = Object.keys(browserOptions).every((name) => name in Request.prototype);
      ok(known || runtime === 'workerd', `${runtime} does not`);
    },
  },
  {
    name: 'the form has exactly the parameters that it needs',
    async run(context) {
      const imageId = await context.control.createImage();
      const { sent, fetch } = recorder();
      const client = newClient(context, { credentials: keys.temporary, fetch });
      await client.deleteImage(regionId, imageId);
      const form = Object.fromEntries(new URLSearchParams(sent[0].init.body));
      const { Signature, SignatureNonce, Timestamp, ...fixed } = form;
      deepEqual(
        fixed,
        {
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
        },
        'parameters',
      );
      match(Signature, /^[A-Za-z0-9+/]{27}=$/, 'Signature');
      match(SignatureNonce, /^.{22,}$/, 'SignatureNonce');
      match(Timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'Timestamp');
    },
  },
  {
    name: 'a browser may send it: no preflight, no referrer, no header of its own',
    async run({ control, runtime, ...context }) {
      const imageId = await control.createImage();
      await newClient({ control, runtime, ...context }).deleteImage(regionId, imageId);
      const [request, ...more] = await control.requests(imageId);
      deepEqual(more, [], 'further requests');
      equal(request.method, 'POST', 'method');
      equal(request.path, '/', 'path');
      equal(request.headers['content-type'], FORM, 'content-type');
      for (const name of ['referer', 'cookie', 'authorization']) {
        equal(request.headers[name], undefined, name);
      }
      const own = Object.keys(request.headers).filter((name) => name.startsWith('x-'));
      deepEqual(own, [], 'headers that need a preflight');
      const isBrowser = runtime === 'chromium' || runtime === 'firefox';
      equal(request.origin, isBrowser ? globalThis.location.origin : null, 'origin');
    },
  },
];
