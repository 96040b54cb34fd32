// Serves the Explorer as it was built into www/dist/, on this machine only.
// Usage: node scripts/serve.js [--port PORT] [--allow ORIGIN]…   (scripts/demo.js adds an endpoint)
import { once } from 'node:events';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagePolicy } from '../www/policy.js';
import { readServeFlags, UsageError } from './demo/flags.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** @typedef {import('../www/page-config.js').PageConfig} PageConfig */

/**
 * What a server can be given beside the page: answers by path, and origins that the page may reach.
 *
 * @typedef {object} PageServerOptions
 * @property {number} [port] 0, the default, takes a free one
 * @property {PageConfig} [config]
 * @property {readonly string[]} [allowed] origins
 * @property {Record<string, (body: string) => Promise<Record<string, unknown>>>} [desk] answers in
 *   JSON, by path
 */

/** @typedef {{ url: string, close: () => Promise<void> }} PageServer */
/** @typedef {{ status: number, type: string, body: string | Buffer, more?: Record<string, string> }} Reply */

const HOST = '127.0.0.1';

/** Only these are served, whatever else lies in the folders. @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What Vite has built. */
const folder = fileURLToPath(new URL('../www/dist', import.meta.url));

/** Vite puts a hash of what is in them into their names. */
const LASTING = /^\/assets\//;

/**
 * Rejects when the port is taken.
 *
 * @param {PageServerOptions} [options]
 * @returns {Promise<PageServer>}
 */
export async function startPageServer({ port = 0, config = {}, allowed = [], desk = {} } = {}) {
  const headers = pageHeaders(config, allowed);
  const server = createServer(async (incoming, outgoing) => {
    const { status, type, body, more = {} } = await reply(incoming, config, desk);
    outgoing.writeHead(status, {
      ...headers,
      'content-type': type,
      'cache-control': 'no-store',
      ...more,
    });
    outgoing.end(incoming.method === 'HEAD' ? '' : body);
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://${HOST}:${address.port}/`, close: () => close(server) };
}

/**
 * @param {PageConfig} config
 * @param {readonly string[]} allowed
 */
function pageHeaders({ endpoint, controlUrl }, allowed) {
  const reachable = [endpoint, controlUrl, ...allowed].filter((origin) => origin !== undefined);
  return {
    'content-security-policy': pagePolicy({ reachable, isHeader: true }),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/**
 * @param {IncomingMessage} incoming
 * @param {PageConfig} config
 * @param {NonNullable<PageServerOptions['desk']>} desk
 * @returns {Promise<Reply>}
 */
async function reply(incoming, config, desk) {
  if (!isLocal(incoming.headers.host)) return plain(421, 'This server answers to loopback only.');
  const path = pathOf(incoming.url ?? '');
  if (Object.hasOwn(desk, path)) return atDesk(incoming, desk[path]);
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return plain(405, 'GET it.');
  if (path === '/config.json') {
    return { status: 200, type: 'application/json', body: JSON.stringify(config) };
  }
  const file = await find(path === '/' ? '/index.html' : path, incoming.headers['accept-encoding']);
  return file ?? plain(404, 'There is no such file.');
}

/** Longer ones are nobody's. */
const LONGEST_BODY = 10_000;

/**
 * What it answers may be used to delete images, so it is for the page alone: another site's page says
 * where it is from.
 *
 * @param {IncomingMessage} incoming
 * @param {(body: string) => Promise<Record<string, unknown>>} answer
 * @returns {Promise<Reply>}
 */
async function atDesk(incoming, answer) {
  const { host, origin = `http://${host}` } = incoming.headers;
  if (origin !== `http://${host}`) return plain(403, 'This is for the page.');
  let body = '';
  for await (const part of incoming.setEncoding('utf8')) {
    body += part;
    if (body.length > LONGEST_BODY) return plain(413, 'That is too long.');
  }
  try {
    return { status: 200, type: 'application/json', body: JSON.stringify(await answer(body)) };
  } catch {
    return plain(400, 'That is not what this takes.');
  }
}

/**
 * A page elsewhere whose name was made to lead here sends its own name as the host.
 *
 * @param {string | undefined} host
 */
function isLocal(host = '') {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
}

/**
 * The decoded path, or an empty one, which no file has.
 *
 * @param {string} target
 */
function pathOf(target) {
  try {
    return decodeURIComponent(new URL(target, `http://${HOST}`).pathname);
  } catch {
    return '';
  }
}

/**
 * @param {string} path
 * @param {string | string[]} [encodings] what the browser takes
 * @returns {Promise<Reply | undefined>}
 */
async function find(path, encodings = '') {
  const type = types[extname(path)];
  if (type === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return undefined;
    if (path === '/index.html') {
      return { status: 200, type, body: withoutPolicy(await readFile(file, 'utf8')) };
    }
    if (!LASTING.test(path)) return { status: 200, type, body: await readFile(file) };
    return { status: 200, type, ...(await compressed(file, String(encodings))) };
  } catch {
    return undefined;
  }
}

/**
 * What never changes, in the form that was compressed when it was built.
 *
 * @param {string} file
 * @param {string} encodings
 */
async function compressed(file, encodings) {
  const lasting = {
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  };
  if (!/\bbr\b/.test(encodings)) return { body: await readFile(file), more: lasting };
  return { body: await readFile(`${file}.br`), more: { ...lasting, 'content-encoding': 'br' } };
}

/**
 * The policy in the page is for servers that send none; beside a header it would only forbid more.
 *
 * @param {string} html
 */
function withoutPolicy(html) {
  return html.replace(/\s*<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
}

/**
 * @param {number} status
 * @param {string} text
 * @returns {Reply}
 */
function plain(status, text) {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n` };
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function main() {
  try {
    const { port, allow } = readServeFlags(process.argv.slice(2));
    const server = await startPageServer({ port, allowed: allow });
    console.log(`The page is at ${server.url}, press Ctrl-C to stop`);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      process.once(signal, () => void server.close());
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
