// The page's security policy: nothing inline, and requests to the service only.

/** The endpoint of a demo runs on the same machine. */
const LOOPBACK = ['http://127.0.0.1:*', 'http://localhost:*'];

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
    `connect-src ${["'self'", 'https://*.aliyuncs.com', ...reachable].join(' ')}`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    ...(isHeader ? ["frame-ancestors 'none'"] : []),
  ].join('; ');
}
