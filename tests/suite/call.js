// Any operation by its own name: what arrives at the service, what comes back, and what is repeated.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import {
  JSON_TYPE,
  REQUEST_ID,
  SUCCESS,
  accept,
  answering,
  formOf,
  inTurn,
  lose,
  never,
  refuse,
} from './doubles.js';
import { failure } from './failures.js';
import { withDice } from './platform.js';
import { notAttempts, notMilliseconds, notObjects, show } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const throttle = refuse('Throttling.User');
const forbid = refuse('Forbidden.RAM', { status: 403 });
const page = answering('<html></html>', { status: 502, contentType: 'text/html' });
const ANSWER = { RequestId: REQUEST_ID };

const reads = ['DescribeSnapshots', 'ListTagResources', 'GetInstanceScreenshot', 'QueryEniQos'];
const changes = ['TagResources', 'StopInstance', 'DeleteSnapshot'];

/** Endings after which a change may have been carried out. @type {[name: string, fetch: Fetch][]} */
const lost = [
  ['a lost connection', lose],
  ['half an answer', answering(SUCCESS.slice(0, 20))],
  ['an empty answer', answering('')],
  ["a proxy's page", page],
  ['InternalError', refuse('InternalError', { status: 500 })],
  ['ServiceUnavailable', refuse('ServiceUnavailable', { status: 503 })],
];

/** Answers in order, how many requests are sent, and how the call fails. */
const failing = /** @type {[string, string, object, Fetch[], object][]} */ ([
  ['a read that is lost to the end', reads[0], {}, [lose], { attempts: 3, outcome: 'not-applied' }],
  ['a read that is refused', reads[0], {}, [forbid], { attempts: 1, outcome: 'not-applied' }],
  ['a read that is not to be repeated', reads[0], once(), [lose, accept], { attempts: 1 }],
  ['a change that is refused', changes[0], {}, [forbid], { attempts: 1, outcome: 'not-applied' }],
  ['a throttled change', changes[0], {}, [throttle], { attempts: 3, outcome: 'not-applied' }],
  [
    'a change, throttled, then lost',
    changes[0],
    {},
    [throttle, lose],
    { attempts: 2, outcome: 'unknown' },
  ],
  [
    'an idempotent change, lost to the end',
    changes[0],
    twice(),
    [lose],
    { attempts: 3, outcome: 'unknown' },
  ],
  [
    'an idempotent change, lost, then refused',
    changes[0],
    twice(),
    [lose, forbid],
    { attempts: 2, outcome: 'unknown' },
  ],
  // Only of a deletion is it known that the same refusal would have met the first request.
  [
    "an idempotent change, lost, then refused for the image's state",
    changes[0],
    twice(),
    [lose, refuse('ImageUseShared', { status: 403 })],
    { attempts: 2, outcome: 'unknown' },
  ],
  // A service that does not know of dry runs has made the change.
  [
    'a dry run that is lost',
    changes[0],
    { dryRun: true },
    [lose, accept],
    { attempts: 1, outcome: 'unknown' },
  ],
  [
    'a dry run that may be repeated, lost to the end',
    changes[0],
    { dryRun: true, idempotent: true },
    [lose],
    { attempts: 3, outcome: 'unknown' },
  ],
]);

function once() {
  return { idempotent: false };
}

function twice() {
  return { idempotent: true };
}

/**
 * @param {Context} context
 * @param {Fetch[]} fetches
 * @param {string} action
 * @param {any} [options]
 */
async function attempt(context, fetches, action, options) {
  const { sent, fetch } = inTurn(...fetches);
  const client = newClient(context, { fetch, maxAttempts: 3 });
  const calling = withDice(0, () => client.call(action, { Id: ['a'] }, options));
  return { sent, value: await calling };
}

