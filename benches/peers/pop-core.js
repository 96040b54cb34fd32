// The official RPC client for Node (signature 1.0). It is unmodified; where it hands over to its HTTP
// library it is answered at once.
import { createRequire } from 'node:module';
import { credentials, imageId, quickHttpx, regionId, version } from './deletion.js';

const require = createRequire(import.meta.url);
/** @type {typeof import('@alicloud/pop-core')} */
const RPCClient = require('@alicloud/pop-core');
/** @type {any} */
const httpx = createRequire(require.resolve('@alicloud/pop-core'))('httpx');

/** @param {string} [endpoint] */
export function client(endpoint = 'https://ecs-cn-hangzhou.aliyuncs.com') {
  return new RPCClient({ ...credentials, endpoint, apiVersion: version });
}

/** A whole call but for the network: it offers no signing by itself. */
export function caller() {
  Object.assign(httpx, quickHttpx);
  const rpc = client();
  const parameters = { RegionId: regionId, ImageId: imageId, Force: false };
  return () => rpc.request('DeleteImage', parameters, { method: 'POST' });
}

/** Resolves with the first signed request, at the moment at which it would be sent. */
export function firstRequest() {
  return new Promise((resolve, reject) => {
    const call = caller();
    httpx.request = async (/** @type {string} */ url, /** @type {any} */ { data }) => {
      resolve(data);
      return quickHttpx.request();
    };
    call().catch(reject);
  });
}
