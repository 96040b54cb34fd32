// What the example Worker does for those who may: deletes, or signs; what it answers when the service
// refuses or is not there; and what it writes down. The key is searched for in all of it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { EcsClient, sendPresigned } from 'ecs-delete-image';
import { failureAnswer } from '../../examples/worker/src/answers.js';
import worker from '../../examples/worker/src/index.js';
import { nameOf } from '../../examples/worker/src/images.js';
import { accessKeys } from '../endpoint/index.js';
import { marksIn, secretIn } from '../secrets/marks.js';
import { key, posting, regionId, setStage } from './worker/stage.js';

/** @typedef {import('../endpoint/image-states.js').ImageState} ImageState */
/** @typedef {import('./worker/stage.js').Answer} Answer */

/** @type {import('./worker/stage.js').Stage} */
let stage;
/** Every answer of the first stage, to be searched in the end. @type {Answer[]} */
const answers = [];
/** Every token that it was sent. @type {string[]} */
const tokens = [];

before(async () => {
  stage = await setStage();
});
after(() => stage?.strike());

/** @param {ImageState[]} states */
const newImage = (...states) => stage.endpoint.state.addImage({ states }).imageId;
/** @param {string} name */
const named = (name) => stage.endpoint.state.addImage({ name }).imageId;
/** @param {string} imageId */
const exists = (imageId) => stage.endpoint.state.findImage(imageId) !== undefined;
/** What the service was asked about an image. @param {string} imageId */
const asked = (imageId) =>
  stage.endpoint.requests.filter(({ parameters }) => parameters.ImageId === imageId);

let count = 0;

/**
 * @param {string} path
 * @param {object} order
 * @param {object} [claims] of the caller; without, somebody who may do everything
 */
async function ask(path, order, claims = { sub: `admin ${(count += 1)}`, groups: ['admins'] }) {
  const token = stage.issuer.token(claims);
  const answer = await stage.ask(path, posting(token, { regionId, ...order }));
  tokens.push(token);
  answers.push(answer);
  return answer;
}

/** The line of the audit log that has all of this. @param {...string} parts */
async function auditLine(...parts) {
  const escaped = parts.map((part) => part.replace(/[^\w]/g, '\\$&'));
  const pattern = new RegExp(`^.*${escaped.join('.*')}.*$`, 'm');
  await stage.logs(pattern);
  const [line] = /** @type {RegExpExecArray} */ (pattern.exec(stage.log()));
  return JSON.parse(line);
}

