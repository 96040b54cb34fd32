// Who gets into the example Worker and how: paths, methods, bodies, origins, tokens, how often.
import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { claimsOf, hs256, makeKeys, makeToken, rs256 } from './worker/issuer.js';
import { ORIGIN, posting, regionId, setStage } from './worker/stage.js';

/** @type {import('./worker/stage.js').Stage} */
let stage;
before(async () => {
  stage = await setStage();
});
after(() => stage?.strike());

const order = { regionId, imageId: 'm-bp1none0000000000001', dryRun: true };
const paths = ['/delete', '/presign'];

let users = 0;
/** Of somebody who may delete everything, and who has asked for nothing yet. @param {object} [claims] */
const admin = (claims) =>
  stage.issuer.token({ sub: `admin-${(users += 1)}`, groups: ['admins'], ...claims });

/**
 * Does the work, and sees that the service heard nothing of it.
 *
 * @param {() => Promise<import('./worker/stage.js').Answer>} work
 */
async function unheard(work) {
  const before = stage.endpoint.requests.length;
  const answer = await work();
  assert.equal(stage.endpoint.requests.length, before, 'the service was asked');
  return answer;
}

describe('paths and methods', () => {
  for (const path of ['/', '/delete/', '/Delete', '/presign/x', '/toString', '/__proto__']) {
    it(`there is no ${path}`, async () => {
      const { status, body } = await unheard(() => stage.ask(path, posting(admin(), order)));
      assert.deepEqual([status, body.code], [404, 'NoSuchPath']);
    });
  }

  for (const path of paths) {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      it(`${method} ${path} is refused, and POST is named`, async () => {
        const authorization = `Bearer ${admin()}`;
        const answer = await unheard(() => stage.ask(path, { method, headers: { authorization } }));
        assert.deepEqual([answer.status, answer.body.code], [405, 'NoSuchMethod']);
        assert.equal(answer.headers.get('allow'), 'POST, OPTIONS');
      });
    }
  }
});

describe('bodies', () => {
  /** @type {Record<string, unknown>} */
  const wrong = {
    'no JSON': '{',
    nothing: '',
    null: null,
    'a list': [order],
    'a text': '"m-1"',
    'no region': { imageId: 'm-1' },
    'no image': { regionId },
    'an image that is a list': { ...order, imageId: ['m-1'] },
    'force as text': { ...order, force: 'false' },
    'force as a number': { ...order, force: 1 },
    'force as null': { ...order, force: null },
    'a dry run as text': { ...order, dryRun: 'true' },
    'a misspelt dry run': { regionId, imageId: order.imageId, dryrun: true },
    'a field of the prototype': `{"regionId":"cn-hangzhou","imageId":"m-1","__proto__":{"force":true}}`,
    'an endpoint': { ...order, endpoint: 'https://example.com' },
  };
  for (const [name, body] of Object.entries(wrong)) {
    it(`${name}: refused`, async () => {
      for (const path of paths) {
        const answer = await unheard(() => stage.ask(path, posting(admin(), body)));
        assert.deepEqual([answer.status, answer.body.code], [400, 'InvalidRequest'], answer.text);
        assert.equal(answer.body.outcome, 'not-applied');
      }
    });
  }

  it('only JSON: what a form or plain text could send needs no preflight', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const init = posting(admin(), order, { 'content-type': type });
      const { status, body } = await unheard(() => stage.ask('/delete', init));
      assert.deepEqual([status, body.code], [415, 'NotJson'], type);
    }
    const { status } = await stage.ask(
      '/delete',
      posting(admin(), order, { 'content-type': 'application/json; charset=utf-8' }),
    );
    assert.notEqual(status, 415);
  });

  it('ids that are none are none here, whatever rules would make of them', async () => {
    for (const ids of [
      { regionId: `cn-${'a'.repeat(61)}` },
      { regionId: `cn-${'-'.repeat(20)}` },
      { regionId: 'cn-x@evil' },
      { imageId: 'm'.repeat(129) },
      { imageId: 'm-1\n' },
    ]) {
      const answer = await unheard(() =>
        stage.ask('/presign', posting(admin(), { ...order, ...ids })),
      );
      assert.deepEqual([answer.status, answer.body.code], [400, 'InvalidRequest']);
      assert.match(answer.body.message, new RegExp(`^${Object.keys(ids)[0]} must be an? `));
    }
    for (const ids of [{ regionId: `cn-${'a'.repeat(60)}` }, { imageId: 'M_'.repeat(64) }]) {
      const answer = await stage.ask('/presign', posting(admin(), { ...order, ...ids }));
      assert.equal(answer.status, 200, answer.text);
    }
  });

  it('no long ones', async () => {
    const init = posting(admin(), { ...order, imageId: 'm'.repeat(10_000) });
    const { status, body } = await unheard(() => stage.ask('/delete', init));
    assert.deepEqual([status, body.code], [413, 'TooLong']);
  });
});

