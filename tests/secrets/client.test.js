// A client shows nothing of its key, before its calls, between them and afterwards.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { credentials, marksIn, secretIn } from './marks.js';
import { surfaces } from './surfaces.js';

/** @type {any} */
const success = async () => Response.json({ RequestId: 'A' });
/** @type {any} */
const refusal = async () => Response.json({ RequestId: 'A', Code: 'ImageUseShared' });

/** @type {Record<string, () => EcsClient>} */
const clients = {
  'with a key': () => new EcsClient({ credentials, fetch: success }),
  'with a function for keys': () =>
    new EcsClient({ credentials: async () => ({ ...credentials }), fetch: success }),
  'of signature V3': () =>
    new EcsClient({ credentials, fetch: success, signature: 'ACS3-HMAC-SHA256' }),
  'that is refused': () => new EcsClient({ credentials, fetch: refusal }),
  'of a class derived from it': () =>
    new (class Mine extends EcsClient {
      name = 'mine';
    })({ credentials, fetch: success }),
};

/** @param {EcsClient} client */
function look(client) {
  for (const [surface, show] of Object.entries(surfaces)) {
    assert.deepEqual(marksIn(show(client)), [], surface);
  }
}

describe('a client', () => {
  for (const [name, make] of Object.entries(clients)) {
    it(`${name} shows nothing of it`, async () => {
      const client = make();
      look(client);
      const call = client.deleteImage('cn-hangzhou', 'm-1').catch((error) => error);
      look(client);
      look(await call);
      look(client);
      await client.presignDeleteImage('cn-hangzhou', 'm-1', false, { explain: true });
      look(client);
    });
  }

  it('has no fields, and its class none that hold anything', () => {
    const client = clients['with a key']();
    assert.deepEqual(Reflect.ownKeys(client), []);
    for (const object of [EcsClient, EcsClient.prototype]) {
      for (const name of Reflect.ownKeys(object)) {
        const { value, get } = Object.getOwnPropertyDescriptor(object, name) ?? {};
        if (object === EcsClient.prototype) assert.equal(typeof value, 'function', String(name));
        assert.deepEqual(marksIn(String(value ?? get)), [], String(name));
      }
    }
  });

  it('leaves nothing on the global object', async () => {
    await clients['with a key']().deleteImage('cn-hangzhou', 'm-1');
    for (const key of Reflect.ownKeys(globalThis)) {
      const { value } = Object.getOwnPropertyDescriptor(globalThis, key) ?? {};
      if (typeof value === 'string') assert.deepEqual(marksIn(value), [], String(key));
    }
  });

  it('puts nothing of it into the URL of a request', async () => {
    /** @type {string[]} */
    const urls = [];
    /** @type {any} */
    const fetch = (/** @type {string} */ url, /** @type {any} */ { headers }) => {
      urls.push(url, JSON.stringify(headers));
      return success();
    };
    await new EcsClient({ credentials, fetch }).deleteImage('cn-hangzhou', 'm-1');
    assert.equal(urls.length, 2);
    assert.deepEqual(marksIn(urls.join()), []);
  });

  it('of signature V3 puts nothing of it into the URL of a request, and no secret anywhere', async () => {
    /** @type {string[]} */
    const sent = [];
    /** @type {any} */
    const fetch = (/** @type {string} */ url, /** @type {any} */ { headers, body }) => {
      sent.push(url, JSON.stringify({ headers, body }));
      return success();
    };
    const signature = 'ACS3-HMAC-SHA256';
    await new EcsClient({ credentials, fetch, signature }).deleteImage('cn-hangzhou', 'm-1');
    const [url, rest] = sent;
    assert.deepEqual(marksIn(url), []);
    assert.deepEqual(secretIn(rest), []);
    // The key's id and the token.
    assert.equal(marksIn(rest).length, 2);
  });

  for (const method of /** @type {const} */ (['POST', 'GET'])) {
    it(`gives no secret away with a presigned ${method}, explained or not`, async () => {
      for (const explain of [false, true]) {
        const client = new EcsClient({ credentials });
        const options = { method, explain };
        const request = await client.presignDeleteImage('cn-hangzhou', 'm-1', false, options);
        const text = JSON.stringify(request);
        assert.deepEqual(secretIn(text), []);
        assert.equal(marksIn(text).length, 2, 'id and token are in it by nature');
        const { url, headers } = request;
        if (method === 'POST') assert.deepEqual(marksIn(url + JSON.stringify(headers)), []);
      }
    });
  }
});
