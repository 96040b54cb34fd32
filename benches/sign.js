// What one signature takes, nonce and time stamp included: in Node, in browsers, and natively.
import { bundled } from './lib/bundle.js';
import { NATIVE, nativeTimes } from './lib/native.js';
import { withPages } from './lib/pages.js';
import { row } from './lib/rows.js';
import { ACS3, HMAC_SHA1, signers, timed } from './lib/signers.js';
import { caller as ecsCaller } from './peers/ecs20140526.js';
import { signature1, signature3 } from './peers/openapi-core.js';
import { caller as popCaller } from './peers/pop-core.js';

const SIZE = { rounds: 7, count: 3_000 };

/** The official clients run in Node only. */
const inNode = {
  [HMAC_SHA1]: {
    ...signers[HMAC_SHA1],
    '@alicloud/pop-core, a whole call': popCaller,
    '@alicloud/openapi-core, signing only': () => signature1,
  },
  [ACS3]: {
    ...signers[ACS3],
    '@alicloud/ecs20140526, a whole call': ecsCaller,
    '@alicloud/openapi-core, signing only': () => signature3,
  },
};

/** @param {string} where @param {Record<string, Record<string, number[]>>} times */
function rowsOf(where, times) {
  return Object.entries(times).flatMap(([what, group]) =>
    Object.entries(group).map(([subject, runs]) => row({ what, where, subject, unit: 'µs' }, runs)),
  );
}

/** @param {string} browser */
async function inBrowser(browser) {
  const { script } = await bundled("import './benches/pages/sign.js';");
  return withPages(browser, { '/sign.js': script }, (open) =>
    open(async (page) => {
      await page.addScriptTag({ type: 'module', url: '/sign.js' });
      await page.waitForFunction(() => 'timed' in globalThis);
      return page.evaluate((size) => /** @type {any} */ (globalThis).timed(size), SIZE);
    }),
  );
}

export async function measure() {
  const native = nativeTimes(SIZE);
  const limits = {
    [HMAC_SHA1]: { [NATIVE]: native['HMAC-SHA1'] },
    [ACS3]: { [NATIVE]: native['ACS3-HMAC-SHA256'] },
  };
  return [
    ...rowsOf('Node', await timed(inNode, SIZE)),
    ...rowsOf('Node', limits),
    ...rowsOf('Chromium', await inBrowser('Chromium')),
    ...rowsOf('Firefox', await inBrowser('Firefox')),
  ];
}
