// The official ECS client for Node (signature V3). It is unmodified; where it hands over to its HTTP
// library it is answered at once.
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { credentials, host, imageId, regionId } from './deletion.js';

const require = createRequire(import.meta.url);
/** @type {any} */
const ecs = require('@alicloud/ecs20140526');
const fromEcs = createRequire(require.resolve('@alicloud/ecs20140526'));
const { $OpenApiUtil } = fromEcs('@alicloud/openapi-core');
const fromCore = createRequire(fromEcs.resolve('@alicloud/openapi-core'));
/** @type {any} */
const httpx = createRequire(fromCore.resolve('@darabonba/typescript'))('httpx');

const text = Buffer.from('{"RequestId":"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"}');

const answer = () => {
  const body = Readable.from([text]);
  const headers = { 'content-type': 'application/json' };
  return Object.assign(body, { statusCode: 200, headers, req: { getHeaders: () => ({}) } });
};

/** A whole call but for the network. */
export function caller() {
  httpx.request = async () => answer();
  const config = new $OpenApiUtil.Config({ ...credentials, type: 'access_key', endpoint: host });
  const client = new ecs.default(config);
  return () => client.deleteImage(new ecs.DeleteImageRequest({ regionId, imageId, force: false }));
}

/** Resolves with the first signed request, at the moment at which it would be sent. */
export function firstRequest() {
  return new Promise((resolve, reject) => {
    const call = caller();
    httpx.request = async (/** @type {string} */ url, /** @type {any} */ { headers }) => {
      resolve(headers.Authorization ?? headers.authorization);
      return answer();
    };
    call().catch(reject);
  });
}