/** Answers, and what comes of them. @type {[string, string, any][]} */
const answers = [
  [
    'numbers that are exact',
    '{"RequestId":"R","N":9007199254740991,"M":-1.5}',
    { N: 2 ** 53 - 1, M: -1.5 },
  ],
  [
    'account ids with all digits',
    '{"RequestId":"R","Id":987654321098765432}',
    { Id: '987654321098765432' },
  ],
  [
    'whole numbers below -2^53',
    '{"RequestId":"R","N":-9007199254740993}',
    { N: '-9007199254740993' },
  ],
  [
    'booleans and null',
    '{"RequestId":"R","A":true,"B":false,"C":null}',
    { A: true, B: false, C: null },
  ],
  [
    'lists and objects',
    '{"RequestId":"R","A":{"B":[{"C":"d"},[]]}}',
    { A: { B: [{ C: 'd' }, []] } },
  ],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'call: the parameters arrive by their names, signed',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const client = newClient(context, { credentials: keys.temporary });
      const parameters = { RegionId: regionId, ImageId: imageId, MaxResults: 1 };
      const answer = /** @type {any} */ (await client.call('DescribeInstances', parameters));
      const [request, ...more] = await context.control.requests(imageId);
      equal(more.length, 0, 'further requests');
      equal(answer.RequestId, request.requestId, 'RequestId');
      equal(answer.TotalCount, 2, 'TotalCount');
      equal(answer.Instances.Instance[0].ImageId, imageId, 'ImageId');
      equal(request.action, 'DescribeInstances', 'action');
      equal(request.parameters.MaxResults, '1', 'MaxResults');
    },
  },
  {
    name: 'call: lists, objects and booleans arrive flat',
    async run(context) {
      const imageId = await context.control.createImage();
      const call = () =>
        newClient(context).call('DescribeImages', {
          RegionId: regionId,
          ImageId: imageId,
          IsPublic: false,
          PageSize: 5,
          Tag: [{ Key: 'a b*~', Value: 'é😀' }, { Key: '&=%+' }],
        });
      // The endpoint does not know tags; what it logs is what has arrived, after the signature fitted.
      await failure(context, call, 'EcsServiceError', { code: 'InvalidParameter' });
      const [{ parameters }] = await context.control.requests(imageId);
      const names = ['IsPublic', 'PageSize', 'Tag.1.Key', 'Tag.1.Value', 'Tag.2.Key'];
      const arrived = names.map((name) => parameters[name]);
      deepEqual(arrived, ['false', '5', 'a b*~', 'é😀', '&=%+'], 'parameters');
    },
  },
  {
    name: 'call: a change is carried out',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context);
      const image = { RegionId: regionId, ImageId: imageId };
      const accounts = { AddAccount: ['1234567890', '98765432109876543'] };
      await client.call('ModifyImageSharePermission', { ...image, ...accounts });
      const shares = /** @type {any} */ (await client.call('DescribeImageSharePermission', image));
      const ids = shares.Accounts.Account.map((/** @type {any} */ account) => account.AliyunId);
      deepEqual(ids, accounts.AddAccount, 'accounts');
    },
  },
  {
    name: 'call: an image is deleted, and only a boolean forces',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      const client = newClient(context);
      const image = { RegionId: regionId, ImageId: imageId };
      const argument = 'parameters.Force';
      for (const Force of ['true', 1, null]) {
        const call = () => client.call('DeleteImage', { ...image, Force });
        await failure(context, call, 'EcsArgumentError', { argument });
      }
      const unforced = () => client.call('DeleteImage', { ...image, Force: false });
      await failure(context, unforced, 'EcsServiceError', { code: 'ImageUsingByInstance' });
      await client.call('DeleteImage', { ...image, Force: true });
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'call: parameters and options may be left out or undefined',
    async run(context) {
      const client = newClient(context);
      for (const given of [[], [undefined], [undefined, undefined], [{}, {}]]) {
        const answer = /** @type {any} */ (await client.call('DescribeRegions', ...given));
        ok(answer.Regions.Region.length > 10, 'regions');
      }
    },
  },
  {
    name: 'call: calls may overlap',
    async run(context) {
      const client = newClient(context);
      const ids = await context.control.createImages(10);
      const found = await Promise.all(
        ids.map((id) => client.call('DescribeImages', { RegionId: regionId, ImageId: id })),
      );
      const answers = /** @type {any[]} */ (found);
      deepEqual(
        answers.map(({ Images }) => Images.Image[0].ImageId),
        ids,
        'ids',
      );
    },
  },
  {
    name: 'call: a passed dry run is no error',
    async run(context) {
      const imageId = await context.control.createImage();
      const image = { RegionId: regionId, ImageId: imageId };
      const client = newClient(context);
      const change = { ...image, AddAccount: ['1234567890'] };
      const answer = await client.call('ModifyImageSharePermission', change, { dryRun: true });
      const [request] = await context.control.requests(imageId);
      const { requestId: RequestId } = request;
      deepEqual(answer, { Code: 'DryRunOperation', RequestId }, 'answer');
      equal(request.parameters.DryRun, 'true', 'DryRun');
      const shares = /** @type {any} */ (await client.call('DescribeImageSharePermission', image));
      equal(shares.TotalCount, 0, 'accounts');
    },
  },
  {
    name: 'call: a dry run that the service does not know of answers as what it was: a change',
    async run(context) {
      const client = newClient(context, { fetch: accept });
      deepEqual(await client.call(changes[0], {}, { dryRun: true }), ANSWER, 'by the option');
      deepEqual(await client.call(changes[0], { DryRun: true }), ANSWER, 'by the parameter');
    },
  },
  {
    name: 'call: a dry run by the parameter, whose answer is lost, is not repeated',
    async run(context) {
      const { sent, fetch } = inTurn(lose, accept);
      const client = newClient(context, { fetch, maxAttempts: 3 });
      const call = () => client.call(changes[0], { DryRun: true });
      await failure(context, call, 'EcsNetworkError', { attempts: 1, outcome: 'unknown' });
      equal(sent.length, 1, 'requests');
    },
  },
  {
    name: 'call: a refusal has its code, and the remedies of a deletion',
    async run(context) {
      const imageId = await context.control.createImage('shared');
      const image = { RegionId: regionId, ImageId: imageId };
      const call = () => newClient(context).call('DeleteImage', { ...image, Force: false });
      const code = 'ImageUseShared';
      const { remedies } = await failure(context, call, 'EcsServiceError', {
        code,
        httpStatus: 403,
      });
      ok(remedies.length > 0, 'no remedies');
    },
  },
  ...answers.map(([name, body, expected]) => ({
    name: `call: an answer with ${name}`,
    async run(/** @type {Context} */ context) {
      const client = newClient(context, { fetch: answering(body, { contentType: JSON_TYPE }) });
      deepEqual(await client.call('DescribeAny'), { RequestId: 'R', ...expected }, 'answer');
    },
  })),
  {
    name: 'call: an answer in XML is the same tree, as text',
    async run(context) {
      const body =
        "<?xml version='1.0' encoding='UTF-8'?><DescribeAnyResponse><RequestId>R</RequestId><N>5</N>" +
        '<As><A><B>x &amp; y</B></A><A><B>z</B></A></As></DescribeAnyResponse>';
      const client = newClient(context, { fetch: answering(body, { contentType: 'text/xml' }) });
      const expected = { RequestId: 'R', N: '5', As: { A: [{ B: 'x & y' }, { B: 'z' }] } };
      deepEqual(await client.call('DescribeAny'), expected, 'answer');
    },
  },
  ...[
    ['EmptyBody', ''],
    ['TruncatedBody', SUCCESS.slice(0, 20)],
    ['HtmlBody', '<html></html>'],
    ['ForeignBody', '{"Images":[]}'],
    ['ForeignBody', '<OtherResponse><RequestId>R</RequestId></OtherResponse>'],
  ].map(([code, body]) => ({
    name: `call: ${JSON.stringify(body)} is not the service's answer`,
    async run(/** @type {Context} */ context) {
      const client = newClient(context, { fetch: answering(body) });
      const call = () => client.call('TagResources');
      await failure(context, call, 'EcsResponseError', { code, outcome: 'unknown' });
    },
  })),
  ...reads.flatMap((action) =>
    lost.map(([name, fetch]) => ({
      name: `${action}: ${name}, then an answer: repeated`,
      async run(/** @type {Context} */ context) {
        const { sent, value } = await attempt(context, [fetch, accept], action);
        deepEqual(value, ANSWER, 'answer');
        equal(sent.length, 2, 'requests');
        const [first, second] = sent.map(formOf);
        ok(first.SignatureNonce !== second.SignatureNonce, 'the nonce is the same');
      },
    })),
  ),
  ...changes.flatMap((action) =>
    lost.map(([name, fetch]) => ({
      name: `${action}: ${name} is not repeated, and may have been carried out`,
      async run(/** @type {Context} */ context) {
        const both = inTurn(fetch, accept);
        const client = newClient(context, { fetch: both.fetch, maxAttempts: 3 });
        const error = await rejection(() => client.call(action), 'a failure');
        ok(context.ecs.isEcsError(error), String(error));
        const { outcome, attempts } = error;
        deepEqual({ outcome, attempts }, { outcome: 'unknown', attempts: 1 }, 'error');
        equal(both.sent.length, 1, 'requests');
      },
    })),
  ),
  ...changes.map((action) => ({
    name: `${action}: throttled, then taken: repeated, as nothing was done`,
    async run(/** @type {Context} */ context) {
      const { sent } = await attempt(context, [throttle, accept], action);
      equal(sent.length, 2, 'requests');
    },
  })),
  ...lost.map(([name, fetch]) => ({
    name: `a change that is idempotent: ${name}, then taken: repeated`,
    async run(/** @type {Context} */ context) {
      const { sent, value } = await attempt(context, [fetch, accept], changes[0], twice());
      deepEqual(value, ANSWER, 'answer');
      equal(sent.length, 2, 'requests');
    },
  })),
  ...failing.map(([name, action, options, fetches, fields]) => ({
    name: `${name}: ${Object.values(fields).join(', ')}`,
    async run(/** @type {Context} */ context) {
      const error = await rejection(() => attempt(context, fetches, action, options), 'a failure');
      ok(context.ecs.isEcsError(error), String(error));
      for (const [field, value] of Object.entries(fields)) {
        equal(/** @type {any} */ (error)[field], value, field);
      }
    },
  })),
  {
    name: 'call: an answer that is lost at the endpoint, after the change was carried out',
    async run(context) {
      const imageId = await context.control.createImage();
      await context.control.fault({ fault: 'empty200', apply: true, imageId });
      const client = newClient(context, { maxAttempts: 3 });
      const parameters = { RegionId: regionId, ImageId: imageId, IsPublic: true };
      const call = () => client.call('ModifyImageSharePermission', parameters);
      const fields = { code: 'EmptyBody', attempts: 1, outcome: 'unknown' };
      await failure(context, call, 'EcsResponseError', fields);
      equal((await context.control.requests(imageId)).length, 1, 'requests');
    },
  },
  {
    name: 'call: an abort rejects with its reason',
    async run(context) {
      const aborting = new AbortController();
      const fetch = () => {
        queueMicrotask(() => aborting.abort('enough'));
        return never();
      };
      const client = newClient(context, { fetch });
      const call = () => client.call('DescribeAny', {}, { signal: aborting.signal });
      equal(await rejection(call, 'an abort'), 'enough', 'reason');
    },
  },
  {
    name: 'call: without a RegionId calls go to the centre, with one to the region',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { endpoint: undefined, fetch });
      await client.call('DescribeRegions');
      await client.call('DescribeImages', { RegionId: 'eu-central-1' });
      match(sent[0].url, /^https:\/\/ecs[a-z.-]*\.aliyuncs\.com\/$/, 'without');
      equal(sent[1].url, 'https://ecs.eu-central-1.aliyuncs.com/', 'with');
    },
  },
  ...[undefined, null, 5, {}, '', ' ', 'Describe Images', 'Describe.Images', 'A&Action=B', 'é'].map(
    (action) => ({
      name: `call: action: ${show(action)} is an error`,
      async run(/** @type {Context} */ context) {
        const { sent, fetch } = inTurn(accept);
        const client = newClient(context, { fetch });
        const call = () => client.call(/** @type {any} */ (action));
        await failure(context, call, 'EcsArgumentError', { argument: 'action', attempts: 0 });
        equal(sent.length, 0, 'requests');
      },
    }),
  ),
  .../** @type {[string, unknown, any][]} */ ([
    ...notObjects.map((value) => ['options', value, value]),
    ...['true', 1, null, {}].map((value) => ['options.idempotent', value, { idempotent: value }]),
    ...['true', 1, null, {}].map((value) => ['options.dryRun', value, { dryRun: value }]),
    ...notMilliseconds.map((value) => ['options.timeout', value, { timeout: value }]),
    ...notAttempts.map((value) => ['options.maxAttempts', value, { maxAttempts: value }]),
    ['options.signal', 'a text', { signal: 'text' }],
    ['options.force', 'unknown', { force: true }],
    ['options.dryrun', 'unknown', { dryrun: true }],
  ]).map(([argument, value, options]) => ({
    name: `call: ${argument}: ${show(value)} is an error`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { fetch });
      const call = () => client.call('DescribeAny', { ImageId: newImageId() }, options);
      await failure(context, call, 'EcsArgumentError', { argument, attempts: 0 });
      equal(sent.length, 0, 'requests');
    },
  })),
];
