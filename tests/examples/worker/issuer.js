// An identity provider: its keys on a port of its own, and the tokens that it signs. It shares nothing
// with the Worker, which verifies them with a library that is not used here.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export const ISSUER = 'https://login.example.com/';
export const AUDIENCE = 'https://delete-image.example.com';

/** @typedef {Awaited<ReturnType<typeof startIssuer>>} Issuer */

/** @param {unknown} value */
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function makeKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/**
 * @param {string} signed
 * @param {import('node:crypto').KeyObject} key
 */
export const rs256 = (signed, key) => sign('RSA-SHA256', Buffer.from(signed), key);

/**
 * @param {string} signed
 * @param {string | Buffer} secret
 */
export const hs256 = (signed, secret) => createHmac('sha256', secret).update(signed).digest();

/**
 * @param {object} header
 * @param {object} payload
 * @param {(signed: string) => Buffer} signer
 */
export function makeToken(header, payload, signer) {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${signer(signed).toString('base64url')}`;
}

/** What every good token says, an hour long. @param {object} [claims] */
export function claimsOf(claims) {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, exp: now + 3600 };
  return { iss: ISSUER, aud: AUDIENCE, sub: 'somebody', ...times, ...claims };
}

/** Starts the issuer. */
export async function startIssuer() {
  const { publicKey, privateKey } = makeKeys();
  // Without `alg`, as some providers publish theirs: nothing but the Worker then says which is taken.
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'first', use: 'sig' };
  const seen = { requests: 0, isDown: false };
  const server = createServer((_, response) => {
    seen.requests += 1;
    if (seen.isDown) response.statusCode = 500;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    keysUrl: `http://127.0.0.1:${port}/keys`,
    publicKey,
    privateKey,
    /** How often it was asked for its keys, and whether it fails to answer. */
    seen,
    /** A good token, but for what is said here. @param {object} [claims] @param {object} [header] */
    token: (claims, header) =>
      makeToken({ alg: 'RS256', kid: 'first', typ: 'JWT', ...header }, claimsOf(claims), (signed) =>
        rs256(signed, privateKey),
      ),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
