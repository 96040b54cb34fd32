// What a client is made with: what it takes, and what it refuses by name.
import { deepEqual, equal, match, ok } from './assert.js';
import { keys, newClient, newImageId, newKey, regionId } from './clients.js';
import { SUCCESS, answering, recorder } from './doubles.js';
import { failure } from './failures.js';
import { notAttempts, notMilliseconds, notObjects, show, throwing } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

const notTexts = [null, 5, true, {}, ['text'], new String('text'), Symbol('text')];
/** What a copied key most often suffers from. */
const notKeyTexts = [' ', 'key ', 'ke y', 'key\n', '\tkey', 'key\u00a0', 'key\0'];
const notTimes = [null, true, {}, [], 'tomorrow', '', NaN, -1, Infinity, new Date(NaN)];
/** Seconds, most likely: as milliseconds these are long ago. */
const notMillisecondTimes = [0, 1_769_850_307, new Date(0), '1970-01-01T00:00:00Z'];

const notEndpoints = [
  ...[null, 5, true, {}, [], '', ' ', 'ftp://ecs.example.com', 'wss://ecs.example.com'],
  ...['https://', 'https://ecs.example.com/path', 'https://ecs.example.com?a=1'],
  ...['https://ecs.example.com#a', 'https://key@ecs.example.com', 'https://ecs.example.com:0'],
  ...['https://ecs.example.com:65536', 'https://ecs example.com', 'ecs.example.com/path'],
  new URL('https://ecs.example.com/path'),
];

/** http would send the request, and the token, in the clear. */
const openEndpoints = [
  ...['http://ecs.example.com', 'http://ecs-cn-hangzhou.aliyuncs.com', 'http://192.0.2.1'],
  ...['http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://127.1'],
  new URL('http://ecs.example.com'),
];

/** Where a region's calls go when no endpoint is given. */
const regionalUrls = [
  ['cn-hangzhou', 'https://ecs-cn-hangzhou.aliyuncs.com/'],
  ['eu-central-1', 'https://ecs.eu-central-1.aliyuncs.com/'],
  ['cn-hangzhou-finance', 'https://ecs.aliyuncs.com/'],
  ['xx-future-9', 'https://ecs.xx-future-9.aliyuncs.com/'],
];

/** Endpoints that are taken, and where requests then go. */
const takenEndpoints = [
  ['https://ecs.example.com', 'https://ecs.example.com/'],
  ['https://ecs.example.com/', 'https://ecs.example.com/'],
  ['HTTPS://ECS.Example.COM:8443', 'https://ecs.example.com:8443/'],
  ['ecs.example.com', 'https://ecs.example.com/'],
  ['http://localhost:8080', 'http://localhost:8080/'],
  ['http://[::1]:8080', 'http://[::1]:8080/'],
  [new URL('https://ecs.example.com:8443'), 'https://ecs.example.com:8443/'],
];

const keyParts = ['accessKeyId', 'accessKeySecret', 'securityToken'];

/** The name that an error has for the option, the value, and the options. */
const cases = [
  ...[undefined, ...notObjects].map((value) => ['options', value, value]),
  ...[undefined, ...notObjects.filter(isNoFunction)].map((value) => [
    'options.credentials',
    value,
    { credentials: value },
  ]),
  ...keyParts.flatMap((part) =>
    [...notTexts, ''].map((value) => [
      `options.credentials.${part}`,
      value,
      withKey({ [part]: value }),
    ]),
  ),
  ...['accessKeyId', 'accessKeySecret'].flatMap((part) =>
    [undefined, ...notKeyTexts].map((value) => [
      `options.credentials.${part}`,
      value,
      withKey({ [part]: value }),
    ]),
  ),
  ...[...notTimes, ...notMillisecondTimes].map((value) => [
    'options.credentials.expiration',
    value,
    withKey({ expiration: value }),
  ]),
  ...[...notEndpoints, ...openEndpoints].map((value) => [
    'options.endpoint',
    value,
    withOption({ endpoint: value }),
  ]),
  ...notMilliseconds.map((value) => ['options.timeout', value, withOption({ timeout: value })]),
  ...notAttempts.map((value) => ['options.maxAttempts', value, withOption({ maxAttempts: value })]),
  ...[null, 'fetch', 5, {}, []].map((value) => [
    'options.fetch',
    value,
    withOption({ fetch: value }),
  ]),
  ...['Timeout', 'dryRun', 'region', 'accessKeyId'].map((name) => [
    `options.${name}`,
    'unknown',
    withOption({ [name]: 5 }),
  ]),
  ...['AccessKeyId', 'secret', 'SecurityToken'].map((name) => [
    `options.credentials.${name}`,
    'unknown',
    withKey({ [name]: 'text' }),
  ]),
];

/** A function gives credentials when it is asked. @param {unknown} value */
function isNoFunction(value) {
  return typeof value !== 'function';
}

/** @param {object} part */
function withKey(part) {
  return { credentials: { ...keys.permanent, ...part } };
}

