// Bytes over the wire: every entry of the package, and what one could import instead, all of them bundled
// and minified by esbuild.
import { bundled, sizesOf } from './lib/bundle.js';
import { entries, parts } from './lib/entries.js';
import { OURS, row } from './lib/rows.js';

const node = { platform: /** @type {const} */ ('node'), format: /** @type {const} */ ('cjs') };

/** What they run on decides how they are bundled: the official clients need Node's own modules. */
/** @type {Record<string, [program: string, options?: import('esbuild').BuildOptions]>} */
const peers = {
  '@alicloud/ecs20140526': ["module.exports = require('@alicloud/ecs20140526');", node],
  '@alicloud/pop-core': ["module.exports = require('@alicloud/pop-core');", node],
  'by hand, WebCrypto (1.0)': ["export { signer } from './benches/peers/webcrypto.js';"],
  'by hand, WebCrypto (V3)': ["export { signer } from './benches/peers/webcrypto-v3.js';"],
  aws4fetch: ["export * from 'aws4fetch';"],
};

/** @param {string} what @param {string} subject @param {(Uint8Array | string)[]} files */
function rows(what, subject, files) {
  return Object.entries(sizesOf(files)).map(([where, size]) =>
    row({ what, where, subject, unit: 'bytes' }, [size]),
  );
}

export async function measure() {
  const measured = [];
  for (const [name, entry] of Object.entries(entries)) {
    for (const [part, files] of Object.entries(await parts(entry))) {
      measured.push(...rows(part, `${OURS} (${name})`, files));
    }
  }
  for (const [name, [program, options]] of Object.entries(peers)) {
    const { script } = await bundled(program, options);
    measured.push(...rows('whole import', name, [script]));
  }
  return measured;
}
