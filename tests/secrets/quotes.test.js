// The service, or whoever answers in its place, may quote what was sent in every field and in every
// encoding: the error shows the masked key id and nothing else of the key.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as ecs from 'ecs-delete-image';
import * as signatureV3 from '../endpoint/signature-v3.js';
import { credentials, encodings, MASKED, marksIn } from './marks.js';
import { surfaces } from './surfaces.js';
import { calling, sendingPresigned } from './ways-to-fail.js';

/**
 * What was sent, and what the service makes of it when it checks the signature.
 *
 * @typedef {object} Sent
 * @property {string} all as text
 * @property {string} signature
 * @property {string} stringToSign
 * @property {string} canonicalRequest empty with signature 1.0
 */

/** With signature 1.0. @param {string} url @param {any} init @returns {Sent} */
function formOf(url, { method, body }) {
  const form = body ?? url.slice(url.indexOf('?') + 1);
  const query = form.slice(0, form.indexOf('&Signature='));
  const { 'percent-encoded': percent } = encodings;
  const signature = new URLSearchParams(form).get('Signature') ?? '';
  const stringToSign = `${method}&%2F&${percent(query)}`;
  return { all: form, signature, stringToSign, canonicalRequest: '' };
}

/** With signature V3, by the endpoint's reckoning. @param {string} url @param {any} init @returns {Sent} */
function headersOf(url, { method, headers }) {
  const { host, searchParams } = new URL(url);
  const { signedHeaders = [], signature = '' } =
    signatureV3.parseAuthorization(headers.authorization) ?? {};
  const canonicalRequest = signatureV3.canonicalRequest({
    method,
    path: '/',
    query: searchParams,
    headers: { ...headers, host },
    signedHeaders,
    body: new Uint8Array(),
  });
  const stringToSign = signatureV3.stringToSign(canonicalRequest);
  const all = `${url} ${JSON.stringify(headers)}`;
  return { all, signature, stringToSign, canonicalRequest };
}

/** How a deletion is signed and sent. @type {Record<string, [send: (fetch: any) => any, read: typeof formOf]>} */
const signatures = {
  'signature 1.0': [calling, formOf],
  'signature V3': [(fetch) => calling(fetch, { signature: signatureV3.ALGORITHM }), headersOf],
  presigned: [sendingPresigned, formOf],
  'presigned in a URL': [(fetch) => sendingPresigned(fetch, { method: 'GET' }), formOf],
};

const wrong = 'Specified signature is not matched with our calculation.';

/** @type {Record<string, (sent: Sent) => string>} */
const dialects = {
  'signature 1.0': ({ stringToSign }) => `${wrong} server string to sign is:${stringToSign}`,
  'signature 1.0, changed on its way': ({ stringToSign }) =>
    `${wrong} server string to sign is:${stringToSign.replace('POST', 'PUT')}`,
  'signature V3': ({ stringToSign, canonicalRequest }) =>
    `${wrong} server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`,
  'signature V3, changed on its way': ({ canonicalRequest }) =>
    `${wrong} server StringToSign is [ACS3-HMAC-SHA256\n00] server CanonicalRequest is [${canonicalRequest.replace('POST', 'PUT')}]`,
  'signature V3, without brackets': ({ stringToSign, canonicalRequest }) =>
    `${wrong} server StringToSign is ${stringToSign} server CanonicalRequest is ${canonicalRequest}`,
  'another one': ({ all, stringToSign, canonicalRequest }) =>
    `Sorry, ${stringToSign} and ${canonicalRequest} are not what ${all} says.`,
};

const texts = ['Code', 'Message', 'RequestId', 'HostId', 'Recommend'];

/** @type {Record<string, (fields: Record<string, string>) => Response>} */
const formats = {
  JSON: (fields) =>
    Response.json({ RequestId: 'A', Code: 'B', ...fields, AccessDeniedDetail: detail(fields) }),
  XML: (fields) =>
    new Response(`<?xml version="1.0"?><Error>${elements(withDetail(fields))}</Error>`),
};

/** @param {Record<string, string>} fields */
function detail({ Message = '' }) {
  return { AuthPrincipalDisplayName: Message, EncodedDiagnosticMessage: Message };
}

/** @param {Record<string, string>} fields */
function withDetail(fields) {
  return { RequestId: 'A', Code: 'B', ...fields, AccessDeniedDetail: detail(fields) };
}

/** @param {Record<string, any>} fields @returns {string} */
function elements(fields) {
  return Object.entries(fields)
    .map(([name, value]) => {
      const content = typeof value === 'string' ? escapeXml(value) : elements(value);
      return `<${name}>${content}</${name}>`;
    })
    .join('');
}

/** @param {string} text */
function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * @param {keyof typeof signatures} how
 * @param {(sent: Sent) => Response} answer
 * @returns {Promise<any>}
 */
async function refusal(how, answer) {
  const [send, read] = signatures[how];
  let signature = '';
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const sent = read(url, init);
    signature = sent.signature;
    return answer(sent);
  };
  /** @type {any} */
  const error = await Promise.resolve(send(fetch)(ecs)).catch((reason) => reason);
  assert.equal(error.name, 'EcsServiceError');
  assert.ok(signature.length > 20, `no signature: ${signature}`);
  for (const [surface, show] of Object.entries(surfaces)) {
    const shown = Buffer.from(show(error)).toString('latin1');
    assert.deepEqual(marksIn(shown), [], surface);
    for (const form of [signature, encodeURIComponent(signature)]) {
      assert.ok(!shown.includes(form), `the signature in ${surface}`);
    }
  }
  return error;
}

for (const [format, answer] of Object.entries(formats)) {
  for (const how of Object.keys(signatures)) {
    describe(`an answer in ${format}, ${how}`, () => {
      for (const [dialect, message] of Object.entries(dialects)) {
        it(`that quotes what was signed, as does ${dialect}`, async () => {
          const { message: shown } = await refusal(how, (sent) =>
            answer({ Message: message(sent) }),
          );
          for (const text of ['x-acs-signature-nonce:', 'SignatureNonce%3D']) {
            if (dialect !== 'another one') assert.ok(!shown.includes(text), shown);
          }
        });
      }
      for (const [encoding, encode] of Object.entries(encodings)) {
        for (const field of texts) {
          it(`that quotes the key in ${field}, ${encoding}`, async () => {
            const { accessKeyId, accessKeySecret, securityToken } = credentials;
            // Whoever sends a presigned request has no secret to recognise it by.
            const secret = how.startsWith('presigned') ? '' : accessKeySecret;
            const quotes = [accessKeyId, secret, securityToken].map(encode).join(' and ');
            await refusal(how, () => answer({ [field]: `got ${quotes}.` }));
          });
        }
      }
      it('that quotes all that was sent', async () => {
        await refusal(how, ({ all }) =>
          answer({ Message: all, Recommend: `https://a.b/?q=${all}` }),
        );
      });
      it('keeps the masked key id', async () => {
        const Message = `${credentials.accessKeyId} is gone`;
        const error = await refusal(how, () => answer({ Message }));
        assert.ok(error.message.includes(`${MASKED} is gone`), error.message);
      });
    });
  }
}
