// A client shows nothing of its key, before its calls, between them and afterwards.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { credentials, marksIn } from './marks.js';
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
    });
  }

  it('has no fields, and its class none that hold anything', () => {
    const client = clients['with a key']();
    assert.deepEqual(Reflect.ownKeys(client), []);
    assert.deepEqual(Reflect.ownKeys(EcsClient.prototype), ['constructor', 'deleteImage']);
    for (const name of Reflect.ownKeys(EcsClient)) {
      const { value } = Object.getOwnPropertyDescriptor(EcsClient, name) ?? {};
      assert.deepEqual(marksIn(String(value)), [], String(name));
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
});
