// The page's own arithmetic: address, masking, comparison, tables, and that its languages are complete.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { relativeTime } from '../../www/src/lib/age.js';
import { addressFields, readAddress, writeAddress } from '../../www/src/lib/address.js';
import { requestFacts, watchedFetch } from '../../www/src/lib/attempts.js';
import { adopted, compare, stringToSignIn } from '../../www/src/lib/comparison.js';
import { expiryOf, isLongLived, readCredentials } from '../../www/src/lib/credentials.js';
import { MASK, mask } from '../../www/src/lib/masking.js';
import { noveltyOf, segmentsOf } from '../../www/src/lib/parameters.js';
import { csv, table } from '../../www/src/lib/spreadsheet.js';
import { codesZh } from '../../www/src/words/codes.zh.js';
import { en } from '../../www/src/words/en.js';
import { zh } from '../../www/src/words/zh.js';

describe('the address', () => {
  test('holds the state and gives it back', () => {
    const state = {
      view: 'images',
      target: 'alibaba',
      region: 'cn-hangzhou',
      image: 'm-bp1 &=#%',
      force: true,
      dryRun: true,
      signature: 'ACS3-HMAC-SHA256',
      panel: 'code',
      sample: 'go',
      keys: 'url',
      lang: 'zh',
      theme: 'dark',
    };
    assert.deepEqual(
      Object.keys(state),
      addressFields.map(({ name }) => name),
    );
    assert.deepEqual(readAddress(writeAddress(state)), state);
  });

  test('is empty when nothing was changed', () => {
    const initial = addressFields.map(({ name, initial }) => [name, initial]);
    assert.equal(writeAddress(Object.fromEntries(initial)), '');
  });

  test('takes nothing that it does not know', () => {
    const hash = `#force=true&dryRun=yes&lang=fr&image=${'m'.repeat(129)}&accessKeySecret=x&endpoint=y`;
    assert.deepEqual(readAddress(hash), {});
  });
});

describe('masking', () => {
  const secret = "CAIS+a/b==!'()*~ x";
  for (const [writing, text] of Object.entries({
    'as it is': secret,
    encoded: encodeURIComponent(secret),
    'encoded strictly': 'CAIS%2Ba%2Fb%3D%3D%21%27%28%29%2A~%20x',
    'encoded twice': encodeURIComponent('CAIS%2Ba%2Fb%3D%3D%21%27%28%29%2A~%20x'),
    'in a form': new URLSearchParams({ s: secret }).toString().slice(2),
  })) {
    test(`finds a secret that is written ${writing}`, () => {
      assert.equal(mask(`a=${text}&b`, [secret]), `a=${MASK}&b`);
    });
  }

  test('leaves the rest alone', () => {
    assert.equal(mask('nothing in it', [secret, '', 'in']), 'nothing in it');
  });
});

describe('comparison', () => {
  const ours =
    'POST&%2F&AccessKeyId%3Dtestid%26Force%3Dtrue%26SignatureNonce%3D1%26Timestamp%3D2026-01-01T00%253A00%253A00Z%26Version%3D2014-05-26';

  test('finds the string in whatever was pasted', () => {
    const text = `Specified signature is not matched with our calculation. server string to sign is:${ours}`;
    assert.equal(stringToSignIn(ours), ours);
    assert.equal(stringToSignIn(text), ours);
    assert.equal(stringToSignIn(JSON.stringify({ Code: 'x', Message: text })), ours);
    const xml = `<Error><Message>${text.replaceAll('&', '&amp;')}</Message><HostId>h</HostId></Error>`;
    assert.equal(stringToSignIn(xml), ours);
    const v3 =
      'server StringToSign is [ACS3-HMAC-SHA256\nab] server CanonicalRequest is [POST\n/\n]';
    assert.equal(stringToSignIn(v3), 'POST\n/');
  });

  test('marks the first difference and names the parameter', () => {
    const theirs = ours.replace('Force%3Dtrue', 'Force%3Dfalse');
    const { verdict, at, name, theirs: parts } = compare(theirs, ours);
    assert.deepEqual({ verdict, name }, { verdict: 'different', name: 'Force' });
    assert.equal(at, ours.indexOf('true'));
    assert.deepEqual(
      parts.find(({ isDifferent }) => isDifferent),
      { text: 'fals', isDifferent: true },
    );
    assert.equal(parts.map(({ text }) => text).join(''), theirs);
  });

  test('says when they are the same, and when there is nothing', () => {
    assert.equal(compare(ours, ours).verdict, 'same');
    assert.equal(compare('', ours).verdict, 'nothing');
  });

  test('names no parameter in the method, and finds one that is missing', () => {
    assert.equal(compare(ours.replace('POST', 'GET'), ours).name, '');
    const { name, at } = compare(ours.replace('%26Version%3D2014-05-26', ''), ours);
    assert.deepEqual({ name, at }, { name: 'Version', at: ours.indexOf('%26Version') });
  });

  test('takes nonce and time stamp from theirs', () => {
    const theirs = ours.replace('Nonce%3D1', 'Nonce%3D$&2').replace('2026-01-01', '2027-02-02');
    assert.equal(adopted(ours, theirs), theirs);
    assert.equal(adopted(ours, 'nothing'), ours);
  });
});

