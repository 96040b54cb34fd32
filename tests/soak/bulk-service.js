// The endpoint in a thread of its own, with as many images as it is asked for, throttling as told.
import { parentPort } from 'node:worker_threads';
import { newResourceId } from '../endpoint/identifiers.js';
import { startEndpoint } from '../endpoint/index.js';
import { randomFrom } from '../resources/random.js';

/** @typedef {import('../endpoint/rate-limit.js').RateLimit} RateLimit */
/** @typedef {{ chance?: { seed: number, oneOf: number, retryAfter: number }, rateLimit?: RateLimit }} Throttling */
/** @typedef {{ prepare: { images: number, throttling: Throttling } } | 'result'} BulkQuestion */
/** @typedef {{ imageId: string, nonce: string | null, code: string | null, httpStatus: number | null }} BulkRequest */

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

/** What the service's clock shows, when somebody has last looked at it, and the limit's window. */
const clock = { now: Date.now(), seen: performance.now(), window: 0 };

/**
 * A window lasts until the client has paused for most of it. By a clock that goes on by itself, a slow
 * machine would never fill one.
 */
function now() {
  const lull = performance.now() - clock.seen;
  clock.seen += lull;
  if (lull > clock.window / 2) clock.now += clock.window;
  return clock.now;
}

const endpoint = await startEndpoint({ now });
const take = endpoint.faults.take.bind(endpoint.faults);

/** Images that nobody has asked for yet: the endpoint looks through all that it has at every request. */
let unseen = new Set();

/** @param {Throttling} throttling */
function throttle({ chance, rateLimit }) {
  const random = randomFrom(chance?.seed ?? 0);
  endpoint.settings.rateLimit = rateLimit ?? null;
  clock.window = rateLimit?.window ?? 0;
  endpoint.faults.take = (request) => {
    const imageId = request.parameters.all.get('ImageId') ?? '';
    if (unseen.delete(imageId)) endpoint.state.addImage({ imageId });
    if (chance && random.below(chance.oneOf) === 0) {
      endpoint.faults.add({ fault: 'throttling', retryAfter: chance.retryAfter });
    }
    return take(request);
  };
}

/** @param {{ images: number, throttling: Throttling }} wanted */
function prepare({ images, throttling }) {
  endpoint.reset();
  for (const image of endpoint.state.images()) endpoint.state.discardImage(image);
  throttle(throttling);
  unseen = new Set(Array.from({ length: images }, () => newResourceId('m')));
  return [...unseen];
}

function result() {
  const requests = endpoint.requests.map(({ parameters, nonce, httpStatus, code }) => {
    return { imageId: parameters.ImageId, nonce, httpStatus, code };
  });
  return { left: [...unseen, ...endpoint.state.images().map(({ imageId }) => imageId)], requests };
}

port.on('message', (/** @type {BulkQuestion} */ question) => {
  port.postMessage(question === 'result' ? result() : prepare(question.prepare));
});
port.postMessage(endpoint.url);
