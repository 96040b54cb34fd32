// The core's signature V3 against the official JavaScript signer, over random operations: called by
// itself, and within the official client.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { test } from 'node:test';

import openapiCore from '@alicloud/openapi-core';

import { randomOperations } from './random-requests.js';
import { sign } from './signer.js';

const COUNT = 10_000;
const SEED = 20140526;
const ALGORITHM = 'ACS3-HMAC-SHA256';
const VERSION = '2014-05-26';
const NO_BODY = createHash('sha256').digest('hex');
const operations = randomOperations(COUNT, SEED);

test(`${COUNT} random operations sign as @alicloud/openapi-core signs them`, () => {
  assert.deepEqual(sign(operations), operations.map(officialAuthorization));
});

test(`${COUNT} random operations sign as the official client sends them`, async () => {
  const sent = await sentByClient();
  assert.equal(sent.length, COUNT);
  assert.deepEqual(
    sign(sent.map(({ operation }) => operation)),
    sent.map(({ authorization }) => authorization),
  );
});

test('the random operations have what they are meant to have', () => {
  const values = operations.flatMap(({ parameters }) => Object.values(parameters));
  const all = values.join('');
  assert.ok(values.includes(''), 'empty values');
  for (const character of "!*'()+/=&%~ 阿😀\u0000") assert.ok(all.includes(character), character);
  assert.ok(operations.some(({ parameters }) => Object.keys(parameters).length === 0));
  assert.ok(operations.some(({ securityToken }) => securityToken?.endsWith(' ')));
  assert.ok(operations.some(({ securityToken }) => securityToken === undefined));
});

/** @param {number} seconds */
const timeStamp = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');

/** @param {import('./signer.js').Operation} operation */
function officialAuthorization(operation) {
  const { accessKeyId, accessKeySecret, securityToken } = operation;
  const request = {
    method: operation.method,
    pathname: '/',
    query: operation.parameters,
    headers: {
      host: operation.host,
      accept: 'application/json',
      'x-acs-action': operation.action,
      'x-acs-version': VERSION,
      'x-acs-date': timeStamp(operation.timestamp),
      'x-acs-signature-nonce': operation.nonce,
      'x-acs-content-sha256': NO_BODY,
      ...(securityToken === undefined ? {} : { 'x-acs-security-token': securityToken }),
    },
  };
  const { OpenApiUtil } = openapiCore;
  const official = /** @type {any} */ (OpenApiUtil);
  return official.getAuthorization(request, ALGORITHM, NO_BODY, accessKeyId, accessKeySecret);
}

/**
 * What the official client sends for the random operations, caught where it hands over to its HTTP
 * library; the client itself is unmodified. Permanent keys only: with a temporary one it signs a
 * header of its own, too.
 */
async function sentByClient() {
  const fromHere = createRequire(import.meta.url);
  const fromCore = createRequire(fromHere.resolve('@alicloud/openapi-core'));
  const fromHttp = createRequire(fromCore.resolve('@darabonba/typescript'));
  /** @type {any} */
  const httpx = fromHttp('httpx');
  const originalRequest = httpx.request;
  /** @type {{ operation: import('./signer.js').Operation, authorization: string }[]} */
  const sent = [];
  try {
    for (const operation of operations) {
      httpx.request = async (/** @type {string} */ url, /** @type {any} */ { method, headers }) => {
        const { Authorization: authorization, ...signed } = headers;
        sent.push({ operation: operationOf(url, method, signed, operation), authorization });
        return Object.assign(Readable.from([]), { statusCode: 200, headers: {} });
      };
      await callOfficially(operation);
    }
  } finally {
    httpx.request = originalRequest;
  }
  return sent;
}

/** @param {import('./signer.js').Operation} operation */
async function callOfficially({ accessKeyId, accessKeySecret, host, method, action, parameters }) {
  const { default: Client, $OpenApiUtil } = /** @type {any} */ (openapiCore);
  const key = { type: 'access_key', accessKeyId, accessKeySecret };
  const credential = { getCredential: async () => key };
  const client = new Client(new $OpenApiUtil.Config({ credential, endpoint: host }));
  const params = new $OpenApiUtil.Params({
    action,
    method,
    version: VERSION,
    protocol: 'HTTPS',
    pathname: '/',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'none',
  });
  const query = { ...parameters };
  await client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query }), {});
}

/**
 * What was signed, by what was sent; the secret is the one thing that is not in it.
 *
 * @param {string} url
 * @param {'GET' | 'POST'} method
 * @param {Record<string, string>} headers
 * @param {{ accessKeyId: string, accessKeySecret: string }} key
 * @returns {import('./signer.js').Operation}
 */
function operationOf(url, method, headers, { accessKeyId, accessKeySecret }) {
  return {
    method,
    host: headers.host,
    action: headers['x-acs-action'],
    timestamp: Date.parse(headers['x-acs-date']) / 1000,
    nonce: headers['x-acs-signature-nonce'],
    accessKeyId,
    accessKeySecret,
    parameters: parametersOf(url),
  };
}

/**
 * @param {string} url
 * @returns {Record<string, string>}
 */
function parametersOf(url) {
  const pairs = new URL(url).search.slice(1).split('&').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
}
