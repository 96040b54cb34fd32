// The error classes, and the way from a report of the core, or of this package's own JavaScript, to
// one of them. They are made here and not in WebAssembly, so that prototype, name and stack are a
// real error's.

/** The same in every copy of the package, so that `isEcsError` works across copies. */
const BRAND = Symbol.for('ecs-delete-image.error');

/** What every error class has. */
class EcsErrorBase extends Error {
  /**
   * @param {Record<string, unknown> & { message: string }} report
   * @param {ErrorOptions} [errorOptions]
   */
  constructor({ message, ...fields }, errorOptions) {
    super(message, errorOptions);
    Object.assign(this, fields);
  }

  /** What survives `JSON.stringify` and `postMessage`. The cause is the platform's, and stays. */
  toJSON() {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}

export class EcsServiceError extends EcsErrorBase {}
export class EcsNetworkError extends EcsErrorBase {}
export class EcsTimeoutError extends EcsErrorBase {}
export class EcsResponseError extends EcsErrorBase {}
export class EcsArgumentError extends EcsErrorBase {}
export class EcsCredentialsError extends EcsErrorBase {}

/** Class and literal name by kind: a minifier renames classes, and must not rename errors. */
const CLASSES = Object.freeze({
  service: named(EcsServiceError, 'EcsServiceError'),
  network: named(EcsNetworkError, 'EcsNetworkError'),
  timeout: named(EcsTimeoutError, 'EcsTimeoutError'),
  response: named(EcsResponseError, 'EcsResponseError'),
  argument: named(EcsArgumentError, 'EcsArgumentError'),
  credentials: named(EcsCredentialsError, 'EcsCredentialsError'),
});

/**
 * @template {typeof EcsErrorBase} Class
 * @param {Class} errorClass
 * @param {string} name
 * @returns {Class}
 */
function named(errorClass, name) {
  Object.defineProperty(errorClass.prototype, 'name', { value: name, configurable: true });
  return errorClass;
}

/**
 * @param {unknown} value
 * @returns {value is import('./index.js').EcsError}
 */
export function isEcsError(value) {
  try {
    return typeof value === 'object' && value !== null && BRAND in value;
  } catch {
    // A proxy that throws when it is looked at.
    return false;
  }
}

/**
 * Makes an error of what is known about it; its `kind` chooses the class.
 *
 * @param {{ kind: keyof typeof CLASSES, message: string } & Record<string, unknown>} report
 * @param {ErrorOptions} [errorOptions]
 * @returns {any}
 */
export function makeError(report, errorOptions) {
  const error = new CLASSES[report.kind](report, errorOptions);
  Object.defineProperty(error, BRAND, { value: true });
  return error;
}

/**
 * The caller's input is wrong, and nothing was sent.
 *
 * @param {string} argument its name, as a path
 * @param {string} expected what is expected of it, as the end of a sentence that begins with its name
 * @returns {any}
 */
export function argumentError(argument, expected) {
  return makeError({
    kind: 'argument',
    code: 'InvalidArgument',
    message: `${argument} ${expected}`,
    retryable: false,
    attempts: 0,
    outcome: 'not-applied',
    argument,
  });
}

/**
 * An answer arrived that the service cannot have meant.
 *
 * @param {string} message
 * @returns {any}
 */
export function foreign(message) {
  return makeError({
    kind: 'response',
    code: 'ForeignBody',
    message,
    httpStatus: 200,
    retryable: false,
    attempts: 1,
    outcome: 'not-applied',
  });
}

/**
 * How a call ended, as the core says it: the kind, then a value, an error's report or a signal's reason;
 * with an error perhaps what the platform or the caller's function threw.
 *
 * @typedef {[kind: number, what: any, cause?: unknown]} Ending
 */
const VALUE = 0;
const REASON = 2;

/**
 * Gives the value of a call that succeeded; throws what a call that did not is to reject with: one of the
 * error classes, or the signal's own reason.
 *
 * @param {Ending} ending
 * @returns {any}
 */
export function conclude([kind, what, cause]) {
  if (kind === VALUE) return what;
  if (kind === REASON) throw what;
  throw makeError(what, cause === undefined ? undefined : { cause });
}
