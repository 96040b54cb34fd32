// The service, or whoever answers in its place, may quote what was sent in every field and in every
// encoding: the error shows the masked key id and nothing else of the key.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as ecs from 'ecs-delete-image';
import { credentials, encodings, MASKED, marksIn } from './marks.js';
import { surfaces } from './surfaces.js';
import { calling, echoing } from './ways-to-fail.js';

/** The string to sign, as the service works it out from what was sent. @param {string} body */
function stringToSign(body) {
  const query = body.slice(0, body.indexOf('&Signature='));
  const { 'percent-encoded': percent } = encodings;
  return `POST&%2F&${percent(query)}`;
}

/** @type {Record<string, (body: string) => string>} */
const dialects = {
  'signature 1.0': (body) =>
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign(body)}`,
  'signature 1.0, changed on its way': (body) =>
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign(body).replace('POST', 'GET')}`,
  'signature V3': (body) =>
    `Specified signature does not match our calculation. server StringToSign is ${stringToSign(body)}`,
  'another one': (body) => `Sorry, ${stringToSign(body)} is not what ${body} says.`,
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
 * @param {(body: string) => Response} answer
 * @returns {Promise<any>}
 */
async function refusal(answer) {
  let signature = '';
  const fetch = echoing((body) => {
    signature = new URLSearchParams(body).get('Signature') ?? '';
    return answer(body);
  });
  /** @type {any} */
  const error = await Promise.resolve(calling(fetch)(ecs)).catch((reason) => reason);
  assert.equal(error.name, 'EcsServiceError');
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
  describe(`an answer in ${format}`, () => {
    for (const [dialect, message] of Object.entries(dialects)) {
      it(`that quotes the string to sign, ${dialect}`, async () => {
        await refusal((body) => answer({ Message: message(body) }));
      });
    }
    for (const [encoding, encode] of Object.entries(encodings)) {
      for (const field of texts) {
        it(`that quotes the key in ${field}, ${encoding}`, async () => {
          const { accessKeyId, accessKeySecret, securityToken } = credentials;
          const quotes = [accessKeyId, accessKeySecret, securityToken].map(encode).join(' and ');
          await refusal(() => answer({ [field]: `got ${quotes}.` }));
        });
      }
    }
    it('that quotes all that was sent', async () => {
      await refusal((body) => answer({ Message: body, Recommend: `https://a.b/?q=${body}` }));
    });
    it('keeps the masked key id', async () => {
      const error = await refusal(() => answer({ Message: `${credentials.accessKeyId} is gone` }));
      assert.ok(error.message.includes(`${MASKED} is gone`), error.message);
    });
  });
}
