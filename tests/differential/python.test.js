// The core's signature 1.0 against the official Python signer: random parameter sets and the vectors.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { randomRequests } from './random-requests.js';
import { sign } from './signer.js';

const COUNT = 10_000;
const SEED = 20140526;
const program = fileURLToPath(new URL('sign.py', import.meta.url));
const packages = fileURLToPath(new URL('../../.tools/python', import.meta.url));

/** @typedef {import('./signer.js').Signable} Signable */

/**
 * What the official signer makes of `requests`. `scripts/setup.sh python` installs it.
 *
 * @param {Signable[]} requests
 * @returns {string[]}
 */
function officialSignatures(requests) {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const env = { ...process.env, PYTHONPATH: packages, PYTHONIOENCODING: 'utf-8' };
  const output = execFileSync('python3', [program], {
    input,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return output.trimEnd().split('\n');
}

/**
 * Whether a set's names have one order only. The service and its JavaScript and Java SDKs sort by
 * UTF-16 code units, the Python SDK by code points: beyond U+FFFF the two can differ.
 *
 * @param {Signable} request
 */
function hasOneOrder({ parameters }) {
  const byUnits = Object.keys(parameters).sort();
  // The order of code points is that of their bytes in UTF-8.
  const byPoints = byUnits.map((name) => Buffer.from(name)).sort(Buffer.compare);
  return byUnits.join() === byPoints.join();
}

test(`${COUNT} random sets sign as aliyun-python-sdk-core signs them`, () => {
  const requests = randomRequests(2 * COUNT, SEED)
    .filter(hasOneOrder)
    .slice(0, COUNT);
  assert.equal(requests.length, COUNT);
  assert.deepEqual(sign(requests), officialSignatures(requests));
});

test('the vectors, this project’s own included, are what aliyun-python-sdk-core signs', () => {
  /** @type {{ cases: (Signable & { name: string, signature: string })[] }} */
  const { cases } = JSON.parse(
    readFileSync(new URL('../vectors/signature-hmac-sha1.json', import.meta.url), 'utf8'),
  );
  assert.ok(cases.length >= 7);
  const signatures = officialSignatures(cases);
  cases.forEach(({ name, signature }, index) => assert.equal(signatures[index], signature, name));
});
