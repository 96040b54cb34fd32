// Answers that are not the service's, and unusual ones that are: what an own fetch gives decides.
import { deepEqual, equal, match, ok } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { JSON_TYPE, REQUEST_ID, SUCCESS, answering, giving, streaming } from './doubles.js';
import { failure } from './failures.js';

/** @typedef {import('./run.js').Context} Context */

const LIMIT = 4 * 1024 * 1024;
const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const XML_TYPE = 'text/xml;charset=UTF-8';
const XML_HEAD = "<?xml version='1.0' encoding='UTF-8'?>";

/** What a browser gives for a redirect that is not to be followed. */
const opaqueRedirect = {
  type: 'opaqueredirect',
  status: 0,
  headers: new Headers(),
  body: null,
  arrayBuffer: async () => new ArrayBuffer(0),
};

/** The service's own answer was on its way, and may be whole the next time. */
const lost = ['EmptyBody', 'TruncatedBody'];

/** An answer, the error's code, the HTTP status and the content type. */
const foreign = [
  ['HTML 502', html(502), 'HtmlBody', 502, 'text/html'],
  ['HTML 200', html(200), 'HtmlBody', 200, 'text/html'],
  ['HTML 404', html(404), 'HtmlBody', 404, 'text/html'],
  [
    'HTML that calls itself JSON',
    answering(`\n<!DOCTYPE html>${HTML}`, { contentType: JSON_TYPE }),
    'HtmlBody',
    200,
    JSON_TYPE,
  ],
  ['an empty 200', answering(''), 'EmptyBody', 200, undefined],
  ['a 200 without a body', answering(null), 'EmptyBody', 200, undefined],
  ['a 204', answering(null, { status: 204 }), 'EmptyBody', 204, undefined],
  ['an empty 503', answering('', { status: 503 }), 'EmptyBody', 503, undefined],
  ['white space', answering(' \r\n', { contentType: JSON_TYPE }), 'EmptyBody', 200, JSON_TYPE],
  [
    'truncated JSON',
    answering(SUCCESS.slice(0, 20), { contentType: JSON_TYPE }),
    'TruncatedBody',
    200,
    JSON_TYPE,
  ],
  [
    'truncated XML',
    answering(`${XML_HEAD}<DeleteImageResponse><RequestId>473469`, { contentType: XML_TYPE }),
    'TruncatedBody',
    200,
    XML_TYPE,
  ],
  [
    'a character cut in two',
    answering(new Uint8Array([0x7b, 0x22, 0xe4, 0xbd])),
    'TruncatedBody',
    200,
    undefined,
  ],
  [
    'plain text',
    answering('upstream connect error', { status: 503, contentType: 'text/plain' }),
    'UnreadableBody',
    503,
    'text/plain',
  ],
  [
    'bytes that are no text',
    answering(new Uint8Array([0xff, 0xfe, 0x00, 0x01])),
    'UnreadableBody',
    200,
    undefined,
  ],
  ['a JSON list', answering('[]'), 'UnreadableBody', 200, undefined],
  ['JSON null', answering('null'), 'UnreadableBody', 200, undefined],
  [
    'XML with a DTD',
    answering(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`),
    'UnreadableBody',
    200,
    undefined,
  ],
  ['JSON nested too deep', answering('{"a":'.repeat(10_000)), 'UnreadableBody', 200, undefined],
  [
    'JSON without RequestId',
    answering('{"ok":true}', { contentType: JSON_TYPE }),
    'ForeignBody',
    200,
    JSON_TYPE,
  ],
  [
    'an error without RequestId',
    answering('{"Code":"ImageIsPublic"}', { status: 403 }),
    'ForeignBody',
    403,
    undefined,
  ],
  ['RequestId empty', answering('{"RequestId":""}'), 'ForeignBody', 200, undefined],
  ['RequestId null', answering('{"RequestId":null}'), 'ForeignBody', 200, undefined],
  ['a refusal without a code', answering(SUCCESS, { status: 403 }), 'ForeignBody', 403, undefined],
  ['a body over the limit', answering(new Uint8Array(LIMIT + 1)), 'OversizedBody', 200, undefined],
  [
    'a huge refusal',
    answering(new Uint8Array(LIMIT + 9), { status: 500 }),
    'OversizedBody',
    500,
    undefined,
  ],
  ...[301, 302, 303, 307, 308].map((status) => [
    `a redirect ${status}`,
    answering(null, { status, headers: { location: 'https://elsewhere.example/' } }),
    'Redirect',
    status,
    undefined,
  ]),
  ['a redirect with a body', answering(SUCCESS, { status: 302 }), 'Redirect', 302, undefined],
  ['an opaque redirect', giving(opaqueRedirect), 'Redirect', 0, undefined],
];

/** @param {number} status */
function html(status) {
  return answering(HTML, { status, contentType: 'text/html' });
}

/**
 * What a client makes of an answer.
 *
 * @param {Context} context
 * @param {import('./doubles.js').Fetch} fetch
 */
function ask(context, fetch) {
  return () => newClient(context, { fetch }).deleteImage(regionId, newImageId());
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...foreign.map(([name, fetch, code, httpStatus, contentType]) => ({
    name: `${name} is ${code}`,
    async run(/** @type {Context} */ context) {
      const call = ask(context, /** @type {import('./doubles.js').Fetch} */ (fetch));
      const error = await failure(context, call, 'EcsResponseError', {
        code,
        httpStatus,
        contentType,
        attempts: 1,
        outcome: 'unknown',
        retryable: Number(httpStatus) >= 500 || lost.includes(String(code)),
      });
      match(error.message, /may have been carried out all the same/, 'message');
    },
  })),
  {
    name: 'an endless body is given up, and cancelled',
    async run(context) {
      const piece = new Uint8Array(256 * 1024);
      let cancelled = 0;
      const answer = streaming({
        read: async () => ({ done: false, value: piece }),
        cancel: async () => void cancelled++,
      });
      const call = ask(context, giving(answer));
      await failure(context, call, 'EcsResponseError', { code: 'OversizedBody' });
      equal(cancelled, 1, 'cancellations');
    },
  },
  {
    name: 'a body of exactly the limit is read',
    async run(context) {
      const body = SUCCESS + ' '.repeat(LIMIT - SUCCESS.length);
      const { requestId } = await ask(context, answering(body))();
      equal(requestId, REQUEST_ID, 'requestId');
    },
  },
  {
    name: 'a body in many pieces is put together',
    async run(context) {
      const bytes = new TextEncoder().encode(SUCCESS);
      let next = 0;
      const read = async () => {
        const value = bytes.subarray(next, ++next);
        return { done: value.length === 0, value };
      };
      const { requestId } = await ask(context, giving(streaming({ read })))();
      equal(requestId, REQUEST_ID, 'requestId');
    },
  },
  ...[
    [
      'XML',
      `${XML_HEAD}<DeleteImageResponse><RequestId>${REQUEST_ID}</RequestId></DeleteImageResponse>`,
    ],
    ['JSON after a byte order mark', `\u{FEFF}${SUCCESS}`],
    ['JSON with unknown fields', `{"New":{"deep":[1]},"RequestId":"${REQUEST_ID}"}`],
  ].map(([name, body]) => ({
    name: `success in ${name}`,
    async run(/** @type {Context} */ context) {
      const result = await ask(context, answering(body, { contentType: 'text/plain' }))();
      const expected = { requestId: REQUEST_ID, outcome: 'accepted', attempts: 1 };
      deepEqual(result, expected, 'result');
    },
  })),
  {
    name: 'a refusal in XML',
    async run(context) {
      const body =
        `${XML_HEAD}<Error><RequestId>${REQUEST_ID}</RequestId>` +
        '<HostId>ecs-cn-hangzhou.aliyuncs.com</HostId><Code>ImageIsPublic</Code>' +
        '<Message>You can not delete public image, &amp; so on.</Message></Error>';
      const call = ask(context, answering(body, { status: 403, contentType: XML_TYPE }));
      const error = await failure(context, call, 'EcsServiceError', {
        code: 'ImageIsPublic',
        httpStatus: 403,
        requestId: REQUEST_ID,
        hostId: 'ecs-cn-hangzhou.aliyuncs.com',
        recommend: undefined,
        outcome: 'not-applied',
      });
      match(error.message, /public image, & so on\./, 'message');
      equal(error.remedies[0].action, 'ModifyImageSharePermission', 'remedy');
    },
  },
  {
    name: 'an unknown code keeps everything that it came with',
    async run(context) {
      const body = JSON.stringify({
        RequestId: REQUEST_ID,
        HostId: 'ecs.example.com',
        Code: 'Brand.NewCode',
        Message: 'Something new: 新.',
        Recommend: 'https://example.com/help',
      });
      const call = ask(context, answering(body, { status: 418, contentType: JSON_TYPE }));
      const error = await failure(context, call, 'EcsServiceError', {
        code: 'Brand.NewCode',
        httpStatus: 418,
        requestId: REQUEST_ID,
        hostId: 'ecs.example.com',
        recommend: 'https://example.com/help',
        description: undefined,
        remedies: [],
        retryable: false,
        outcome: 'not-applied',
      });
      match(error.message, /Something new: 新\./, 'message');
    },
  },
  ...[
    ['a new code with a 500', 500, 'Brand.NewCode', true, 'unknown'],
    ['a new throttling code', 400, 'Throttling.Brand', true, 'not-applied'],
    ['a refusal that comes with a 200', 200, 'ImageIsPublic', false, 'not-applied'],
  ].map(([name, status, code, retryable, outcome]) => ({
    name: `${name} is ${retryable ? '' : 'not '}retryable, its outcome ${outcome}`,
    async run(/** @type {Context} */ context) {
      const body = JSON.stringify({ RequestId: REQUEST_ID, Code: code, Message: 'No.' });
      const call = ask(context, answering(body, { status: Number(status) }));
      const fields = { code, httpStatus: status, retryable, outcome, hostId: undefined };
      await failure(context, call, 'EcsServiceError', fields);
    },
  })),
  {
    name: 'DryRunOperation is a success of a dry run only',
    async run(context) {
      const body = JSON.stringify({ RequestId: REQUEST_ID, Code: 'DryRunOperation', Message: '' });
      const fetch = answering(body, { status: 400 });
      await failure(context, ask(context, fetch), 'EcsServiceError', { code: 'DryRunOperation' });
      const client = newClient(context, { fetch });
      const result = await client.deleteImage(regionId, newImageId(), false, { dryRun: true });
      equal(result.outcome, 'validated', 'outcome');
    },
  },
  {
    name: 'a quoted string that is not what was signed says that the request was changed',
    async run(context) {
      const marker = 'POST&%2F&AccessKeyId%3Dmarker';
      const message = `Specified signature is not matched with our calculation. server string to sign is:${marker}`;
      const body = JSON.stringify({
        RequestId: REQUEST_ID,
        Code: 'SignatureDoesNotMatch',
        Message: message,
      });
      const call = ask(context, answering(body, { status: 400 }));
      const error = await failure(context, call, 'EcsServiceError');
      match(error.message, /changed on its way/, 'message');
      ok(!JSON.stringify(error).includes('marker'), `quotes: ${error.message}`);
    },
  },
];
