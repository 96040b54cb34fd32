// Stands in for the service, with a fleet of images, and for an identity provider: for trials only.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startEndpoint } from '../../../tests/endpoint/index.js';

const DAY = 24 * 60 * 60 * 1000;

/** The account ids in the keys of .dev.vars.example. */
const PRODUCTION = '1111111111111111';
const STAGING = '2222222222222222';

/** @param {{ port: number, keysPort: number }} ports 0 takes a free one */
export async function startStandIns({ port, keysPort }) {
  const endpoint = await startEndpoint({ port });
  addImages(endpoint);
  const issuer = await startIssuer(keysPort);
  return {
    endpoint,
    ...issuer,
    async close() {
      await Promise.all([endpoint.close(), issuer.close()]);
    },
  };
}

/** @param {import('../../../tests/endpoint/index.js').Endpoint} endpoint */
function addImages({ stateOf }) {
  const now = Date.now();
  for (let age = 0; age < 60; age += 1) {
    const createdAt = now - age * DAY;
    stateOf(PRODUCTION).addImage({ regionId: 'cn-hangzhou', name: `nightly-${age}`, createdAt });
    const app = { name: `app of day ${age}`, family: 'app-shop', createdAt };
    stateOf(STAGING).addImage({ regionId: 'cn-beijing', ...app });
  }
}

/** The token is for whoever may do everything. @param {number} port */
async function startIssuer(port) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  // Another one each time, so that a Worker which still has the last ones asks anew.
  const kid = crypto.randomUUID();
  const keys = [{ ...(await exportJWK(publicKey)), kid, use: 'sig' }];
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const token = await new SignJWT({ groups: ['image-admins'] })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer('https://login.example.com/')
    .setAudience('https://image-fleet.example.com')
    .setSubject('you')
    .setIssuedAt()
    .setExpirationTime('12 hours')
    .sign(privateKey);
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    token,
    keysUrl: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
