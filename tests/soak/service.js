// The endpoint in a thread of its own, where every third request that it gets meets a random fault.
import { parentPort, workerData } from 'node:worker_threads';
import { startEndpoint } from '../endpoint/index.js';
import { randomFrom } from '../resources/random.js';

/** @typedef {import('../endpoint/image-states.js').ImageState} ImageState */
/** @typedef {'images' | 'result'} Question */

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const random = randomFrom(workerData.seed);
const endpoint = await startEndpoint();

/** @type {(() => Record<string, unknown>)[]} every kind of fault, with what it can be varied by */
const kinds = [
  () => ({ fault: 'delay', ms: random.below(20) }),
  () => ({ fault: 'delay', ms: 60_000, apply: random.flag() }),
  () => ({ fault: 'slowBody', ms: random.below(20) }),
  () => ({ fault: 'slowBody', ms: null }),
  () => ({ fault: 'resetBefore' }),
  () => ({ fault: 'resetAfter' }),
  () => ({ fault: 'truncatedBody', apply: random.flag() }),
  () => ({ fault: 'html502', apply: random.flag() }),
  () => ({ fault: 'status503', apply: random.flag() }),
  () => ({ fault: 'internalError500', apply: random.flag() }),
  () => ({ fault: 'empty200', apply: random.flag() }),
  // These two end a call, so they share one place.
  () =>
    random.flag()
      ? { fault: 'oversizedBody', bytes: 1 + random.below(100_000), apply: random.flag() }
      : { fault: 'redirect', location: endpoint.url },
  () => ({ fault: 'noCors' }),
  () => ({ fault: 'throttling', retryAfter: random.below(1_000) }),
  () => ({ fault: 'throttling', code: random.of(['Throttling.User', 'Throttling.Api']) }),
  () => ({ fault: 'wrongClock', offset: random.of([-3_600_000, 3_600_000]) }),
  () => ({ fault: 'expiredToken' }),
];

/** One image of ten cannot be deleted without more ado. */
const states = /** @type {ImageState[]} */ (['inUse', 'shared', 'copying', 'public', 'exporting']);

const take = endpoint.faults.take.bind(endpoint.faults);
let arrivals = 0;
endpoint.faults.take = (request) => {
  arrivals += 1;
  if (arrivals % 3 === 0) endpoint.faults.add(random.of(kinds)());
  return take(request);
};

endpoint.state.images().forEach((image) => endpoint.state.discardImage(image));

function addImages() {
  return Array.from({ length: 250 }, (_, index) => {
    const isHeld = index % 10 === 0;
    const { imageId } = endpoint.state.addImage({ states: isHeld ? [random.of(states)] : [] });
    return { imageId, isHeld };
  });
}

port.on('message', (/** @type {Question} */ question) => {
  if (question === 'images') port.postMessage(addImages());
  else {
    const requests = endpoint.requests.map(({ parameters, nonce, fault, httpStatus, code }) => {
      return { imageId: parameters.ImageId, nonce, fault, httpStatus, code };
    });
    port.postMessage({ left: endpoint.state.images().map(({ imageId }) => imageId), requests });
  }
});
port.postMessage(endpoint.url);
