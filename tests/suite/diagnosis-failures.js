// Diagnoses that come to nothing: wrong input, aborts, and one look of several that fails.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { describedService, IMAGE, IMAGE_ID, questions } from './described-service.js';
import { newDesk, quiet } from './desk.js';
import { REQUEST_ID, SUCCESS, answering, formOf, inTurn, lose, never, refuse } from './doubles.js';
import { failure } from './failures.js';
import { watchListeners, withDice, withTimers } from './platform.js';
import { notAttempts, notMilliseconds, notObjects, show } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const LIMIT = 4321;

/** @type {[argument: string, value: unknown, given: any[]][]} */
const wrongCalls = [
  ['regionId', 'everything wrong', ['', '', { dryRun: true }]],
  ['regionId', undefined, []],
  ['imageId', 'a b', [regionId, 'a b', { dryRun: true }]],
  ['imageId', undefined, [regionId]],
  ...notObjects.map(
    (value) => /** @type {[string, unknown, any[]]} */ (['options', value, wrong(value)]),
  ),
  ...[null, 'abort', {}, new EventTarget(), { aborted: false }].map(
    (signal) =>
      /** @type {[string, unknown, any[]]} */ (['options.signal', signal, wrong({ signal })]),
  ),
  ...notMilliseconds.map(
    (timeout) =>
      /** @type {[string, unknown, any[]]} */ (['options.timeout', timeout, wrong({ timeout })]),
  ),
  ...notAttempts.map(
    (maxAttempts) =>
      /** @type {[string, unknown, any[]]} */ ([
        'options.maxAttempts',
        maxAttempts,
        wrong({ maxAttempts }),
      ]),
  ),
  // There is nothing to run dry: a diagnosis never deletes.
  ['options.dryRun', true, wrong({ dryRun: true })],
  ['options.dryRun', false, wrong({ dryRun: false })],
  ['options.force', true, wrong({ force: true })],
  ['options.Timeout', 5, wrong({ Timeout: 5 })],
];

/** @param {unknown} options */
function wrong(options) {
  return [regionId, IMAGE_ID, options];
}

/**
 * Calls `diagnose` with arguments of any type.
 *
 * @param {{ diagnose: (...given: any[]) => Promise<any> }} client
 * @param {any[]} given
 */
function diagnose(client, ...given) {
  return client.diagnose(...given);
}

/** @param {unknown} list what stands in the place of each */
function listsOf(list) {
  const lists = { Images: list, Accounts: list, Instances: list, TaskSet: list };
  return answering(JSON.stringify({ RequestId: REQUEST_ID, ...lists }));
}

