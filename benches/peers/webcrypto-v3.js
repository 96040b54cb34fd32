// Signature V3 by hand, with WebCrypto: as webcrypto.js, for edge runtimes.
import { credentials, host, parameters, version } from './deletion.js';
import { canonicalized, hmac, timeStamp } from './webcrypto.js';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const encoder = new TextEncoder();

/** @param {Uint8Array} bytes */
function hex(bytes) {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** @param {string} text */
async function sha256(text) {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

/** Gives what signs a call: its query and its headers. @param {string} [authority] */
export async function signer(authority = host) {
  const sign = await hmac(credentials.accessKeySecret, 'SHA-256');
  const noBody = await sha256('');
  return async () => {
    /** @type {Record<string, string>} */
    const headers = {
      host: authority,
      'x-acs-action': 'DeleteImage',
      'x-acs-content-sha256': noBody,
      'x-acs-date': timeStamp(),
      'x-acs-signature-nonce': crypto.randomUUID(),
      'x-acs-version': version,
    };
    const query = canonicalized(parameters);
    const names = Object.keys(headers).join(';');
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const request = `POST\n/\n${query}\n${lines.join('')}\n${names}\n${noBody}`;
    const signature = hex(await sign(`${ALGORITHM}\n${await sha256(request)}`));
    const credential = `Credential=${credentials.accessKeyId},SignedHeaders=${names}`;
    headers.authorization = `${ALGORITHM} ${credential},Signature=${signature}`;
    return { query, headers };
  };
}