describe('POST /delete', () => {
  it('deletes the image, with V3 and one request', async () => {
    const imageId = newImage();
    const { status, body } = await ask('/delete', { imageId });
    const [request, ...more] = asked(imageId);
    assert.equal(status, 200);
    assert.deepEqual(body, { requestId: request.requestId, outcome: 'accepted', attempts: 1 });
    assert.equal(exists(imageId), false);
    assert.equal(request.signatureVersion, 'ACS3-HMAC-SHA256');
    assert.equal(request.parameters.Force, 'false');
    assert.deepEqual(more, []);
  });

  it('a dry run deletes nothing', async () => {
    const imageId = newImage();
    const { status, body } = await ask('/delete', { imageId, dryRun: true });
    assert.deepEqual([status, body.outcome], [200, 'validated']);
    assert.equal(exists(imageId), true);
  });

  it('an image in use is deleted by force only, and not by those who may not force', async () => {
    const imageId = newImage('inUse');
    const keeper = { sub: 'keeper', groups: ['keepers'] };
    const refused = await ask('/delete', { imageId });
    assert.deepEqual([refused.status, refused.body.code], [409, 'ImageUsingByInstance']);
    const forced = await ask('/delete', { imageId, force: true }, keeper);
    assert.deepEqual([forced.status, forced.body.code], [403, 'ForceNotAllowed']);
    assert.ok(exists(imageId));
    assert.equal((await ask('/delete', { imageId, force: true })).status, 200);
    assert.equal(exists(imageId), false);
  });

  it('who has no rule gets nothing, and the service hears nothing', async () => {
    const imageId = newImage();
    for (const path of ['/delete', '/presign']) {
      for (const claims of [
        { sub: 'nobody' },
        { sub: 'admins' },
        { sub: 'x', group: ['admins'] },
      ]) {
        const { status, body } = await ask(path, { imageId }, claims);
        assert.deepEqual([status, body.code], [403, 'NotAllowed']);
      }
    }
    assert.deepEqual(asked(imageId), []);
  });

  it('one group may stand alone in the claim', async () => {
    const { status } = await ask('/delete', { imageId: newImage() }, { groups: 'keepers' });
    assert.equal(status, 200);
  });

  it('other claims of another type are no groups', async () => {
    for (const groups of [{ admins: true }, [['admins']], true, null]) {
      const { status } = await ask('/delete', { imageId: newImage() }, { sub: 'x', groups });
      assert.equal(status, 403);
    }
  });

  it('a rule for ids holds for these ids', async () => {
    const other = newImage();
    const one = { sub: 'one' };
    assert.equal((await ask('/delete', { imageId: other }, one)).status, 403);
    const { status } = await ask('/delete', { imageId: 'm-bp1free0000000000001' }, one);
    assert.equal(status, 200);
  });

  it('a rule for names looks the name up, whatever the state of the image', async () => {
    const [mine, other, copying] = [named('nightly-7'), named('weekly'), newImage('copying')];
    assert.equal((await ask('/delete', { imageId: mine }, { sub: 'ci' })).status, 200);
    assert.deepEqual(
      asked(mine).map(({ action }) => action),
      ['DescribeImages', 'DeleteImage'],
    );
    for (const imageId of [other, copying, 'm-absent', `${other},${named('nightly-8')}`]) {
      const { status, body } = await ask('/delete', { imageId }, { sub: 'ci' });
      assert.equal(body.outcome, 'not-applied');
      assert.ok([403, 400].includes(status), String(status));
    }
    assert.ok(exists(other) && exists(copying));
  });

  it('the name of another image than the one asked for is none', async () => {
    const ecs = {
      async *describeImages() {
        yield { imageId: 'm-2', imageName: 'nightly-7' };
      },
    };
    const order = { regionId, imageId: 'm-1', force: false, dryRun: false };
    assert.equal(await nameOf(/** @type {any} */ (ecs), order), undefined);
  });

  it('a dot in a pattern is a dot', async () => {
    const { status } = await ask('/delete', { imageId: named('axb') }, { sub: 'ci' });
    assert.equal(status, 403);
    assert.equal((await ask('/delete', { imageId: named('a.b') }, { sub: 'ci' })).status, 200);
  });

  it('a rule for names can be the one that allows force', async () => {
    const both = { sub: 'both' };
    const imageId = named('forced-1');
    assert.equal((await ask('/delete', { imageId, force: true }, both)).status, 200);
    const other = await ask('/delete', { imageId: named('x'), force: true }, both);
    assert.equal(other.body.code, 'ForceNotAllowed');
  });

  it('ids that are none never reach the service, whatever the rules say', async () => {
    const before = stage.endpoint.requests.length;
    for (const order of [
      { regionId: 'cn-x.evil.example/', imageId: 'm-1' },
      { regionId: 'cn-x@evil', imageId: 'm-1' },
      { imageId: 'm-1&Force=true' },
      { imageId: '' },
    ]) {
      for (const path of ['/delete', '/presign']) {
        const { status, body } = await ask(path, order);
        assert.deepEqual([status, body.code, body.kind], [400, 'InvalidRequest', 'worker']);
      }
    }
    assert.equal(stage.endpoint.requests.length, before);
  });
});

