// What the page asks for. Everything under /api/ needs a token of your identity provider; the page
// itself holds nothing. Who is not named in wrangler.jsonc is refused.
import { gather } from '../fleet.js';
import { PolicyError } from '../policy/read.js';
import { ConfigurationError, readAccess } from '../settings.js';
import { authenticate } from './authentication.js';
import { Refusal } from './refusal.js';
import { findRoute } from './routes.js';

/** @typedef {import('../settings.js').Env} Env */
/** @typedef {import('./authentication.js').Caller} Caller */

/** What is answered is for whoever asked, now, and is nothing but data. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * @param {Request} request
 * @param {Env} env
 */
export async function answer(request, env) {
  try {
    const access = readAccess(env);
    const caller = await authenticate(request, access.tokens);
    const route = findRoute(request);
    admit(caller, access, route.isForApprovers);
    const fleet = gather(env);
    const result = await route.run(fleet, {
      ...route.found,
      caller,
      mayApprove: isIn(caller, access.approvers),
      query: new URL(request.url).searchParams,
      body: route.method === 'POST' ? await readBody(request) : {},
    });
    return result instanceof Response ? withHeaders(result) : withHeaders(Response.json(result));
  } catch (error) {
    return withHeaders(failureAnswer(error));
  }
}

/**
 * @param {Caller} caller
 * @param {{ viewers: string[], approvers: string[] }} access
 * @param {boolean} isForApprovers
 */
function admit(caller, { viewers, approvers }, isForApprovers) {
  const groups = isForApprovers ? approvers : [...viewers, ...approvers];
  if (isIn(caller, groups)) return;
  throw new Refusal(403, 'NotAllowed', `This is for the groups ${groups.join(', ')}.`);
}

/** @param {Caller} caller @param {string[]} groups */
function isIn(caller, groups) {
  return caller.groups.some((group) => groups.includes(group));
}

/** @param {Request} request @returns {Promise<Record<string, unknown>>} */
async function readBody(request) {
  // A form needs no preflight, JSON does: so no page of another origin can send it.
  if (!/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new Refusal(415, 'NotJson', 'Send content-type: application/json.');
  }
  const body = await request.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null) return /** @type {any} */ (body);
  throw new Refusal(400, 'InvalidRequest', 'The body must be a JSON object.');
}

/** @param {Response} response */
function withHeaders(response) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

/** @param {unknown} error */
function failureAnswer(error) {
  if (error instanceof Refusal) {
    return Response.json(error, { status: error.status, headers: error.headers });
  }
  if (error instanceof PolicyError) {
    const refusal = new Refusal(500, 'InvalidPolicy', error.message).toJSON();
    return Response.json({ ...refusal, problems: error.problems }, { status: 500 });
  }
  const isSetUpWrongly = error instanceof ConfigurationError;
  const { message, stack } = /** @type {Error} */ (error);
  console.error(isSetUpWrongly ? `set up wrongly: ${message}` : stack);
  const code = isSetUpWrongly ? 'Misconfigured' : 'Failed';
  const refusal = new Refusal(500, code, 'The Worker is at fault. Its log says why.');
  return Response.json(refusal, { status: 500 });
}