describe('origins', () => {
  const preflight = (/** @type {string} */ origin, path = '/delete') =>
    stage.ask(path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const cors = (/** @type {import('./worker/stage.js').Answer} */ { headers }) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

  for (const path of paths) {
    it(`a preflight of the one origin for ${path} is answered`, async () => {
      const answer = await preflight(ORIGIN, path);
      assert.equal(answer.status, 204);
      assert.deepEqual(cors(answer), {
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-expose-headers': 'retry-after',
        'access-control-max-age': '7200',
      });
      assert.equal(answer.headers.get('vary'), 'Origin');
    });
  }

  for (const origin of [
    'null',
    'http://console.example.com',
    'https://console.example.com:8443',
    'https://console.example.com.evil.example',
    'https://evil.example',
    'https://CONSOLE.example.com',
  ]) {
    it(`${origin} gets nothing, not even with a good token`, async () => {
      const token = admin();
      for (const answer of [
        await preflight(origin),
        await unheard(() => stage.ask('/delete', posting(token, order, { origin }))),
        await unheard(() => stage.ask('/presign', posting(token, order, { origin }))),
      ]) {
        assert.deepEqual([answer.status, answer.body.code], [403, 'OriginNotAllowed']);
        assert.deepEqual(cors(answer), {});
        assert.equal(answer.headers.get('vary'), 'Origin');
      }
    });
  }

  it('the page of the one origin may read every answer, and nobody may keep one', async () => {
    const origin = { origin: ORIGIN };
    const free = stage.endpoint.state.addImage().imageId;
    const answers = {
      200: await stage.ask('/delete', posting(admin(), { regionId, imageId: free }, origin)),
      400: await stage.ask('/delete', posting(admin(), '{', origin)),
      401: await stage.ask('/delete', posting(undefined, order, origin)),
      403: await stage.ask('/delete', posting(stage.issuer.token(), order, origin)),
      404: await stage.ask('/', posting(admin(), order, origin)),
      405: await stage.ask('/delete', { headers: origin }),
      415: await stage.ask(
        '/delete',
        posting(admin(), order, { ...origin, 'content-type': 'a/b' }),
      ),
    };
    for (const [status, answer] of Object.entries(answers)) {
      assert.equal(String(answer.status), status, answer.text);
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN, status);
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('vary'), 'Origin');
      assert.match(String(answer.headers.get('content-type')), /^application\/json/);
    }
  });

  it('a program, which has no origin, needs only its token', async () => {
    const { status, headers } = await stage.ask('/delete', posting(admin(), order));
    assert.equal(status, 404); // The image is not there.
    assert.equal(headers.get('access-control-allow-origin'), null);
  });
});

