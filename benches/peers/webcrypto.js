// Signature 1.0 as one would write it by hand for a browser or an edge runtime: WebCrypto, and the least
// around it. No argument is checked, no answer read, nothing tried again.
import { credentials, parameters, version } from './deletion.js';

const encoder = new TextEncoder();

/** RFC 3986: all but the unreserved characters. @param {string} text */
export function encode(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** To the second. */
export const timeStamp = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** @param {Record<string, string>} fields */
export function canonicalized(fields) {
  const names = Object.keys(fields).sort();
  return names.map((name) => `${encode(name)}=${encode(fields[name])}`).join('&');
}

/**
 * The key is imported once: the fastest that WebCrypto allows.
 *
 * @param {string} secret
 * @param {'SHA-1' | 'SHA-256'} hash
 */
export async function hmac(secret, hash) {
  const algorithm = { name: 'HMAC', hash };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ]);
  return async (/** @type {string} */ text) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

/** Gives what signs a call: its form, ready to be posted. */
export async function signer() {
  const sign = await hmac(`${credentials.accessKeySecret}&`, 'SHA-1');
  return async (action = 'DeleteImage', /** @type {Record<string, string>} */ own = parameters) => {
    const query = canonicalized({
      Action: action,
      Version: version,
      Format: 'JSON',
      AccessKeyId: credentials.accessKeyId,
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: crypto.randomUUID(),
      Timestamp: timeStamp(),
      ...own,
    });
    const signature = await sign(`POST&%2F&${encode(query)}`);
    return `${query}&Signature=${encode(btoa(String.fromCharCode(...signature)))}`;
  };
}

export const firstRequest = async () => (await signer())();