describe('what the service refuses', () => {
  /** @type {Record<string, [ImageState[], string]>} */
  const states = {
    ImageUsingByInstance: [['inUse'], 'DescribeInstances'],
    ImageUseShared: [['shared'], 'DescribeImageSharePermission'],
    'OperationDenied.ImageCopying': [['copying'], 'CancelCopyImage'],
    ImageIsImporting: [['importing'], 'DescribeTasks'],
    ImageIsExporting: [['exporting'], 'DescribeTasks'],
    ImageIsPublic: [['public'], 'ModifyImageSharePermission'],
  };
  for (const [code, [imageStates, action]] of Object.entries(states)) {
    it(`${code} comes through as a conflict, with what to do about it`, async () => {
      const imageId = newImage(...imageStates);
      const { status, body } = await ask('/delete', { imageId });
      assert.equal(status, 409);
      assert.deepEqual(
        [body.name, body.kind, body.code, body.outcome, body.httpStatus],
        ['EcsServiceError', 'service', code, 'not-applied', 403],
      );
      assert.equal(body.remedies[0].action, action);
      assert.equal(body.requestId, asked(imageId)[0].requestId);
      assert.ok(exists(imageId));
    });
  }

  it('an image that is not there, and a region', async () => {
    const image = await ask('/delete', { imageId: 'm-absent' });
    assert.deepEqual([image.status, image.body.code], [404, 'InvalidImageId.NotFound']);
    const region = await ask('/delete', { regionId: 'cn-nowhere', imageId: 'm-absent' });
    assert.deepEqual([region.status, region.body.code], [404, 'InvalidRegionId.NotFound']);
  });

  it('throttling, once the client has given up', async () => {
    const imageId = newImage();
    stage.endpoint.faults.add({ fault: 'throttling', imageId, retryAfter: 1, times: 3 });
    const { status, headers, body } = await ask('/delete', { imageId });
    assert.deepEqual([status, body.code, body.attempts], [429, 'Throttling', 3]);
    assert.equal(headers.get('retry-after'), '10');
    assert.ok(exists(imageId));
  });

  it('a key that may not is the fault of the Worker: who it is is for the log', async () => {
    const lacking = { ACCESS_KEY_ID: 'lacks.DeleteImage.id', ACCESS_KEY_SECRET: 'testsecret' };
    await withStage({ bindings: lacking }, async (other) => {
      const order = { regionId, imageId: 'm-bp1free0000000000001' };
      const token = other.issuer.token({ groups: ['admins'] });
      const { status, body } = await other.ask('/delete', posting(token, order));
      assert.equal(status, 502);
      assert.match(body.code, /^(Forbidden\.RAM|NoPermission)$/);
      assert.equal(body.accessDenied, undefined);
      await other.logs(/"audit":"delete".*"code":"(Forbidden\.RAM|NoPermission)"/);
    });
  });

  it('so is a secret that is wrong; it is not shown, and neither is what was signed', async () => {
    const wrong = { ACCESS_KEY_ID: key.accessKeyId, ACCESS_KEY_SECRET: `${key.accessKeySecret}x` };
    await withStage({ bindings: wrong }, async (other) => {
      const order = { regionId, imageId: 'm-bp1free0000000000001' };
      const token = other.issuer.token({ groups: ['admins'] });
      const { status, body, text } = await other.ask('/delete', posting(token, order));
      assert.deepEqual([status, body.code], [502, 'SignatureDoesNotMatch']);
      await other.logs(/SignatureDoesNotMatch/);
      assert.deepEqual(marksIn(text + other.log()), []);
    });
  });
});

describe('what nobody knows the end of', () => {
  for (const [fault, kind] of [
    ['html502', 'response'],
    ['resetAfter', 'network'],
    ['truncatedBody', 'response'],
    ['internalError500', 'service'],
  ]) {
    it(`${fault}, three times: a bad gateway, and the outcome is unknown`, async () => {
      const imageId = newImage();
      const more = fault === 'resetAfter' || fault === 'truncatedBody' ? {} : { apply: false };
      // Applied or not, no answer of the service's says so.
      stage.endpoint.faults.add({ fault, imageId, times: 100, action: 'DeleteImage', ...more });
      const { status, body } = await ask('/delete', { imageId });
      stage.endpoint.faults.clear();
      assert.deepEqual([status, body.kind, body.outcome], [502, kind, 'unknown']);
      assert.equal(body.attempts, 3);
      const line = await auditLine(imageId, '"outcome":"unknown"');
      assert.equal(line.audit, 'delete');
    });
  }

  it('nobody listens: a bad gateway, and the outcome is unknown', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close();
    await once(server, 'close');
    await withStage({ bindings: { ENDPOINT: `http://127.0.0.1:${port}` } }, async (other) => {
      const order = { regionId, imageId: 'm-bp1free0000000000001' };
      const token = other.issuer.token({ groups: ['admins'] });
      const { status, body } = await other.ask('/delete', posting(token, order));
      assert.deepEqual([status, body.name, body.outcome], [502, 'EcsNetworkError', 'unknown']);
      // Signing needs no service.
      assert.equal((await other.ask('/presign', posting(token, order))).status, 200);
    });
  });

  it('no answer in time: a gateway time-out', async () => {
    const ecs = new EcsClient({ credentials: key, timeout: 1, maxAttempts: 1, fetch: never });
    const error = await ecs.deleteImage(regionId, 'm-1').catch((reason) => reason);
    const answer = failureAnswer(error, new Headers(), { begun: true });
    const body = await answer.json();
    assert.deepEqual([answer.status, body.kind, body.outcome], [504, 'timeout', 'unknown']);
  });

  it('the platform is asked to wait for the answer, whether anybody still does or not', async (t) => {
    t.mock.method(console, 'error', () => {});
    /** @type {Promise<unknown>[]} */
    const waitedFor = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ each) => waitedFor.push(each) };
    const unset = /** @type {any} */ ({});
    const answer = await worker.fetch(new Request('https://worker.example/'), unset, context);
    assert.deepEqual(await Promise.all(waitedFor), [answer]);
  });

  it('a caller who goes away does not stop a deletion, nor its line in the log', async () => {
    const imageId = newImage();
    stage.endpoint.faults.add({ fault: 'hold', imageId });
    const leaving = new AbortController();
    const token = stage.issuer.token({ sub: 'impatient', groups: ['admins'] });
    const init = { ...posting(token, { regionId, imageId }), signal: leaving.signal };
    const asking = stage.ask('/delete', init);
    while (asked(imageId).length === 0) await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await assert.rejects(asking, { name: 'AbortError' });
    stage.endpoint.faults.release();
    const line = await auditLine('impatient', imageId, '"requestId"');
    assert.equal(line.outcome, 'accepted');
    assert.equal(exists(imageId), false);
  });
});

