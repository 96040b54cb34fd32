/**
 * The service port: one request in, one answer out. It knows the order of the steps and
 * leaves each step to its own file.
 */
import { findAccessKey } from './access-keys.js';
import { errorAnswer, preflightAnswer, successAnswer } from './answers.js';
import { authenticate } from './authentication.js';
import { answerFormat, commonNames, readCommonParameters } from './common-parameters.js';
import * as cors from './cors.js';
import { ServiceError } from './errors.js';
import { BodyTooLargeError, deliver, pause, readBody, serviceRequest } from './http.js';
import { newRequestId } from './identifiers.js';
import { OperationParameters } from './operation-parameters.js';
import { operations } from './operations/index.js';
import { regions } from './regions.js';
import { actionOf, describeRequest } from './request-log.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('./answers.js').AnswerContext} AnswerContext */
/** @typedef {import('./answers.js').ServiceAnswer} ServiceAnswer */
/** @typedef {import('./faults.js').Plan} Plan */
/** @typedef {import('./http.js').ServiceRequest} ServiceRequest */

/**
 * @typedef {object} Service
 * @property {() => number} now
 * @property {import('./settings.js').Settings} settings
 * @property {import('./state.js').State} state of the first account
 * @property {(accountId: string) => import('./state.js').State} stateOf
 * @property {import('./nonces.js').NonceMemory} nonces
 * @property {import('./faults.js').FaultQueue} faults
 * @property {import('./rate-limit.js').RequestWindows} windows
 * @property {import('./request-log.js').RequestLog} requests
 */

/**
 * @param {Service} service
 * @param {IncomingMessage} incoming
 * @param {ServerResponse} outgoing
 */
export async function serve(service, incoming, outgoing) {
  const requestId = newRequestId();
  const entry = service.requests.begin(incoming, requestId);
  const read = await readRequest(incoming);
  if (read === undefined) {
    return;
  }
  const { request, refusal } = read;
  describeRequest(entry, request);
  const { name, plan } = service.faults.take(request);
  entry.fault = name;
  await pause(outgoing, plan.waitBefore);
  if (plan.heldBefore) await service.faults.gate.opened(outgoing);
  if (outgoing.destroyed) {
    return;
  }

  const context = answerContext(service, request, requestId, plan);
  const answer = plan.rewrite(answerTo(service, request, context, plan, refusal), context);
  if (!plan.delivery.destroy) {
    entry.httpStatus = answer.httpStatus;
    entry.code = answer.code;
  }
  const corsHeaders = service.settings.cors && plan.cors ? cors.headersOf(plan) : {};
  const headers = { ...answer.headers, ...corsHeaders };
  if (plan.heldAfter) await service.faults.gate.opened(outgoing);
  await deliver(outgoing, { ...answer, headers }, plan.delivery);
}

/**
 * Undefined when the client went away before the end of the body.
 *
 * @param {IncomingMessage} incoming
 * @returns {Promise<{ request: ServiceRequest, refusal: ServiceError | undefined } | undefined>}
 */
async function readRequest(incoming) {
  /** @type {Buffer} */
  let body = Buffer.alloc(0);
  let refusal;
  try {
    body = await readBody(incoming);
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) {
      return undefined;
    }
    const headers = { connection: 'close' };
    refusal = new ServiceError('InvalidParameter', { message: error.message, headers });
  }
  return { request: serviceRequest(incoming, body), refusal };
}

/**
 * @param {Service} service
 * @param {ServiceRequest} request
 * @param {string} requestId
 * @param {Plan} plan
 * @returns {AnswerContext}
 */
function answerContext(service, request, requestId, plan) {
  const region = regions.get(request.parameters.all.get('RegionId') ?? '');
  return {
    requestId,
    action: actionOf(request),
    hostId: region?.host ?? request.headers.host ?? '',
    format: plan.format ?? answerFormat(request),
    now: service.now() + service.settings.clockOffset + plan.clockOffset,
  };
}

/**
 * @param {Service} service
 * @param {ServiceRequest} request
 * @param {AnswerContext} context
 * @param {Plan} plan
 * @param {ServiceError | undefined} refusal known before any check
 * @returns {ServiceAnswer}
 */
function answerTo(service, request, context, plan, refusal) {
  if (request.method === 'OPTIONS') {
    return preflightAnswer(context, service.settings.cors);
  }
  if (!plan.processed) {
    return successAnswer(context, {});
  }
  try {
    if (refusal !== undefined) {
      throw refusal;
    }
    return successAnswer(context, perform(service, request, context, plan));
  } catch (error) {
    if (error instanceof ServiceError) {
      return errorAnswer(context, error);
    }
    // A mistake of the endpoint's own: loud here, an ordinary server error for the client.
    console.error(error);
    return errorAnswer(context, new ServiceError('InternalError'));
  }
}

/**
 * Every check in the documented order, then the operation.
 *
 * @param {Service} service
 * @param {ServiceRequest} request
 * @param {AnswerContext} context
 * @param {Plan} plan
 */
function perform(service, request, context, plan) {
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new ServiceError('UnsupportedHTTPMethod');
  }
  if (request.path !== '/') {
    throw new ServiceError('InvalidApi.NotFound');
  }
  const common = readCommonParameters(request);
  const operation = operations.get(common.action);
  if (operation === undefined) {
    throw new ServiceError('InvalidApi.NotFound');
  }
  const accountId = authenticate(request, common, {
    now: context.now,
    nonces: service.nonces,
    signatureError: service.settings.signatureError,
    tokenExpired: plan.tokenExpired,
    throttling: () => plan.throttling ?? throttlingOf(service, request, common),
  });
  const parameters = new OperationParameters(request.parameters.all);
  parameters.refuseUnknown(operation.parameterNames, commonNames[common.signatureVersion]);
  return operation.run(service.stateOf(accountId), parameters);
}

/**
 * The limit of the settings, for each account, region and action by itself. Its windows are on the
 * clock that no setting moves.
 *
 * @param {Service} service
 * @param {ServiceRequest} request
 * @param {import('./common-parameters.js').Common} common
 */
function throttlingOf({ windows, settings, now }, { parameters }, { accessKeyId, action }) {
  const account = findAccessKey(accessKeyId)?.accountId ?? '';
  const whose = [account, parameters.all.get('RegionId') ?? '', action].join();
  const retryAfter =
    settings.rateLimit === null ? 0 : windows.take(whose, now(), settings.rateLimit);
  return retryAfter === 0
    ? undefined
    : { code: /** @type {const} */ ('Throttling.User'), retryAfter };
}
