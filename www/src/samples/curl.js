// The call with curl, signed beforehand: no secret is needed to send it, and it works for a quarter of
// an hour. A temporary key's token is not written down; curl takes it from the environment.
import { parametersOf } from '../lib/parameters.js';
import { shellQuoted } from './quote.js';
import { lines } from './wish.js';

/** @typedef {{ url: string, body?: string, expiresAt: number }} Presigned */

/**
 * @typedef {object} CurlOptions
 * @property {boolean} isSignatureShown
 * @property {string} mask in place of the signature otherwise
 * @property {boolean} [isPlaceholder] whether there was no key to sign with
 */

/**
 * @param {Presigned} presigned with method POST
 * @param {CurlOptions} options
 */
export function curlSample(presigned, options) {
  const { url, body = '' } = presigned;
  const fields = parametersOf(body).map(([name, value]) => {
    if (name === 'SecurityToken') return `"SecurityToken=$ALIBABA_CLOUD_SECURITY_TOKEN"`;
    if (name === 'Signature' && !options.isSignatureShown) {
      return shellQuoted(`Signature=${options.mask}`);
    }
    return shellQuoted(`${name}=${value}`);
  });
  return lines(
    `# ${remark(presigned, options)}`,
    `curl ${shellQuoted(url)} \\`,
    fields.map((field) => `  --data-urlencode ${field}`).join(' \\\n'),
  );
}

/** Whether its token has to be in the environment. @param {Presigned} presigned */
export function needsToken({ body = '' }) {
  return parametersOf(body).some(([name]) => name === 'SecurityToken');
}

/** @param {Presigned} presigned @param {CurlOptions} options */
function remark(presigned, { isSignatureShown, isPlaceholder = false }) {
  if (isPlaceholder) return 'Signed with a placeholder: the service refuses it.';
  if (!isSignatureShown) return 'The signature is hidden: the service refuses it without.';
  const who = needsToken(presigned) ? 'Whoever has it and the token' : 'Whoever has it';
  return `${who} can send it, once, until ${new Date(presigned.expiresAt).toISOString()}.`;
}
