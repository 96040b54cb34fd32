/**
 * Faults on demand: what each one does to a request, as a table, and the queue of those that
 * wait for one. It answers nothing itself: it hands out a plan.
 */
import { errorAnswer, foreignAnswer } from './answers.js';
import { ServiceError } from './errors.js';
import { checkFields, flag, integer, oneOf, orNull, required, text } from './fields.js';
import { Gate } from './gate.js';
import { PROMPT_DELIVERY } from './http.js';
import { actionOf } from './request-log.js';

/** @typedef {import('./answers.js').AnswerContext} AnswerContext */
/** @typedef {import('./answers.js').ServiceAnswer} ServiceAnswer */
/** @typedef {import('./http.js').ServiceRequest} ServiceRequest */

/**
 * @typedef {object} Plan how one request is treated; without a fault, `ordinaryPlan`
 * @property {number} waitBefore milliseconds before processing, which a departed client cancels
 * @property {boolean} heldBefore processed only when everything held is released
 * @property {boolean} heldAfter answered only then
 * @property {boolean} processed whether the service sees the request at all
 * @property {number} clockOffset milliseconds added to the service's clock
 * @property {boolean} tokenExpired
 * @property {{ code: import('./errors.js').ErrorCode, retryAfter: number } | undefined} throttling
 * @property {(answer: ServiceAnswer, context: AnswerContext) => ServiceAnswer} rewrite
 * @property {boolean} cors whether the answer has CORS headers
 * @property {boolean} exposed whether these let a page read the others
 * @property {import('./render.js').Format | undefined} format of the answer, whatever was asked for
 * @property {import('./http.js').Delivery} delivery
 */

/** @type {Readonly<Plan>} */
export const ordinaryPlan = Object.freeze({
  waitBefore: 0,
  heldBefore: false,
  heldAfter: false,
  processed: true,
  clockOffset: 0,
  tokenExpired: false,
  throttling: undefined,
  rewrite: (/** @type {ServiceAnswer} */ answer) => answer,
  cors: true,
  exposed: true,
  format: undefined,
  delivery: PROMPT_DELIVERY,
});

/**
 * @typedef {object} FaultRow
 * @property {Readonly<Record<string, import('./fields.js').FieldRule>>} options
 * @property {(options: Record<string, any>) => Partial<Plan>} plan
 */

const MINUTE = 60 * 1000;
const milliseconds = integer(0, 10 * MINUTE, 'milliseconds');
const location = {
  expected: 'a URL, already encoded',
  accepts: (/** @type {unknown} */ value) =>
    typeof value === 'string' && /^[\x21-\x7e]+$/.test(value),
};
const HTML_502 =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n' +
  '<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

/** @type {Readonly<Record<string, FaultRow>>} */
const table = {
  delay: {
    options: { ms: required(milliseconds), apply: flag },
    plan: ({ ms, apply = true }) =>
      apply ? { delivery: { ...PROMPT_DELIVERY, headersAfter: ms } } : { waitBefore: ms },
  },
  hold: {
    options: { apply: flag },
    plan: ({ apply = true }) => ({ heldBefore: !apply, heldAfter: apply }),
  },
  slowBody: {
    options: { ms: required(orNull(milliseconds)) },
    plan: ({ ms }) => ({ delivery: { ...PROMPT_DELIVERY, bodyAfter: ms } }),
  },
  resetBefore: {
    options: {},
    plan: () => ({ processed: false, delivery: { ...PROMPT_DELIVERY, destroy: true } }),
  },
  resetAfter: {
    options: {},
    plan: () => ({ delivery: { ...PROMPT_DELIVERY, destroy: true } }),
  },
  truncatedBody: {
    options: { apply: flag, format: oneOf(['JSON', 'XML']) },
    plan: ({ apply = true, format }) => ({
      processed: apply,
      format,
      rewrite: (answer) => ({
        ...answer,
        code: null,
        body: answer.body.slice(0, Math.floor(answer.body.length / 2)),
      }),
    }),
  },
  html502: {
    options: { apply: flag },
    plan: ({ apply = false }) => ({
      processed: apply,
      rewrite: (_, context) =>
        foreignAnswer(context, {
          httpStatus: 502,
          headers: { 'content-type': 'text/html' },
          body: HTML_502,
        }),
    }),
  },
  status503: {
    options: { apply: flag },
    plan: ({ apply = false }) => ({
      processed: apply,
      rewrite: (_, context) => errorAnswer(context, new ServiceError('ServiceUnavailable')),
    }),
  },
  internalError500: {
    options: { apply: flag },
    plan: ({ apply = false }) => ({
      processed: apply,
      rewrite: (_, context) => errorAnswer(context, new ServiceError('InternalError')),
    }),
  },
  empty200: {
    options: { apply: flag },
    plan: ({ apply = false }) => ({
      processed: apply,
      rewrite: (_, context) => foreignAnswer(context, { httpStatus: 200 }),
    }),
  },
  throttling: {
    options: {
      code: oneOf(['Throttling', 'Throttling.User', 'Throttling.Api']),
      retryAfter: milliseconds,
    },
    plan: ({ code = 'Throttling', retryAfter = 1000 }) => ({ throttling: { code, retryAfter } }),
  },
  redirect: {
    options: { location: required(location) },
    plan: (options) => ({
      processed: false,
      rewrite: (_, context) =>
        foreignAnswer(context, { httpStatus: 307, headers: { location: options.location } }),
    }),
  },
  wrongClock: {
    options: { offset: integer(-1e12, 1e12, 'milliseconds') },
    plan: ({ offset = 60 * MINUTE }) => ({ clockOffset: offset }),
  },
  noCors: {
    options: {},
    plan: () => ({ cors: false }),
  },
  expiredToken: {
    options: {},
    plan: () => ({ tokenExpired: true }),
  },
  oversizedBody: {
    options: { bytes: required(integer(1, 64 * 1024 * 1024)), apply: flag },
    plan: ({ bytes, apply = false }) => ({
      processed: apply,
      rewrite: (answer) => ({ ...answer, code: null, body: 'x'.repeat(bytes) }),
    }),
  },
};