test('parameters that changed are told from those that are always new', () => {
  const before = /** @type {[string, string][]} */ ([
    ['Force', 'false'],
    ['Timestamp', '1'],
    ['A', 'a'],
  ]);
  const now = /** @type {[string, string][]} */ ([
    ['Force', 'true'],
    ['Timestamp', '2'],
    ['A', 'a'],
  ]);
  const novelty = noveltyOf(before, now);
  assert.deepEqual(['Force', 'Timestamp', 'A'].map(novelty), ['changed', 'fresh', 'same']);
  assert.equal(noveltyOf([], now)('Force'), 'same');
  const segments = segmentsOf('POST&%2F&A%3Da%26Force%3Dtrue', '%26');
  assert.deepEqual(
    segments.map(({ name }) => name),
    ['A', 'Force'],
  );
  assert.equal(segments.map(({ text }) => text).join(''), 'POST&%2F&A%3Da%26Force%3Dtrue');
});

test('a spreadsheet takes no cell for a formula', () => {
  const rows = [
    ['id', 'text'],
    ['m-1', '=1+1'],
    ['m-2', 'a "b", c\n'],
  ];
  assert.equal(csv(rows), `id,text\r\nm-1,'=1+1\r\nm-2,"a ""b"", c\n"\r\n`);
  assert.equal(table(rows.slice(0, 2)), 'id\ttext\nm-1\t=1+1');
});

describe('credentials', () => {
  const key = { accessKeyId: 'STS.a', accessKeySecret: 'b', securityToken: 'c', expiration: 'd' };

  test('are read in both ways of writing', () => {
    assert.deepEqual(readCredentials(key), key);
    const upper = {
      AccessKeyId: 'STS.a',
      AccessKeySecret: 'b',
      SecurityToken: 'c',
      Expiration: 'd',
    };
    assert.deepEqual(readCredentials({ RequestId: 'r', Credentials: upper }), key);
    for (const wrong of [undefined, null, {}, [], 'text', { accessKeyId: 'a' }]) {
      assert.throws(() => readCredentials(wrong), TypeError);
    }
  });

  test('a key that never ends is told', () => {
    assert.equal(isLongLived({ accessKeyId: 'LTAI5t' }), true);
    assert.equal(isLongLived({ accessKeyId: 'LTAI5t', securityToken: 'x' }), false);
    assert.equal(isLongLived({ accessKeyId: 'STS.x' }), false);
    assert.equal(expiryOf('2026-01-31T10:05:07Z'), 1_769_853_907_000);
    assert.equal(expiryOf('1769853907000'), 1_769_853_907_000);
    assert.equal(expiryOf('soon'), undefined);
    assert.equal(relativeTime(3_600_000, 'en'), 'in 1 hour');
  });
});

test('a watched fetch notes every attempt and leaves the answer to the client', async () => {
  /** @type {import('../../www/src/lib/attempts.js').Attempt[]} */
  let seen = [];
  const { promise, resolve } = withResolvers();
  let turn = 0;
  const watched = watchedFetch(
    (attempts) => {
      seen = attempts;
      if (attempts[1]?.answer !== undefined) resolve(undefined);
    },
    async () => {
      turn += 1;
      if (turn === 1) throw new TypeError('lost');
      return Response.json({ RequestId: 'r', Code: 'C' }, { status: 403 });
    },
  );
  const request = { method: 'POST', body: 'Action=DeleteImage&ImageId=m-1' };
  await assert.rejects(watched('https://ecs.example', request), { message: 'lost' });
  assert.deepEqual(await (await watched('https://ecs.example', request)).json(), {
    RequestId: 'r',
    Code: 'C',
  });
  await promise;
  assert.deepEqual(
    seen.map(({ number, action, status, code, failure }) => [
      number,
      action,
      status,
      code,
      failure,
    ]),
    [
      [1, 'DeleteImage', undefined, undefined, 'TypeError'],
      [2, 'DeleteImage', 403, 'C', undefined],
    ],
  );
  assert.equal(requestFacts('https://e/?Action=A').action, 'A');
});

function withResolvers() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  const promise = new Promise((given) => (resolve = given));
  return { promise, resolve };
}

describe('the languages', () => {
  test('have the same texts, with the same values in them', () => {
    assert.deepEqual(Object.keys(zh), Object.keys(en));
    const values = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [word, text] of Object.entries(en)) {
      const chinese = /** @type {Record<string, string>} */ (zh)[word];
      assert.notEqual(chinese, '');
      assert.deepEqual(values(chinese), values(text), word);
    }
  });

  test('know every code that the package knows', async () => {
    const types = await readFile(new URL('../../pkg/index.d.ts', import.meta.url), 'utf8');
    const [, between] = types.split(/begin error codes|end error codes/);
    const codes = [...between.matchAll(/^ {2}\| '([\w.]+)'/gm)].map(([, code]) => code);
    assert.ok(codes.length > 30);
    assert.deepEqual(
      codes.filter((code) => !(code in codesZh)),
      [],
    );
  });

  test('are used: no text stands in the page that nobody shows', async () => {
    const used = await sources();
    const prefixes = ['ended.', 'item.', 'phase.', 'regionId.', 'imageId.'];
    const unused = Object.keys(en).filter(
      (word) => !used.includes(`'${word}'`) && !prefixes.some((prefix) => word.startsWith(prefix)),
    );
    assert.deepEqual(unused, []);
  });
});

async function sources() {
  const root = new URL('../../www/src/', import.meta.url);
  const files = await readdir(root, { recursive: true });
  const texts = files
    .filter((file) => /\.jsx?$/.test(file) && !/words[\\/](en|zh)\.js$/.test(file))
    .map((file) => readFile(new URL(file.replaceAll('\\', '/'), root), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
