// The core's signature 1.0 against the official JavaScript signers, over random parameter sets.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import openapiCore from '@alicloud/openapi-core';
import PopCore from '@alicloud/pop-core';

import { randomRequests } from './random-requests.js';
import { sign } from './signer.js';

const COUNT = 10_000;
const SEED = 20140526;
const requests = randomRequests(COUNT, SEED);

test(`${COUNT} random sets sign as @alicloud/openapi-core signs them`, () => {
  const { OpenApiUtil } = openapiCore;
  const expected = requests.map(({ parameters, method, accessKeySecret }) =>
    OpenApiUtil.getRPCSignature(parameters, method, accessKeySecret),
  );
  assert.deepEqual(sign(requests), expected);
});

test(`${COUNT} random sets sign as @alicloud/pop-core sends them`, async () => {
  const sent = await sentByPopCore();
  const signatures = sent.map(({ signature }) => signature);
  assert.equal(signatures.length, COUNT);
  assert.deepEqual(sign(sent.map(({ signable }) => signable)), signatures);
});

test('the random sets have what they are meant to have', () => {
  const names = requests.flatMap(({ parameters }) => Object.keys(parameters));
  const values = requests.flatMap(({ parameters }) => Object.values(parameters));
  const all = values.join('');
  assert.ok(values.includes(''), 'empty values');
  for (const character of "!*'()+/=&%~ 阿😀\u0000") assert.ok(all.includes(character), character);
  // Where the order by code units differs from that by code points.
  assert.ok(names.some((name) => /[\u{10000}-\u{10ffff}]/u.test(name)));
  assert.ok(names.some((name) => /[\ue000-\uffff]/.test(name)));
});

/**
 * What the official client sends for the random sets, caught where it hands over to its HTTP
 * library; the client itself is unmodified.
 */
async function sentByPopCore() {
  const require = createRequire(createRequire(import.meta.url).resolve('@alicloud/pop-core'));
  /** @type {any} */
  const httpx = require('httpx');
  const { request: originalRequest, read: originalRead } = httpx;
  /** @type {{ signable: import('./signer.js').Signable, signature: string }[]} */
  const sent = [];
  try {
    for (const { parameters, method, accessKeySecret } of requests) {
      httpx.request = async (/** @type {string} */ url, /** @type {any} */ options) => {
        const form = options.method === 'POST' ? options.data : new URL(url).search.slice(1);
        const { Signature: signature, ...signed } = decode(String(form));
        const signable = { method, accessKeySecret, parameters: signed };
        sent.push({ signable, signature: String(signature) });
        return { req: { getHeaders: () => ({}) }, statusCode: 200, headers: {} };
      };
      httpx.read = async () => '{}';
      const { Action: action, ...others } = parameters;
      const client = new PopCore({
        accessKeyId: 'testid',
        accessKeySecret,
        endpoint: 'http://127.0.0.1',
        apiVersion: '2014-05-26',
      });
      await client.request(String(action), others, { method });
    }
  } finally {
    Object.assign(httpx, { request: originalRequest, read: originalRead });
  }
  return sent;
}

/**
 * @param {string} form
 * @returns {Record<string, string>}
 */
function decode(form) {
  return Object.fromEntries(
    form.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
}