describe('POST /presign', () => {
  it('gives a request that whoever has it can send, once; until then nothing happens', async () => {
    const imageId = newImage();
    const { status, body } = await ask('/presign', { imageId });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), ['body', 'expiresAt', 'headers', 'method', 'url']);
    assert.deepEqual([body.method, body.url], ['POST', `${stage.endpoint.url}/`]);
    assert.deepEqual(asked(imageId), []);
    assert.equal((await sendPresigned(body)).outcome, 'accepted');
    assert.equal(exists(imageId), false);
    assert.equal(asked(imageId)[0].signatureVersion, '1.0');
    await assert.rejects(sendPresigned(body), { code: 'SignatureNonceUsed' });
  });

  it('has the id of the key in it, by nature, and not the secret', async () => {
    const { body, text } = await ask('/presign', { imageId: newImage() });
    assert.equal(new URLSearchParams(body.body).get('AccessKeyId'), key.accessKeyId);
    assert.deepEqual(secretIn(text), []);
  });

  it('force and dry run are signed, and force only for those who may', async () => {
    const imageId = newImage('inUse');
    const keeper = { sub: 'keeper of signatures', groups: ['keepers'] };
    const refused = await ask('/presign', { imageId, force: true }, keeper);
    assert.deepEqual([refused.status, refused.body.code], [403, 'ForceNotAllowed']);
    const unforced = await ask('/presign', { imageId });
    const changed = unforced.body.body.replace('Force=false', 'Force=true');
    await assert.rejects(sendPresigned({ ...unforced.body, body: changed }), {
      code: 'SignatureDoesNotMatch',
    });
    const { body } = await ask('/presign', { imageId });
    await assert.rejects(sendPresigned(body), { code: 'ImageUsingByInstance' });
    const trial = await ask('/presign', { imageId, force: true, dryRun: true });
    assert.equal((await sendPresigned(trial.body)).outcome, 'validated');
    assert.ok(exists(imageId));
    const forced = await ask('/presign', { imageId, force: true });
    assert.equal((await sendPresigned(forced.body)).outcome, 'accepted');
    assert.equal(exists(imageId), false);
  });

  it('a temporary key signs with its token, which is then in the request', async () => {
    const { accessKeyId, accessKeySecret, securityToken } = accessKeys.temporary;
    const bindings = {
      ACCESS_KEY_ID: accessKeyId,
      ACCESS_KEY_SECRET: accessKeySecret,
      SECURITY_TOKEN: securityToken,
    };
    await withStage({ bindings }, async (other) => {
      const token = other.issuer.token({ groups: ['admins'] });
      const order = { regionId, imageId: 'm-bp1free0000000000001' };
      const { body } = await other.ask('/presign', posting(token, order));
      assert.equal(new URLSearchParams(body.body).get('SecurityToken'), securityToken);
      assert.equal((await sendPresigned(body)).outcome, 'accepted');
      assert.ok(!other.log().includes('CAIS'));
    });
  });

  it('a rule for names holds here, too', async () => {
    const [mine, other] = [named('nightly-9'), named('weekly-9')];
    assert.equal((await ask('/presign', { imageId: mine }, { sub: 'ci' })).status, 200);
    assert.equal((await ask('/presign', { imageId: other }, { sub: 'ci' })).status, 403);
  });
});

