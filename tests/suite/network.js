// Connections that nobody takes. What else goes wrong on a real network is in `faults.js`.
import { deepEqual, match, ok } from './assert.js';
import { newClient, regionId } from './clients.js';
import { recorder } from './doubles.js';
import { failure } from './failures.js';
import { withDice } from './platform.js';

/** @type {import('./run.js').Test[]} */
export const tests = [1, 3].map((maxAttempts) => ({
  name: `a refused connection is a network error with a cause: ${maxAttempts} attempts`,
  async run(context) {
    const imageId = await context.control.createImage();
    const { sent, fetch } = recorder();
    const client = newClient(context, { endpoint: context.refusingUrl, fetch, maxAttempts });
    const call = () => withDice(0, () => client.deleteImage(regionId, imageId));
    const error = await failure(context, call, 'EcsNetworkError', {
      code: 'NoAnswer',
      attempts: maxAttempts,
      outcome: 'unknown',
      retryable: true,
    });
    ok(error.cause instanceof Error, `cause: ${String(error.cause)}`);
    match(error.message, /127\.0\.0\.1/, 'message');
    deepEqual(
      sent.map(({ url }) => url),
      Array(maxAttempts).fill(`${context.refusingUrl}/`),
      'URLs',
    );
    ok(await context.control.exists(imageId), 'the image is gone');
  },
}));
