// The example Worker in workerd, set up for tests: the local endpoint is the service, and a key that
// can be searched for is in its secrets.
import { createRequire } from 'node:module';
import { accessKeys, startEndpoint } from '../../endpoint/index.js';
import { credentials } from '../../secrets/marks.js';
import { bundle } from './bundle.js';
import { AUDIENCE, ISSUER, startIssuer } from './issuer.js';

const load = createRequire(import.meta.url);
const { Miniflare } = load('miniflare');

export const ORIGIN = 'https://console.example.com';
export const regionId = 'cn-hangzhou';

/** The marked key, without its token: a long-lived one. */
export const key = {
  accessKeyId: credentials.accessKeyId,
  accessKeySecret: credentials.accessKeySecret,
};

/** Milliseconds that a line may take on its way into the log. */
const PATIENCE = 60_000;

/** Who may do what here. */
export const RULES = [
  { groups: ['admins'], regions: ['cn-*'], images: ['*'], force: true },
  { groups: ['keepers'], regions: ['cn-hangzhou', 'cn-shanghai'], images: ['*'] },
  { users: ['ci'], regions: ['cn-hangzhou'], names: ['nightly-*', 'a.b'] },
  { users: ['one'], regions: ['cn-hangzhou'], images: ['m-bp1free*1', 'm-x.y'] },
  { users: ['both'], regions: ['cn-hangzhou'], images: ['*'] },
  { users: ['both'], regions: ['cn-hangzhou'], names: ['forced-*'], force: true },
];

/** @typedef {Awaited<ReturnType<typeof setStage>>} Stage */
/** @typedef {{ status: number, headers: Headers, text: string, body: any }} Answer */

/** One for all stages of a file. @type {Promise<import('./bundle.js').Bundle> | undefined} */
let bundling;

/**
 * @param {object} [options]
 * @param {Record<string, unknown>} [options.bindings] in place of those that tests have
 * @param {string} [options.origin]
 */
export async function setStage({ bindings, origin = ORIGIN } = {}) {
  // The endpoint knows the marked key as long as this process lives.
  Object.assign(accessKeys, { marked: key });
  bundling ??= bundle();
  const [endpoint, issuer, built] = await Promise.all([startEndpoint(), startIssuer(), bundling]);

  /** @type {string[]} */
  const logged = [];
  /** @type {Set<() => void>} */
  const waiting = new Set();
  const worker = new Miniflare({
    ...modulesOf(built),
    compatibilityDate: built.config.compatibility_date,
    ratelimits: limitsOf(built),
    bindings: {
      ...built.config.vars,
      ALLOWED_ORIGIN: origin,
      TOKEN_ISSUER: ISSUER,
      TOKEN_AUDIENCE: AUDIENCE,
      TOKEN_KEYS: issuer.keysUrl,
      RULES,
      ENDPOINT: endpoint.url,
      ACCESS_KEY_ID: key.accessKeyId,
      ACCESS_KEY_SECRET: key.accessKeySecret,
      ...bindings,
    },
    handleRuntimeStdio: (/** @type {NodeJS.ReadableStream[]} */ ...streams) => {
      for (const stream of streams) {
        stream.setEncoding('utf8').on('data', (text) => {
          logged.push(text);
          waiting.forEach((look) => look());
        });
      }
    },
  });
  const url = await worker.ready;

  /** What the Worker has logged so far. */
  const log = () => logged.join('');

  return {
    endpoint,
    issuer,
    url: String(url),
    log,
    /** Resolves once the log has such a line. @param {RegExp} pattern */
    async logs(pattern) {
      const { promise, resolve, reject } = withResolvers();
      const look = () => pattern.test(log()) && resolve();
      const timer = setTimeout(() => reject(new Error(`no ${pattern} in:\n${log()}`)), PATIENCE);
      waiting.add(look);
      look();
      await promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
    /**
     * @param {string} path
     * @param {RequestInit} [init]
     * @returns {Promise<Answer>}
     */
    async ask(path, init) {
      const sent = new Headers(init?.headers);
      // A connection that is kept may be closed by the other side just when it is used again.
      sent.set('connection', 'close');
      const response = await fetch(new URL(path, url), { ...init, headers: sent });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, text, body: text === '' ? undefined : JSON.parse(text) };
    },
    async strike() {
      await worker.dispose();
      await Promise.all([endpoint.close(), issuer.close()]);
    },
  };
}

/**
 * What a page or a program would send.
 *
 * @param {string | undefined} token
 * @param {unknown} order
 * @param {Record<string, string>} [more] headers
 */
export function posting(token, order, more) {
  /** @type {Record<string, string>} */
  const headers = { 'content-type': 'application/json', ...more };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const body = typeof order === 'string' ? order : JSON.stringify(order);
  return { method: 'POST', headers, body };
}

/** Node 20 has none. */
function withResolvers() {
  /** @type {() => void} */
  let resolve = () => {};
  /** @type {(reason: Error) => void} */
  let reject = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((...both) => void ([resolve, reject] = both));
  return { promise, resolve, reject };
}

/** The main module first, as miniflare wants it. @param {import('./bundle.js').Bundle} built */
function modulesOf({ files }) {
  const modules = files
    .filter(({ name }) => name.endsWith('.js') || name.endsWith('.wasm'))
    .map(({ name, content }) =>
      name.endsWith('.wasm')
        ? { type: 'CompiledWasm', path: name, contents: Uint8Array.from(content) }
        : { type: 'ESModule', path: name, contents: String(content) },
    )
    .sort((left, right) => (left.type < right.type ? 1 : -1));
  return { modules };
}

/** As wrangler.jsonc has them. @param {import('./bundle.js').Bundle} built */
function limitsOf({ config }) {
  return Object.fromEntries(
    config.ratelimits.map((/** @type {{ name: string, simple: object }} */ { name, simple }) => [
      name,
      { simple },
    ]),
  );
}
