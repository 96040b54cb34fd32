// The search finds the marks wherever they can hide: without this, the other tests prove nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { credentials, encodings, marksIn, secretIn } from './marks.js';

describe('the search for marks', () => {
  for (const [name, encode] of Object.entries(encodings)) {
    it(`finds a text ${name}`, () => {
      for (const text of Object.values(credentials)) {
        for (const before of ['', 'a', 'ab']) {
          assert.equal(marksIn(`before ${encode(before + text)} after`).length, 1, text);
        }
      }
    });
  }

  it('finds hexadecimal digits, and two bytes a character', () => {
    for (const text of Object.values(credentials)) {
      assert.equal(marksIn(Buffer.from(text).toString('hex')).length, 1);
      assert.equal(marksIn(Buffer.from(text, 'utf16le')).length, 1);
    }
  });

  it('tells the secret from the rest', () => {
    assert.equal(secretIn(credentials.accessKeySecret).length, 1);
    assert.deepEqual(secretIn(credentials.securityToken + credentials.accessKeyId), []);
  });

  it('finds nothing where nothing is', () => {
    assert.deepEqual(marksIn('LTAI**** and the rest of a message'), []);
  });
});