describe('tokens', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const stranger = makeKeys();
  const strangersJwk = { ...stranger.publicKey.export({ format: 'jwk' }), kid: 'first' };
  const claims = () => claimsOf({ groups: ['admins'] });
  const header = { alg: 'RS256', kid: 'first', typ: 'JWT' };
  const signedByStranger = (/** @type {string} */ signed) => rs256(signed, stranger.privateKey);
  const rs512 = (/** @type {string} */ signed) =>
    sign('RSA-SHA512', Buffer.from(signed), stage.issuer.privateKey);
  const publicPem = () => stage.issuer.publicKey.export({ format: 'pem', type: 'spki' });

  /** @param {(parts: string[]) => string[]} change */
  const changed = (change) => change(admin().split('.')).join('.');

  /** @type {Record<string, [code: string, make: () => string | undefined]>} */
  const bad = {
    'none at all': ['MissingToken', () => undefined],
    'an empty one': ['MissingToken', () => ''],
    'no token': ['InvalidToken', () => 'letmein'],
    'one that has expired': ['TokenExpired', () => admin({ exp: now() - 60 })],
    'one that is not valid yet': ['InvalidToken', () => admin({ nbf: now() + 600 })],
    'one that never expires': ['InvalidToken', () => admin({ exp: undefined })],
    'one with an end that is text': ['InvalidToken', () => admin({ exp: '2099-01-01' })],
    'one of nobody': ['InvalidToken', () => admin({ sub: undefined })],
    'one of an empty subject': ['InvalidToken', () => admin({ sub: '' })],
    'one of a number': ['InvalidToken', () => admin({ sub: 7 })],
    'one of a list': ['InvalidToken', () => admin({ sub: ['ci'] })],
    'one for somebody else': ['InvalidToken', () => admin({ aud: 'https://other.example.com' })],
    'one for nobody': ['InvalidToken', () => admin({ aud: undefined })],
    'one of another issuer': ['InvalidToken', () => admin({ iss: 'https://evil.example/' })],
    'one of no issuer': ['InvalidToken', () => admin({ iss: undefined })],
    'one of almost the issuer': ['InvalidToken', () => admin({ iss: 'https://login.example.com' })],
    'one without a signature': [
      'InvalidToken',
      () => makeToken({ ...header, alg: 'none' }, claims(), () => Buffer.alloc(0)),
    ],
    'one that says none, with a good signature': [
      'InvalidToken',
      () =>
        makeToken({ ...header, alg: 'none' }, claims(), (s) => rs256(s, stage.issuer.privateKey)),
    ],
    'one signed with the public key as a secret': [
      'InvalidToken',
      () => makeToken({ ...header, alg: 'HS256' }, claims(), (s) => hs256(s, publicPem())),
    ],
    'one signed with an empty secret': [
      'InvalidToken',
      () => makeToken({ ...header, alg: 'HS256' }, claims(), (s) => hs256(s, '')),
    ],
    'one of another algorithm': [
      'InvalidToken',
      () => makeToken({ ...header, alg: 'RS512' }, claims(), rs512),
    ],
    "one signed with a stranger's key": [
      'InvalidToken',
      () => makeToken(header, claims(), signedByStranger),
    ],
    'one that brings its own key': [
      'InvalidToken',
      () => makeToken({ ...header, jwk: strangersJwk }, claims(), signedByStranger),
    ],
    'one that says where its key is': [
      'InvalidToken',
      () => makeToken({ ...header, jku: 'https://evil.example' }, claims(), signedByStranger),
    ],
    'one with a key that the issuer has not': [
      'InvalidToken',
      () => makeToken({ ...header, kid: 'other' }, claims(), signedByStranger),
    ],
    'one with a critical extension': [
      'InvalidToken',
      () => stage.issuer.token({ groups: ['admins'] }, { crit: ['x'], x: 1 }),
    ],
    'one with other claims than were signed': [
      'InvalidToken',
      () =>
        changed(([head, , signature]) => [
          head,
          Buffer.from(JSON.stringify(claims())).toString('base64url'),
          signature,
        ]),
    ],
    'one whose signature is cut': [
      'InvalidToken',
      () => changed(([head, body, signature]) => [head, body, signature.slice(0, -4)]),
    ],
    'one without its last part': ['InvalidToken', () => changed((parts) => parts.slice(0, 2))],
    'two of them': ['MissingToken', () => `${admin()} ${admin()}`],
  };

  for (const [name, [code, make]] of Object.entries(bad)) {
    it(`${name}: nobody gets in`, async () => {
      for (const path of paths) {
        const token = make();
        const answer = await unheard(() => stage.ask(path, posting(token, order)));
        assert.deepEqual([answer.status, answer.body.code], [401, code]);
        const challenge = code === 'MissingToken' ? 'Bearer' : 'Bearer error="invalid_token"';
        assert.equal(answer.headers.get('www-authenticate'), challenge);
        const ending = token?.slice(-40);
        if (ending)
          assert.ok(!`${answer.text}${stage.log()}`.includes(ending), 'the token is shown');
      }
    });
  }

  it('another scheme than Bearer is none', async () => {
    const authorization = `Basic ${Buffer.from('user:password').toString('base64')}`;
    const init = posting(undefined, order, { authorization });
    assert.equal((await unheard(() => stage.ask('/delete', init))).body.code, 'MissingToken');
  });

  it('a cookie, and a token in the address, are none', async () => {
    const token = admin();
    const init = posting(undefined, order, { cookie: `CF_Authorization=${token}; token=${token}` });
    const path = `/delete?access_token=${token}`;
    assert.equal((await unheard(() => stage.ask(path, init))).body.code, 'MissingToken');
  });

  it('one for several audiences, this one among them, is good', async () => {
    const token = admin({ aud: ['https://other.example.com', claimsOf().aud] });
    assert.equal((await stage.ask('/delete', posting(token, order))).status, 404);
  });

  it('only tokens of one type are good where the settings name it', async () => {
    const other = await setStage({ bindings: { TOKEN_TYPE: 'at+jwt' } });
    try {
      const ask = (/** @type {object} */ header) =>
        other.ask('/presign', posting(other.issuer.token({ groups: ['admins'] }, header), order));
      for (const typ of ['JWT', undefined]) {
        const { status, body } = await ask({ typ });
        assert.deepEqual([status, body.code], [401, 'InvalidToken']);
      }
      assert.equal((await ask({ typ: 'at+jwt' })).status, 200);
    } finally {
      await other.strike();
    }
  });

  it("the issuer's clock may be some seconds off", async () => {
    const token = admin({ nbf: now() + 2, iat: now() + 2 });
    assert.equal((await stage.ask('/delete', posting(token, order))).status, 404);
  });

  it('the log says why, the answer does not', async () => {
    const token = admin({ aud: 'https://unlike.example.com' });
    const { text } = await stage.ask('/delete', posting(token, order));
    assert.doesNotMatch(text, /aud/);
    await stage.logs(/"audit":"authenticate","code":"ERR_JWT_CLAIM_VALIDATION_FAILED".*aud/);
  });
});

