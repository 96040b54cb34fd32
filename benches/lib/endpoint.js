// The local ECS endpoint in a process of its own, so that its work is not taken for the client's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const program = new URL('../../tests/endpoint/main.js', import.meta.url).pathname;

/** @typedef {Awaited<ReturnType<typeof startEndpoint>>} Endpoint */

export async function startEndpoint() {
  const ports = ['--port', '0', '--control-port', '0'];
  const child = spawn(process.execPath, [program, ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const address = async () => String((await lines.next()).value).split(/\s+/)[1];
  const [url, controlUrl] = [await address(), await address()];

  /** @param {string} path @param {string} method @param {unknown} [body] */
  async function control(path, method, body) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(controlUrl + path, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }

  return {
    url,
    /** New images that nothing keeps from being deleted. @param {number} count @returns {Promise<string[]>} */
    createImages: async (count) => (await control('/images', 'POST', { count })).imageIds,
    /** What it remembers of requests would slow it down as it grows. */
    forget: () => control('/requests', 'DELETE'),
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
