/**
 * A local ECS endpoint for tests and the demo: `startEndpoint` opens the service port and the
 * control port. It shares nothing with the product.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { accountId as firstAccountId } from './access-keys.js';
import { serveControl } from './control.js';
import { answerHeaders } from './cors.js';
import { FaultQueue } from './faults.js';
import { checkFields, integer, text } from './fields.js';
import { NonceMemory } from './nonces.js';
import { RequestWindows } from './rate-limit.js';
import { RequestLog } from './request-log.js';
import { serve } from './service.js';
import { defaultSettings, settingRules } from './settings.js';
import { State } from './state.js';

export { accessKeys } from './access-keys.js';
export { demoImages, demoRegionId } from './demo-images.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/**
 * @typedef {object} EndpointOptions
 * @property {number} [port] of the service; 0, the default, takes a free one
 * @property {number} [controlPort] of the control interface; 0, the default, takes a free one
 * @property {string} [host] default 127.0.0.1
 * @property {() => number} [now] the clock, in epoch milliseconds
 * @property {'SignatureDoesNotMatch' | 'IncompleteSignature'} [signatureError]
 * @property {boolean} [cors]
 * @property {number} [deletionDelay] milliseconds until an accepted deletion is finished
 * @property {number} [clockOffset] milliseconds that the service's clock is ahead
 * @property {import('./rate-limit.js').RateLimit | null} [rateLimit] how many requests of an action
 *   are taken within a window of time
 */

/**
 * @typedef {object} Endpoint
 * @property {string} url
 * @property {string} controlUrl
 * @property {State} state of the first account
 * @property {(accountId: string) => State} stateOf another account's, which begins empty
 * @property {import('./request-log.js').RequestEntry[]} requests
 * @property {import('./settings.js').Settings} settings
 * @property {FaultQueue} faults
 * @property {() => void} reset
 * @property {() => Promise<void>} close
 */

/** As long as the service keeps an idle connection. */
const KEEP_ALIVE = 25_000;

const optionRules = {
  ...settingRules,
  port: integer(0, 65535),
  controlPort: integer(0, 65535),
  host: text,
  now: {
    expected: 'a function',
    accepts: (/** @type {unknown} */ value) => typeof value === 'function',
  },
};

/**
 * Rejects when an option is wrong or a port is taken.
 *
 * @param {EndpointOptions} [options]
 * @returns {Promise<Endpoint>}
 */
export async function startEndpoint(options = {}) {
  checkFields(optionRules, options);
  const { port = 0, controlPort = 0, host = '127.0.0.1', now = Date.now, ...settings } = options;
  const service = createService(now, settings);

  const server = createServer(guard((...exchange) => serve(service, ...exchange)));
  const controlServer = createServer(guard((...exchange) => serveControl(service, ...exchange)));
  const url = await listen(server, port, host);
  const controlUrl = await listen(controlServer, controlPort, host).catch(async (error) => {
    await close(server);
    throw error;
  });
  return {
    url,
    controlUrl,
    state: service.state,
    stateOf: service.stateOf,
    requests: service.requests.entries,
    settings: service.settings,
    faults: service.faults,
    reset: service.reset,
    close: async () => {
      await Promise.all([close(server), close(controlServer)]);
    },
  };
}

/**
 * A mistake in the endpoint ends one exchange, loudly, and never the process.
 *
 * @param {(incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>} handle
 */
function guard(handle) {
  return (/** @type {IncomingMessage} */ incoming, /** @type {ServerResponse} */ outgoing) => {
    handle(incoming, outgoing).catch((error) => {
      console.error(error);
      outgoing.destroy();
    });
  };
}

/**
 * @param {() => number} now
 * @param {Partial<import('./settings.js').Settings>} given
 */
function createService(now, given) {
  const startSettings = { ...defaultSettings, ...given };
  const settings = { ...startSettings };
  /** @type {Map<string, State>} */
  const others = new Map();
  const service = {
    now,
    settings,
    state: new State({ now, settings }),
    /** @param {string} accountId */
    stateOf(accountId) {
      if (accountId === firstAccountId) return service.state;
      const state = others.get(accountId) ?? new State({ now, settings, accountId });
      others.set(accountId, state);
      return state;
    },
    nonces: new NonceMemory(),
    faults: new FaultQueue(),
    windows: new RequestWindows(),
    requests: new RequestLog(),
    reset() {
      Object.assign(settings, startSettings);
      service.state.reset();
      others.clear();
      service.nonces.clear();
      service.faults.clear();
      service.windows.clear();
      service.requests.clear();
    },
  };
  return service;
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string>} the URL it listens on
 */
async function listen(server, port, host) {
  server.keepAliveTimeout = KEEP_ALIVE;
  server.on('clientError', refuseBrokenHttp);
  server.listen(port, host);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/**
 * What is not HTTP at all never reaches the service; it still gets an answer.
 *
 * @param {Error} _
 * @param {import('node:stream').Duplex} socket
 */
function refuseBrokenHttp(_, socket) {
  if (socket.writable) {
    const headers = Object.entries(answerHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n`;
    socket.end(`${head}${headers.join('')}\r\n`);
  }
}

/**
 * Connections still open, idle or in the middle of a fault, are cut.
 *
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