/** @param {object} option */
function withOption(option) {
  return { credentials: keys.permanent, ...option };
}

/**
 * @param {string} argument
 * @param {string} name
 * @param {() => any} make
 * @returns {import('./run.js').Test}
 */
function refuseThrowing(argument, name, make) {
  return {
    name: `new EcsClient: ${argument}: ${name} is an error`,
    async run(context) {
      const { EcsClient } = context.ecs;
      await failure(context, () => new EcsClient(make()), 'EcsArgumentError', { argument });
    },
  };
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...cases.map(([argument, value, options]) => ({
    name: `new EcsClient: ${String(argument)}: ${show(value)} is an error`,
    async run(/** @type {Context} */ context) {
      const { EcsClient } = context.ecs;
      const make = () => new EcsClient(/** @type {any} */ (options));
      await failure(context, make, 'EcsArgumentError', { argument, attempts: 0 });
    },
  })),
  ...Object.entries(throwing).flatMap(([name, make]) => [
    refuseThrowing('options', name, make),
    refuseThrowing('options.credentials', name, () => ({ credentials: make() })),
    refuseThrowing('options.endpoint', name, () => withOption({ endpoint: make() })),
    refuseThrowing('options.credentials.expiration', name, () => withKey({ expiration: make() })),
  ]),
  ...regionalUrls.map(([region, url]) => ({
    name: `without an endpoint calls for ${region} go to ${url}`,
    async run(/** @type {Context} */ { ecs }) {
      /** @type {string[]} */
      const urls = [];
      const fetch = fetchNoting(urls);
      const client = new ecs.EcsClient({ credentials: keys.permanent, fetch });
      await client.deleteImage(region, newImageId());
      deepEqual(urls, [url], 'URLs');
    },
  })),
  ...takenEndpoints.map(([endpoint, url]) => ({
    name: `endpoint: ${show(endpoint)} sends to ${url}`,
    async run(/** @type {Context} */ context) {
      /** @type {string[]} */
      const urls = [];
      const client = newClient(context, { endpoint, fetch: fetchNoting(urls) });
      await client.deleteImage(regionId, newImageId());
      deepEqual(urls, [url], 'URLs');
    },
  })),
  {
    name: 'the local endpoint as a URL object',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { endpoint: new URL(context.endpoint.url) });
      await client.deleteImage(regionId, imageId);
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'an http endpoint that is not this machine is called insecure',
    async run(context) {
      const make = () => newClient(context, { endpoint: 'http://ecs.example.com' });
      match((await failure(context, make, 'EcsArgumentError')).message, /https/, 'message');
    },
  },
  {
    name: 'an error never quotes a wrong secret',
    async run(context) {
      const credentials = { accessKeyId: 'testid', accessKeySecret: 'marker secret' };
      const error = await failure(
        context,
        () => newClient(context, { credentials }),
        'EcsArgumentError',
      );
      ok(!JSON.stringify(error).includes('marker'), error.message);
    },
  },
  {
    name: 'options are copied: changing them later changes nothing',
    async run(context) {
      const imageId = await context.control.createImage();
      const credentials = { ...keys.permanent };
      const client = newClient(context, { credentials });
      credentials.accessKeySecret = 'changed';
      await client.deleteImage(regionId, imageId);
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'frozen options are taken',
    async run(context) {
      const imageId = await context.control.createImage();
      const credentials = Object.freeze({ ...keys.permanent });
      const options = { credentials, endpoint: context.endpoint.url };
      const client = new context.ecs.EcsClient(Object.freeze(options));
      await client.deleteImage(regionId, imageId, false, Object.freeze({ dryRun: true }));
    },
  },
  ...[
    ['in ISO 8601', '2020-01-01T00:00:00Z'],
    ['as a Date', new Date('2020-01-01')],
    ['in milliseconds', Date.UTC(2020, 0, 1)],
  ].map(([form, expiration]) => ({
    name: `a key that has expired, ${form}, is not used`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = recorder();
      const client = newClient(context, { credentials: { ...newKey(), expiration }, fetch });
      const call = () => client.deleteImage(regionId, newImageId());
      await failure(context, call, 'EcsCredentialsError', {
        code: 'NoCredentials',
        attempts: 0,
        outcome: 'not-applied',
        retryable: false,
      });
      deepEqual(sent, [], 'calls of fetch');
    },
  })),
  ...[
    ['in ISO 8601', '2999-01-01T00:00:00Z'],
    ['as a Date', new Date('2999-01-01')],
    ['in milliseconds', Date.UTC(2999, 0, 1)],
  ].map(([form, expiration]) => ({
    name: `a key that has not expired, ${form}, is used`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { credentials: { ...keys.temporary, expiration } });
      equal((await client.deleteImage(regionId, imageId)).outcome, 'accepted', 'outcome');
    },
  })),
];

/** @param {string[]} urls */
function fetchNoting(urls) {
  const answer = answering(SUCCESS);
  return (/** @type {any} */ url, /** @type {any} */ init) => {
    urls.push(url);
    return answer(url, init);
  };
}
