// A Worker that deletes ECS images for those who may, or signs a deletion for their browser to send.
// The key never leaves it. This file is a request's way through it; each step is a file of its own.
import { answerTo, failureAnswer } from './answers.js';
import { record } from './audit.js';
import { authenticate } from './authentication.js';
import { admit, preflightHeaders } from './cors.js';
import { inTime, startDeadline } from './deadline.js';
import { connect, deleteImage, nameOf, presign } from './images.js';
import { readOrder } from './order.js';
import { newProgress } from './progress.js';
import { takeTurn } from './rate-limit.js';
import { route } from './routes.js';
import { permit } from './rules.js';
import { readAllowedOrigin, readSettings } from './settings.js';

/** @typedef {import('./settings.js').Env} Env */
/** @typedef {import('./settings.js').Settings} Settings */

/** What can be asked for, by path. What `sends` asks the service for a change. */
const actions = {
  '/delete': { name: 'delete', sends: true, run: deleteImage },
  '/presign': { name: 'presign', sends: false, run: presign },
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
  const progress = newProgress();
  try {
    admit(request, readAllowedOrigin(env), headers);
    const action = route(request, actions);
    if (request.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: preflightHeaders(headers) });
    }
    return answerTo(await carryOut(action, request, readSettings(env), progress), headers);
  } catch (error) {
    return failureAnswer(error, headers, progress);
  }
}

/**
 * @param {(typeof actions)[keyof typeof actions]} action
 * @param {Request} request
 * @param {Settings} settings
 * @param {import('./progress.js').Progress} progress
 */
async function carryOut(action, request, settings, progress) {
  const deadline = startDeadline();
  const caller = await authenticate(request, settings.tokens);
  return record(caller, action.name, progress, (begin) =>
    inTime(deadline, progress, async () => {
      await takeTurn(settings.rateLimiter, caller);
      const order = (progress.order = await readOrder(request));
      const ecs = connect(settings.client);
      await permit(settings.rules, caller, order, () => nameOf(ecs, order, deadline));
      deadline.throwIfAborted();
      if (action.sends) begin();
      return action.run(ecs, order, deadline);
    }),
  );
}
