// A Worker that deletes ECS images for those who may, or signs a deletion for their browser to send.
// The key never leaves it. This file is a request's way through it; each step is a file of its own.
import { answerTo, failureAnswer } from './answers.js';
import { record } from './audit.js';
import { authenticate } from './authentication.js';
import { admit, preflightHeaders } from './cors.js';
import { connect, deleteImage, nameOf, presign } from './images.js';
import { readOrder } from './order.js';
import { takeTurn } from './rate-limit.js';
import { route } from './routes.js';
import { permit } from './rules.js';
import { readSettings } from './settings.js';

/** @typedef {import('./settings.js').Env} Env */
/** @typedef {import('./settings.js').Settings} Settings */

/** What can be asked for, by path. */
const actions = {
  '/delete': { name: 'delete', run: deleteImage },
  '/presign': { name: 'presign', run: presign },
};

export default {
  /**
   * @param {Request} request
   * @param {Env} env
   * @param {{ waitUntil(promise: Promise<unknown>): void }} context
   */
  fetch(request, env, context) {
    const answering = answer(request, env);
    // A deletion that has begun gets to its end, and into the log, although its caller has gone.
    context.waitUntil(answering);
    return answering;
  },
};

/**
 * @param {Request} request
 * @param {Env} env
 */
async function answer(request, env) {
  // Refusals have these, too: a page could not read them otherwise.
  const headers = new Headers({ 'cache-control': 'no-store', vary: 'Origin' });
  try {
    const settings = readSettings(env);
    admit(request, settings.allowedOrigin, headers);
    const action = route(request, actions);
    if (request.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: preflightHeaders(headers) });
    }
    return answerTo(await carryOut(action, request, settings), headers);
  } catch (error) {
    return failureAnswer(error, headers);
  }
}

/**
 * @param {(typeof actions)[keyof typeof actions]} action
 * @param {Request} request
 * @param {Settings} settings
 */
async function carryOut(action, request, settings) {
  const caller = await authenticate(request, settings.tokens);
  await takeTurn(settings.rateLimiter, caller);
  const order = await readOrder(request);
  const ecs = connect(settings.client);
  return record(caller, action.name, order, async () => {
    await permit(settings.rules, caller, order, () => nameOf(ecs, order));
    return action.run(ecs, order);
  });
}
