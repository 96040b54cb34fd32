// Values that no caller should give, and objects that do what no object should do.
import { runInNewContext } from 'node:vm';

/** @typedef {import('./random.js').Random} Random */

const LONG = 'm-'.repeat(50_000);
const texts = [
  ...['', ' ', 'cn-hangzhou', 'm-bp67acfmxazb4p0001', 'testid', 'false', '0', '\0', '\uFEFF'],
  ...['\uD800', 'm-\uDC00x', '\u{1F4A3}', 'é'.normalize('NFD'), '../../etc', 'a@b:1/?#', '%2F'],
  ...['https://ecs.aliyuncs.com', 'http://127.0.0.1:1', 'https://[::1', 'file:///', 'javascript:0'],
  ...['2026-01-31T09:05:07Z', '-271821-04-20', LONG],
];
const numbers = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, 1e308, 5e-324];
const names = [
  ...['credentials', 'endpoint', 'timeout', 'maxAttempts', 'fetch', 'signal', 'dryRun'],
  ...['accessKeyId', 'accessKeySecret', 'securityToken', 'expiration', 'then', 'toString'],
  ...['status', 'headers', 'body', 'get', 'getReader', 'read', 'done', 'value', 'arrayBuffer'],
  ...['aborted', 'reason', 'addEventListener', 'removeEventListener', 'href', 'getTime', '\uD800'],
];
const traps = [
  ...['get', 'set', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'apply'],
  ...['construct', 'defineProperty', 'deleteProperty', 'isExtensible', 'preventExtensions'],
];

/** @type {any} what throws, and is thrown, can be anything */
const thrown = [new Error('no'), undefined, null, 0, 'text', Symbol('thrown'), {}];

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

/** @type {any[]} made once: nothing changes them */
const fixed = [
  ...[undefined, null, true, false, ...numbers, 0n, 2n ** 70n, ...texts],
  ...[Symbol('s'), Symbol.iterator, revoked, Object.create(null), Object.freeze({}), /x/g],
  ...[new Date(NaN), new Date(8.64e15), new Map(), new WeakMap(), new Error('no'), Math, JSON],
  ...[new String('text'), new Number(1), new Boolean(true), Object(1n), Object(Symbol('s'))],
  ...[new Uint8Array(3), new DataView(new ArrayBuffer(1)), new ArrayBuffer(0), globalThis],
  ...[class {}, () => {}, async () => {}, function* () {}, Function.prototype, Promise.resolve()],
  ...[new AbortController().signal, AbortSignal.abort(), new URL('https://a.b'), new Headers()],
  ...[runInNewContext('({})'), runInNewContext('[]'), runInNewContext('(() => {})')],
];

/** Heard here, because who expects no promise does not listen. @param {Promise<unknown>} promise */
function heard(promise) {
  promise.catch(() => {});
  return promise;
}

/** @param {Random} random */
export function garbageFrom(random) {
  /** @type {((depth: number) => any)[]} */
  const makers = [
    () => random.of(fixed),
    () => random.of(fixed),
    () => randomText(),
    (depth) => randomObject(depth),
    (depth) => Array.from({ length: random.below(4) }, () => anything(depth - 1)),
    (depth) => throwingProxy(depth),
    (depth) => throwingGetters(depth),
    (depth) => thenable(depth),
    (depth) => aFunction(depth),
  ];

  function randomText() {
    const units = Array.from({ length: random.below(40) }, () => random.below(0x10000));
    return String.fromCharCode(...units);
  }

  /** @param {number} depth */
  function randomObject(depth) {
    /** @type {Record<string, any>} */
    const object = {};
    for (let count = random.below(6); count > 0; count -= 1) {
      object[random.of(names)] = anything(depth - 1);
    }
    return object;
  }

  /** A proxy of anything with one trap that throws, or that gives anything. @param {number} depth */
  function throwingProxy(depth) {
    const target = random.flag() ? () => {} : randomObject(depth);
    const value = anything(0);
    const trap = random.flag()
      ? () => {
          throw random.of(thrown);
        }
      : () => value;
    return new Proxy(target, { [random.of(traps)]: trap });
  }

  /** @param {number} depth */
  function throwingGetters(depth) {
    const object = randomObject(depth);
    const get = () => {
      throw random.of(thrown);
    };
    return Object.defineProperty(object, random.of(names), { get, enumerable: random.flag() });
  }

  /** Settles with anything, more than once, or throws; sometimes both. @param {number} depth */
  function thenable(depth) {
    return {
      then(/** @type {any} */ resolve, /** @type {any} */ reject) {
        if (random.flag()) resolve(anything(depth - 1));
        if (random.flag()) reject(random.of(thrown));
        throw random.of(thrown);
      },
    };
  }

  /** @param {number} depth */
  function aFunction(depth) {
    const value = anything(depth - 1);
    return random.of([
      () => value,
      () => heard(Promise.resolve(value)),
      () => {
        throw random.of(thrown);
      },
      () => heard(Promise.reject(random.of(thrown))),
    ]);
  }

  /** @param {number} depth @returns {any} */
  function anything(depth = 3) {
    return depth > 0 ? random.of(makers)(depth) : random.of(fixed);
  }

  return anything;
}
