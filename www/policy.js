// The page's security policy: nothing inline, and requests to the service only. The service is its
// known hosts, one by one: under `*.aliyuncs.com` there are hosts that anybody can rent, buckets for
// one, and a script that should not be here could carry a key to its own. A region that is newer than
// the list is let in like everything else that is the user's: `node scripts/serve.js --allow ORIGIN`.
import { serviceHosts } from './src/lib/endpoints.js';

/** The endpoint of a demo runs on the same machine. */
const LOOPBACK = ['http://127.0.0.1:*', 'http://localhost:*'];

const service = serviceHosts.map((host) => `https://${host}`);

/**
 * @param {object} [options]
 * @param {readonly string[]} [options.reachable] origins beside the page's own and the service
 * @param {boolean} [options.isHeader] a page cannot say for itself who may frame it
 */
export function pagePolicy({ reachable = LOOPBACK, isHeader = false } = {}) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src ${["'self'", ...service, ...reachable].join(' ')}`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    ...(isHeader ? ["frame-ancestors 'none'"] : []),
  ].join('; ');
}
