/**
 * The endpoint's own signature functions against published and independently computed values.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as signatureV1 from './signature-v1.js';
import * as signatureV3 from './signature-v3.js';
import { vectorsV1, vectorsV3 } from './testing/vectors.js';

for (const vector of vectorsV1) {
  test(`signature 1.0, ${vector.name}`, () => {
    const text = signatureV1.stringToSign(vector.method, Object.entries(vector.parameters));
    if (vector.stringToSign !== undefined) {
      assert.equal(text, vector.stringToSign, 'string to sign');
    }
    assert.equal(signatureV1.signature(vector.secret, text), vector.signature, 'signature');
  });
}

for (const vector of vectorsV3) {
  test(`signature V3, ${vector.name}`, () => {
    const canonical = signatureV3.canonicalRequest({
      method: 'POST',
      path: '/',
      query: Object.entries(vector.query),
      headers: vector.headers,
      signedHeaders: Object.keys(vector.headers).sort(),
      body: new Uint8Array(),
    });
    if (vector.requestHash !== undefined) {
      assert.equal(signatureV3.sha256(canonical), vector.requestHash, 'canonical request');
    }
    const text = signatureV3.stringToSign(canonical);
    assert.equal(signatureV3.signature(vector.secret, text), vector.signature, 'signature');
  });
}

test('names are sorted by code units, values never take part', () => {
  const parameters = [
    ['AddAccount.2', 'b'],
    ['AddAccount.1', 'a'],
    ['AddAccount.10', 'c'],
    ['a', 'lower case comes last'],
  ];
  assert.equal(
    signatureV1.canonicalizedQuery(/** @type {[string, string][]} */ (parameters)),
    'AddAccount.1=a&AddAccount.10=c&AddAccount.2=b&a=lower%20case%20comes%20last',
  );
});

test('an empty value keeps its equals sign and Signature takes no part', () => {
  assert.equal(
    signatureV1.canonicalizedQuery([
      ['Signature', 'x'],
      ['Empty', ''],
    ]),
    'Empty=',
  );
});
