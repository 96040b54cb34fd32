// Serves the example's page as a plain web server would, with the package beside it and under the
// policy that its README advises. Only the Worker's address is put in.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { root, source } from './bundle.js';

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const PACKAGE = '/node_modules/ecs-delete-image/';
const PLACEHOLDER = 'https://delete-image.example.workers.dev';

/** Starts it, on an origin of its own. */
export async function servePage() {
  const told = { worker: '', endpoint: '' };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(String(request.url), 'http://localhost');
    try {
      const content = await read(pathname, told.worker);
      const type = `${TYPES[extname(pathname)]};charset=utf-8`;
      const policy = await policyFor(told);
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    url: `${origin}/page/index.html`,
    /** @param {{ worker: string, endpoint: string }} addresses */
    tell: (addresses) => void Object.assign(told, addresses),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @param {string} pathname
 * @param {string} worker
 */
async function read(pathname, worker) {
  if (pathname.startsWith(PACKAGE))
    return readFile(join(root, 'pkg', pathname.slice(PACKAGE.length)));
  if (!pathname.startsWith('/page/')) throw new Error(`not served: ${pathname}`);
  const text = await readFile(join(source, pathname), 'utf8');
  return text.replace(PLACEHOLDER, worker);
}

/** @param {{ worker: string, endpoint: string }} addresses */
async function policyFor({ worker, endpoint }) {
  const html = await readFile(join(source, 'page/index.html'), 'utf8');
  const [, importMap] = /** @type {string[]} */ (/importmap">(.*?)<\/script>/s.exec(html));
  const hash = createHash('sha256').update(importMap).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`,
    "style-src 'self'",
    `connect-src ${new URL(worker).origin} ${endpoint}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
