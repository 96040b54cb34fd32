// Serves the package and the suite to a browser, under a policy as strict as the package allows.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders that may be read. */
const SERVED = ['pkg', 'tests'];

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html;charset=utf-8', '.js': 'text/javascript' };

const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *; img-src data:";

/**
 * Starts the server, on an origin of its own.
 *
 * @param {string} [policy] the content security policy of everything that it serves
 */
export async function serveStatically(policy = POLICY) {
  const server = createServer((request, response) => {
    read(request.url ?? '/').then(
      ([type, content]) => {
        const headers = { 'content-type': type, 'content-security-policy': policy };
        response.writeHead(200, headers).end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * @param {string} target
 * @returns {Promise<[type: string, content: Buffer]>}
 */
async function read(target) {
  const { pathname } = new URL(target, 'http://localhost');
  const path = normalize(decodeURIComponent(pathname)).slice(1);
  const type = TYPES[extname(path)];
  if (!SERVED.includes(path.split(sep)[0]) || !type) throw new Error(`not served: ${path}`);
  return [type, await readFile(join(root, path))];
}