describe("the issuer's keys", () => {
  /** A Worker that has none yet. @param {(other: import('./worker/stage.js').Stage) => Promise<void>} work */
  async function fresh(work) {
    const other = await setStage();
    try {
      await work(other);
    } finally {
      await other.strike();
    }
  }
  const many = Array.from({ length: 80 }, (_, index) => `key ${index}`);

  it('are asked for once, whatever keys the tokens name that come together', async () => {
    await fresh(async (other) => {
      const answers = await Promise.all(
        many.map((kid) => other.ask('/delete', posting(other.issuer.token({}, { kid }), order))),
      );
      const codes = new Set(answers.map(({ body }) => body.code));
      assert.deepEqual([...codes], ['InvalidToken']);
      assert.equal(other.issuer.seen.requests, 1);
      const token = other.issuer.token({ groups: ['admins'] });
      assert.equal((await other.ask('/presign', posting(token, order))).status, 200);
      assert.equal(other.issuer.seen.requests, 1);
    });
  });

  it('are not asked for again at once by an issuer that has failed', async () => {
    await fresh(async (other) => {
      other.issuer.seen.isDown = true;
      const token = other.issuer.token({ groups: ['admins'] });
      for (let count = 0; count < 5; count += 1) {
        const { status, body } = await other.ask('/delete', posting(token, order));
        assert.deepEqual([status, body.code], [503, 'IssuerUnavailable']);
      }
      assert.equal(other.issuer.seen.requests, 1);
    });
  });
});

describe('how often', () => {
  /** As wrangler.jsonc says. Windows begin with the clock, so a row of calls can fall into two. */
  const LIMIT = 20;

  it('one caller is stopped in time, asks the service nothing more, and another goes on', async () => {
    const token = admin();
    let allowed = 0;
    let answer = await stage.ask('/presign', posting(token, order));
    while (answer.status !== 429 && allowed <= 2 * LIMIT) {
      allowed += 1;
      answer = await stage.ask('/presign', posting(token, order));
    }
    assert.ok(LIMIT <= allowed && allowed <= 2 * LIMIT, `${allowed} calls were allowed`);
    assert.equal(answer.body.code, 'TooManyRequests');
    assert.equal(answer.body.retryable, true);
    assert.equal(answer.headers.get('retry-after'), '60');
    assert.equal((await stage.ask('/presign', posting(admin(), order))).status, 200);
  });

  it('what is refused counts, too', async () => {
    const token = stage.issuer.token({ sub: 'guesser' });
    const statuses = [];
    for (let count = 0; count <= 2 * LIMIT; count += 1) {
      statuses.push((await stage.ask('/delete', posting(token, order))).status);
    }
    assert.equal(statuses[0], 403);
    assert.ok(statuses.includes(429));
  });
});
