// An address that nobody listens on, and that every platform tries to reach: there are ports, such as 1,
// that some refuse by themselves.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** It was free a moment ago, so connections to it are refused. */
export async function refusingUrl() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