/** What a look can fail with. @type {[name: string, fetch: Fetch, className: any, code: string][]} */
const failures = [
  ['a lost connection', lose, 'EcsNetworkError', 'NoAnswer'],
  ["a proxy's page", answering('<html></html>', { status: 502 }), 'EcsResponseError', 'HtmlBody'],
  ['half an answer', answering('{"Images":'), 'EcsResponseError', 'TruncatedBody'],
  ['an empty answer', answering(null), 'EcsResponseError', 'EmptyBody'],
  ['throttling', refuse('Throttling'), 'EcsServiceError', 'Throttling'],
  ['another refusal', refuse('InvalidParameter'), 'EcsServiceError', 'InvalidParameter'],
  ['an answer without a list', answering(SUCCESS), 'EcsResponseError', 'ForeignBody'],
  ['lists that are null', listsOf(null), 'EcsResponseError', 'ForeignBody'],
  ['lists that are a text', listsOf('x'), 'EcsResponseError', 'ForeignBody'],
  ['lists of what is no object', listsOf(['x']), 'EcsResponseError', 'ForeignBody'],
  // With such a status the service says nothing of the image.
  [
    'an absence with the status of a failure',
    refuse('InvalidImageId.NotFound', { status: 500 }),
    'EcsServiceError',
    'InvalidImageId.NotFound',
  ],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...wrongCalls.map(([argument, value, given]) => ({
    name: `diagnose, ${argument}: ${show(value)} is an error, and nothing is sent`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = describedService();
      const call = () => diagnose(newClient(context, { fetch }), ...given);
      await failure(context, call, 'EcsArgumentError', { argument, attempts: 0 });
      deepEqual(sent, [], 'what was sent');
    },
  })),
  ...questions.flatMap((question) =>
    failures.map(([name, fetch, className, code]) => ({
      name: `${question} that ends in ${name} fails the diagnosis, typed`,
      async run(/** @type {Context} */ context) {
        const service = describedService({ [question]: fetch });
        const client = newClient(context, { fetch: service.fetch, timeout: 0 });
        const call = () => client.diagnose(regionId, IMAGE_ID, { maxAttempts: 1 });
        await failure(context, call, className, { code, attempts: 1, outcome: 'not-applied' });
        equal(service.sent.length, questions.length, 'requests');
      },
    })),
  ),
  ...questions.flatMap((question) =>
    failures.slice(0, 5).map(([name, fetch]) => ({
      name: `${question} that ends in ${name} is repeated`,
      async run(/** @type {Context} */ context) {
        const none = { Accounts: {}, Instances: {}, TaskSet: {} };
        const then = answering(
          JSON.stringify({ RequestId: REQUEST_ID, Images: { Image: IMAGE }, ...none }),
        );
        const { sent, fetch: own } = describedService({ [question]: inTurn(fetch, then).fetch });
        const client = newClient(context, { fetch: own });
        const call = () => client.diagnose(regionId, IMAGE_ID, { maxAttempts: 2 });
        ok((await withDice(0, call)).deletable, 'not deletable');
        const repeats = sent.map(formOf).filter((form) => {
          return (form.TaskAction ?? form.Action) === question;
        });
        // An answer without a total is asked for what is behind it.
        ok(repeats.length >= 2, `asked ${repeats.length} times`);
      },
    })),
  ),
  {
    name: 'throttling by the service itself is waited for',
    async run(context) {
      const imageId = await context.control.createImage('inUse');
      await context.control.fault({ fault: 'throttling', retryAfter: 0, imageId });
      const client = newClient(context, { maxAttempts: 2 });
      const { blockers } = await withDice(0, () => client.diagnose(regionId, imageId));
      equal(blockers[0].code, 'ImageUsingByInstance', 'code');
      const requests = await context.control.requests(imageId);
      const throttled = requests.filter(({ code }) => code === 'Throttling');
      deepEqual([throttled.length, requests.length], [1, 4], 'requests');
    },
  },
  {
    name: 'an abort before the call: its reason, and nothing is sent',
    async run(context) {
      const { sent, fetch } = describedService();
      const reason = { why: 'the user left' };
      const signal = AbortSignal.abort(reason);
      const listeners = watchListeners(signal);
      const call = () => newClient(context, { fetch }).diagnose(regionId, IMAGE_ID, { signal });
      equal(await rejection(call, 'an aborted diagnosis'), reason, 'reason');
      deepEqual([sent.length, listeners.count], [0, 0], 'requests and listeners');
    },
  },
  {
    name: 'an abort under way: its reason, all requests are ended, one listener is all there was',
    async run(context) {
      const desk = newDesk();
      const controller = new AbortController();
      const listeners = watchListeners(controller.signal);
      const client = newClient(context, { fetch: desk.fetch, timeout: 0, maxAttempts: 3 });
      const { signal } = controller;
      const ending = rejection(() => client.diagnose(regionId, IMAGE_ID, { signal }), 'aborted');
      await desk.several(questions.length);
      equal(listeners.count, 1, 'listeners under way');
      const reason = new Error('the user left');
      controller.abort(reason);
      equal(await ending, reason, 'reason');
      ok(
        desk.arrived.every(({ init }) => init.signal.aborted),
        'a request goes on',
      );
      deepEqual([desk.arrived.length, listeners.count], [questions.length, 0], 'what is left');
    },
  },
  {
    name: 'an abort whose reason is a refusal is an abort all the same',
    async run(context) {
      for (const code of ['InvalidImageId.NotFound', 'Forbidden.RAM']) {
        const refused = newClient(context, { fetch: refuse(code, { status: 403 }) });
        const reason = await rejection(() => refused.deleteImage(regionId, IMAGE_ID), code);
        const desk = newDesk();
        const controller = new AbortController();
        const { signal } = controller;
        const client = newClient(context, { fetch: desk.fetch, timeout: 0 });
        const ending = rejection(() => client.diagnose(regionId, IMAGE_ID, { signal }), code);
        await desk.several(questions.length);
        controller.abort(reason);
        equal(await ending, reason, 'reason');
      }
    },
  },
  {
    name: 'the first look that fails ends the others',
    async run(context) {
      const desk = newDesk();
      const { signal } = new AbortController();
      const listeners = watchListeners(signal);
      const client = newClient(context, { fetch: desk.fetch, timeout: 0 });
      const call = client.diagnose(regionId, IMAGE_ID, { signal });
      const ending = failure(context, () => call, 'EcsNetworkError', { outcome: 'not-applied' });
      const [first, ...others] = await desk.several(questions.length);
      first.answer(lose);
      await ending;
      ok(
        others.every(({ init }) => init.signal.aborted),
        'a request goes on',
      );
      equal(listeners.count, 0, 'listeners that are left');
    },
  },
  ...[
    ['succeeds', describedService().fetch],
    ['is refused', refuse('InvalidParameter')],
    ['is lost', lose],
  ].map(([name, fetch]) => ({
    name: `a diagnosis that ${name} leaves no timer and no listener behind`,
    run: (/** @type {Context} */ context) =>
      withTimers(async (timers) => {
        const { signal } = new AbortController();
        const listeners = watchListeners(signal);
        const client = newClient(context, { fetch });
        const call = client.diagnose(regionId, IMAGE_ID, { signal });
        await withDice(0, () => call.catch(() => {}));
        // What a failure has ended comes to its end by itself.
        await quiet();
        deepEqual(timers.waiting(), [], 'timers that are left');
        equal(listeners.count, 0, 'listeners that are left');
      }),
  })),
  {
    name: 'the time limit is that of each attempt of each look, and one that is over ends all',
    run: (context) =>
      withTimers(async (timers) => {
        const client = newClient(context, { fetch: never });
        const call = client.diagnose(regionId, IMAGE_ID, { timeout: LIMIT });
        const ending = failure(context, () => call, 'EcsTimeoutError', {
          timeout: LIMIT,
          attempts: 1,
          outcome: 'not-applied',
        });
        for (const _ of questions) equal((await timers.next()).ms, LIMIT, 'length of the timer');
        timers.started[3].fire();
        await ending;
        await quiet();
        deepEqual(timers.waiting(), [], 'timers that are left');
      }),
  },
  {
    name: 'credentials are asked for once, for all looks',
    async run(context) {
      let asked = 0;
      const credentials = () => {
        asked++;
        return keys.permanent;
      };
      const client = newClient(context, { fetch: describedService().fetch, credentials });
      ok((await client.diagnose(regionId, IMAGE_ID)).deletable, 'not deletable');
      equal(asked, 1, 'calls of the function');
    },
  },
  {
    name: 'credentials that cannot be had fail the diagnosis',
    async run(context) {
      const { sent, fetch } = describedService();
      const credentials = () => Promise.reject(new Error('signed out'));
      const call = () => newClient(context, { fetch, credentials }).diagnose(regionId, IMAGE_ID);
      const { cause } = await failure(context, call, 'EcsCredentialsError');
      match(String(cause), /signed out/, 'cause');
      deepEqual(sent, [], 'what was sent');
    },
  },
  {
    name: 'a diagnosis by something that is no client',
    async run({ ecs }) {
      const { diagnose: method } = ecs.EcsClient.prototype;
      const call = () => Reflect.apply(method, {}, [regionId, newImageId()]);
      equal((await rejection(call, 'no client')).argument, 'this', 'argument');
    },
  },
  {
    name: 'many diagnoses at once do not get mixed up',
    async run(context) {
      const states = /** @type {const} */ (['free', 'inUse', 'shared', 'public', 'exporting']);
      const client = newClient(context);
      const found = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const imageId = await context.control.createImage(states[index % states.length]);
          const { image, blockers } = await client.diagnose(regionId, imageId);
          equal(image?.imageId, imageId, 'image');
          return blockers.map(({ code }) => code).join();
        }),
      );
      const codes = ['', 'ImageUsingByInstance', 'ImageUseShared', 'ImageIsPublic'];
      deepEqual(found.slice(0, 5), [...codes, 'ImageIsExporting'], 'codes');
      deepEqual(found.slice(5), [...found, ...found, ...found].slice(0, 15), 'all others');
    },
  },
];
