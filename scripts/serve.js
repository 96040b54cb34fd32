// Serves the page in www/ and the package that it imports, on this machine only.
// Usage: node scripts/serve.js [--port PORT]   (scripts/demo.js adds a local endpoint to it)
import { once } from 'node:events';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readServeFlags, UsageError } from './demo/flags.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/**
 * What the page is told at /config.json; all of it is absent without a demo.
 *
 * @typedef {object} PageConfig
 * @property {string} [endpoint] where the page sends its calls
 * @property {string} [controlUrl] the endpoint's control interface
 * @property {string} [regionId]
 * @property {{ accessKeyId: string, accessKeySecret: string }} [credentials] filled in for the user
 */

/** @typedef {{ url: string, close: () => Promise<void> }} PageServer */
/** @typedef {{ status: number, type: string, body: string | Buffer }} Reply */

const HOST = '127.0.0.1';

/** Only these are served, whatever else lies in the folders. @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The first prefix that fits tells the folder. */
const folders = [
  { prefix: '/pkg/', folder: folder('../pkg') },
  { prefix: '/', folder: folder('../www') },
];

/** @param {string} path */
function folder(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

/**
 * Rejects when the port is taken.
 *
 * @param {{ port?: number, config?: PageConfig }} [options] port 0, the default, takes a free one
 * @returns {Promise<PageServer>}
 */
export async function startPageServer({ port = 0, config = {} } = {}) {
  const headers = pageHeaders(config);
  const server = createServer(async (incoming, outgoing) => {
    const { status, type, body } = await reply(incoming, config);
    outgoing.writeHead(status, { ...headers, 'content-type': type });
    outgoing.end(incoming.method === 'HEAD' ? '' : body);
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://${HOST}:${address.port}/`, close: () => close(server) };
}

/** @param {PageConfig} config */
function pageHeaders({ endpoint, controlUrl }) {
  const reachable = ["'self'", endpoint, controlUrl, 'https://*.aliyuncs.com'].filter(Boolean);
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      `connect-src ${reachable.join(' ')}`,
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/**
 * @param {IncomingMessage} incoming
 * @param {PageConfig} config
 * @returns {Promise<Reply>}
 */
async function reply(incoming, config) {
  if (!isLocal(incoming.headers.host)) return plain(421, 'This server answers to loopback only.');
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return plain(405, 'GET it.');
  const path = pathOf(incoming.url ?? '');
  if (path === '/config.json') {
    return { status: 200, type: 'application/json', body: JSON.stringify(config) };
  }
  const file = await find(path === '/' ? '/index.html' : path);
  return file ?? plain(404, 'There is no such file.');
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
 * @returns {Promise<Reply | undefined>}
 */
async function find(path) {
  const place = folders.find(({ prefix }) => path.startsWith(prefix));
  const type = types[extname(path)];
  if (place === undefined || type === undefined) return undefined;
  try {
    const root = await realpath(place.folder);
    const file = await realpath(join(root, path.slice(place.prefix.length)));
    if (!file.startsWith(root + sep)) return undefined;
    return { status: 200, type, body: await readFile(file) };
  } catch {
    return undefined;
  }
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
    const flags = readServeFlags(process.argv.slice(2));
    const server = await startPageServer(flags);
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
