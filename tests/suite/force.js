// Force is never an accident: only the boolean true forces.
import { deepEqual, ok } from './assert.js';
import { deleteImage, newClient, regionId } from './clients.js';
import { recorder } from './doubles.js';
import { failure } from './failures.js';

/** @type {[string, unknown][]} */
const notBooleans = [
  ['"true"', 'true'],
  ['"false"', 'false'],
  ['an empty string', ''],
  ['1', 1],
  ['0', 0],
  ['NaN', NaN],
  ['1n', 1n],
  ['null', null],
  ['{}', {}],
  ['[]', []],
  ['{ dryRun: true }', { dryRun: true }],
  ['new Boolean(true)', new Boolean(true)],
  ['new Boolean(false)', new Boolean(false)],
  ['a symbol', Symbol('true')],
  ['a function', () => true],
];

/** @type {import('./run.js').Test[]} */
export const tests = notBooleans.map(([name, force]) => ({
  name: `force: ${name} is an error, and nothing is sent`,
  async run(context) {
    const imageId = await context.control.createImage('inUse');
    const { sent, fetch } = recorder();
    const call = () => deleteImage(newClient(context, { fetch }), regionId, imageId, force);
    const fields = { argument: 'force', attempts: 0, outcome: 'not-applied', retryable: false };
    await failure(context, call, 'EcsArgumentError', fields);
    deepEqual(sent, [], 'calls of fetch');
    deepEqual(await context.control.requests(imageId), [], 'requests that arrived');
    ok(await context.control.exists(imageId), 'the image is gone');
  },
}));