describe('the audit log', () => {
  it('has two lines for each deletion: who, what, that it begins, and how it ended', async () => {
    const imageId = newImage();
    const { body } = await ask('/delete', { imageId }, { sub: 'auditee', groups: ['keepers'] });
    const order = { regionId, imageId, force: false, dryRun: false };
    const { requestId } = body;
    assert.deepEqual(
      [await auditLine('"auditee"', imageId), await auditLine('"auditee"', imageId, '"requestId"')],
      [
        { audit: 'delete', user: 'auditee', ...order, outcome: 'begun' },
        { audit: 'delete', user: 'auditee', ...order, outcome: 'accepted', requestId },
      ],
    );
  });

  it('one for each signature, without it', async () => {
    const imageId = newImage();
    const { body } = await ask('/presign', { imageId, dryRun: true }, { groups: ['keepers'] });
    const line = await auditLine('"presign"', imageId);
    assert.deepEqual([line.outcome, line.dryRun, line.expiresAt], ['signed', true, body.expiresAt]);
    const signature = String(new URLSearchParams(body.body).get('Signature'));
    assert.ok(!stage.log().includes(signature));
  });

  it('and for each refusal, in one line whatever was asked for', async () => {
    const sub = 'forger"}\n{"audit":"delete","user":"ann"';
    await ask('/delete', { imageId: 'm-1' }, { sub });
    const line = await auditLine('forger');
    assert.deepEqual(
      [line.code, line.outcome, line.user, line.imageId],
      ['NotAllowed', 'not-applied', sub, 'm-1'],
    );
    assert.doesNotMatch(stage.log(), /^\{"audit":"delete","user":"ann"/m);
  });
});

describe('a Worker that is set up wrongly', () => {
  for (const [name, value, message] of /** @type {const} */ ([
    ['ACCESS_KEY_SECRET', '', 'ACCESS_KEY_SECRET must be set'],
    ['ACCESS_KEY_SECRET', `${key.accessKeySecret}\n`, 'credentials.accessKeySecret'],
    ['ENDPOINT', 'http://example.com', 'endpoint'],
    ['RULES', [{ regions: ['*'], images: ['*'] }], 'RULES[0] needs users or groups'],
  ])) {
    it(`${message}: nobody gets in, the log says so, and the answer does not`, async () => {
      await withStage({ bindings: { [name]: value } }, async (other) => {
        const token = other.issuer.token({ groups: ['admins'] });
        const order = { regionId, imageId: 'm-bp1free0000000000001' };
        for (const path of ['/delete', '/presign']) {
          const { status, body } = await other.ask(path, posting(token, order));
          assert.deepEqual([status, body.code], [500, 'Misconfigured']);
          assert.equal(body.outcome, 'not-applied');
          assert.ok(!body.message.includes(message));
        }
        await other.logs(/set up wrongly/);
        assert.ok(other.log().includes(message), other.log());
        assert.deepEqual(marksIn(other.log()), []);
        assert.deepEqual(other.endpoint.requests, []);
      });
    });
  }

  it("the issuer's keys cannot be had: nobody gets in, and it is not the token's fault", async () => {
    await withStage({ bindings: { TOKEN_KEYS: 'http://127.0.0.1:1/keys' } }, async (other) => {
      const order = { regionId, imageId: 'm-bp1free0000000000001' };
      const token = other.issuer.token({ groups: ['admins'] });
      const { status, headers, body } = await other.ask('/delete', posting(token, order));
      assert.deepEqual([status, body.code], [503, 'IssuerUnavailable']);
      assert.equal(headers.get('retry-after'), '10');
      assert.equal(headers.get('www-authenticate'), null);
    });
  });
});

describe('what must not show', () => {
  it('no answer but a signed request has anything of the key, and no answer the secret', () => {
    assert.ok(answers.length > 50);
    for (const { text, headers, body } of answers) {
      const all = text + JSON.stringify([...headers]);
      assert.deepEqual(secretIn(all), []);
      if (body.expiresAt === undefined) assert.deepEqual(marksIn(all), []);
    }
  });

  it('the log has nothing of the key, and no token', () => {
    assert.deepEqual(marksIn(stage.log()), []);
    for (const token of tokens) {
      for (const part of token.split('.')) assert.ok(!stage.log().includes(part));
    }
  });
});

/** A server that never answers. @type {typeof fetch} */
function never() {
  return new Promise(() => {});
}

/**
 * Another Worker, for one test.
 *
 * @param {Parameters<typeof setStage>[0]} options
 * @param {(stage: import('./worker/stage.js').Stage) => Promise<void>} work
 */
async function withStage(options, work) {
  const other = await setStage(options);
  try {
    await work(other);
  } finally {
    await other.strike();
  }
}