/** What every fault takes besides its own options. */
const commonRules = {
  fault: required(oneOf(Object.keys(table))),
  times: integer(1, 1_000_000),
  action: text,
  imageId: text,
  cors: flag,
  exposed: flag,
};

/**
 * @typedef {object} Fault
 * @property {string} fault
 * @property {number} times how many requests it still meets
 * @property {string} [action]
 * @property {string} [imageId]
 * @property {boolean} [cors] false: the answer lacks the CORS headers, too
 * @property {boolean} [exposed] false: pages cannot read the other headers, `Date` among them
 */

export class FaultQueue {
  /** @type {(Fault & Record<string, any>)[]} */
  #queue = [];

  /** What is held waits at it. */
  gate = new Gate();

  /**
   * Throws a FieldError when the description is wrong.
   *
   * @param {unknown} description
   */
  add(description) {
    checkFaultName(description);
    const { fault } = /** @type {{ fault: string }} */ (description);
    const fields = checkFields({ ...commonRules, ...table[fault].options }, description);
    const queued = { ...fields, fault, times: fields.times ?? 1 };
    this.#queue.push(queued);
    return { ...queued };
  }

  list() {
    return this.#queue.map((fault) => ({ ...fault }));
  }

  clear() {
    this.#queue.length = 0;
    this.gate.open();
  }

  /** Lets go on what is held, and holds nothing more. */
  release() {
    this.#queue = this.#queue.filter(({ fault }) => fault !== 'hold');
    this.gate.open();
  }

  /**
   * The plan for this request: that of the first fault in the queue that matches it.
   *
   * @param {ServiceRequest} request
   * @returns {{ name: string | null, plan: Plan }}
   */
  take(request) {
    const fault = this.#queue.find((candidate) => matches(candidate, request));
    if (fault === undefined) {
      return { name: null, plan: ordinaryPlan };
    }
    fault.times -= 1;
    this.#queue = this.#queue.filter((candidate) => candidate.times > 0);
    const plan = { ...ordinaryPlan, ...table[fault.fault].plan(fault) };
    const cors = plan.cors && (fault.cors ?? true);
    return { name: fault.fault, plan: { ...plan, cors, exposed: fault.exposed ?? true } };
  }
}

/** @param {unknown} description */
function checkFaultName(description) {
  const isObject = typeof description === 'object' && description !== null;
  checkFields(
    { fault: commonRules.fault },
    isObject && 'fault' in description ? { fault: description.fault } : isObject ? {} : description,
  );
}

/**
 * A preflight meets no fault: a browser sends it by itself.
 *
 * @param {Fault} fault
 * @param {ServiceRequest} request
 */
function matches(fault, request) {
  return (
    request.method !== 'OPTIONS' &&
    (fault.action === undefined || fault.action === actionOf(request)) &&
    (fault.imageId === undefined || fault.imageId === request.parameters.all.get('ImageId'))
  );
}
