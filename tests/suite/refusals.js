// The seven refusals of DeleteImage itself, field by field.
import { deepEqual, equal, match, ok } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { refusals, THIS_IMAGE } from './error-table.js';
import { failure } from './failures.js';

/** @typedef {import('./error-table.js').Refusal} Refusal */

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...refusals.map((refusal) => ({
    name: `${refusal.code} says what it is and what to do`,
    run: (/** @type {import('./run.js').Context} */ context) => check(context, refusal),
  })),
  ...refusals
    .filter(({ state }) => state !== null && state !== 'inUse')
    .map((refusal) => ({
      name: `${refusal.code} is not lifted by force`,
      run: (/** @type {import('./run.js').Context} */ context) => check(context, refusal, true),
    })),
];

/**
 * @param {import('./run.js').Context} context
 * @param {Refusal} refusal
 * @param {boolean} force
 */
async function check(context, { code, state, ...expected }, force = false) {
  const { control } = context;
  const imageId = state === null ? newImageId() : await control.createImage(state);
  const call = () => newClient(context, { maxAttempts: 3 }).deleteImage(regionId, imageId, force);
  const error = await failure(context, call, 'EcsServiceError', {
    code,
    httpStatus: expected.httpStatus,
    hostId: 'ecs-cn-hangzhou.aliyuncs.com',
    retryable: false,
    attempts: 1,
    outcome: 'not-applied',
    accessDenied: undefined,
  });
  const [request, ...more] = await control.requests(imageId);
  equal(more.length, 0, 'further requests');
  equal(request.code, code, 'what the endpoint answered');
  equal(error.requestId, request.requestId, 'requestId');
  const query = new URLSearchParams({ q: code, product: 'Ecs', requestId: error.requestId });
  equal(error.recommend, `https://next.api.aliyun.com/troubleshoot?${query}`, 'recommend');
  match(error.description, expected.description, 'description');
  match(error.message, expected.message, 'message');
  ok(error.message.startsWith(`${code}: `), `message without its code: ${error.message}`);
  checkRemedies(error.remedies, expected.remedies, imageId);
  equal(await control.exists(imageId), state !== null, 'whether the image is there');
}

/**
 * @param {any[]} remedies
 * @param {Refusal['remedies']} expected
 * @param {string} imageId
 */
function checkRemedies(remedies, expected, imageId) {
  const steps = remedies.map(({ description, ...step }) => {
    ok(description.length > 20, `a remedy without a description: ${step.action}`);
    return step;
  });
  const wanted = expected.map(({ action, parameters, requires = [] }) => {
    const all = Object.entries({ RegionId: regionId, ImageId: imageId, ...parameters });
    const given = all
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value === THIS_IMAGE ? imageId : value]);
    return { action, parameters: Object.fromEntries(given), requires };
  });
  deepEqual(steps, wanted, 'remedies');
}
