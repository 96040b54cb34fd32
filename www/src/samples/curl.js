// The call with curl, signed beforehand: no secret is needed to send it, and it works for a quarter of
// an hour. A temporary key's token is not written down; curl takes it from the environment.
import { shellQuoted } from './quote.js';
import { lines } from './wish.js';

/** @typedef {{ url: string, body?: string, expiresAt: number }} Presigned */

/**
 * @param {Presigned} presigned with method POST
 * @param {{ isSignatureShown: boolean, mask: string }} options
 */
export function curlSample({ url, body = '', expiresAt }, { isSignatureShown, mask }) {
  const fields = [...new URLSearchParams(body)].map(([name, value]) => {
    if (name === 'SecurityToken') return `"SecurityToken=$ALIBABA_CLOUD_SECURITY_TOKEN"`;
    if (name === 'Signature' && !isSignatureShown) return shellQuoted(`Signature=${mask}`);
    return shellQuoted(`${name}=${value}`);
  });
  return lines(
    `# Whoever has it can send it, once, until ${new Date(expiresAt).toISOString()}.`,
    `curl ${shellQuoted(url)} \\`,
    fields.map((field) => `  --data-urlencode ${field}`).join(' \\\n'),
  );
}
