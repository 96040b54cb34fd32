// The page's own arithmetic: address, masking, comparison, tables, and that its languages are complete.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { fates } from '../../../www/src/lib/ends.js';
import { relativeTime } from '../../../www/src/lib/age.js';
import {
  addressFields,
  initialState,
  readAddress,
  writeAddress,
} from '../../../www/src/lib/address.js';
import { requestFacts, watchedFetch } from '../../../www/src/lib/attempts.js';
import {
  adopted,
  compare,
  kindOf,
  stringToSignIn,
  veiled,
} from '../../../www/src/lib/comparison.js';
import { ABOUT_THE_KEY, ABSENT } from '../../../www/src/lib/codes.js';
import { expiryOf, isLongLived, readCredentials } from '../../../www/src/lib/credentials.js';
import { irregularHosts, regularRegions, serviceHosts } from '../../../www/src/lib/endpoints.js';
import { MASK, conceal, mask, revealed } from '../../../www/src/lib/masking.js';
import { noveltyOf, segmentsOf } from '../../../www/src/lib/parameters.js';
import { isFor } from '../../../www/src/lib/presigned.js';
import { Reason, askForJson } from '../../../www/src/lib/reason.js';
import { sentString } from '../../../www/src/lib/sent-string.js';
import { csv, table } from '../../../www/src/lib/spreadsheet.js';
import { v3Steps } from '../../../www/src/lib/v3-steps.js';
import { placeOf } from '../../../www/src/samples/wish.js';
import { codesZh } from '../../../www/src/words/codes.zh.js';
import { en } from '../../../www/src/words/en.js';
import { zh } from '../../../www/src/words/zh.js';

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
    const hash = '#force=true&dryRun=yes&lang=fr&accessKeySecret=x&endpoint=y&presignUrl=z';
    assert.deepEqual(readAddress(hash), {});
  });

  test('takes an id like a field does: whatever it is, so that it can be called wrong', () => {
    assert.deepEqual(readAddress('#image=%20m-1%20&region=..%2Fx'), {
      image: 'm-1',
      region: '../x',
    });
    const [{ image = '' }, longest] = [readAddress(`#image=${'m'.repeat(500)}`), 128];
    assert.ok(String(image).length > longest && String(image).length < 200);
    assert.deepEqual(readAddress('#image=%E0%A4%A'), { image: '\ufffd%A' });
  });

  test('says what is not implied where the page is open', () => {
    const implied = { ...initialState, keys: 'demo' };
    assert.equal(writeAddress({ ...initialState, keys: 'hand' }, implied), '#keys=hand');
    assert.equal(writeAddress({ ...initialState, keys: 'demo' }, implied), '');
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

  for (const [place, [text, hidden]] of Object.entries({
    'a form': [
      'a=1&SecurityToken=x%2By&Signature=z%3D',
      `a=1&SecurityToken=${MASK}&Signature=${MASK}`,
    ],
    'a string to sign': [
      'POST&%2F&SecurityToken%3DCAIS%252B%26SignatureNonce%3D1',
      `POST&%2F&SecurityToken%3D${MASK}%26SignatureNonce%3D1`,
    ],
    'one that is encoded again': [
      'SecurityToken%253DCAIS%25252B%2526Version%253D1',
      `SecurityToken%253D${MASK}%2526Version%253D1`,
    ],
    JSON: ['{"SecurityToken": "x\\"y","a":1}', `{"SecurityToken": "${MASK}","a":1}`],
    'JSON in JSON': ['"{\\"securityToken\\":\\"xy\\"}"', `"{\\"securityToken\\":\\"${MASK}\\"}"`],
    XML: ['<SecurityToken>x y</SecurityToken>', `<SecurityToken>${MASK}</SecurityToken>`],
    'a header': ['x-acs-security-token: x y\nhost:h', `x-acs-security-token: ${MASK}\nhost:h`],
    'a header in JSON': [
      'x-acs-security-token:xy\\nhost:h',
      `x-acs-security-token:${MASK}\\nhost:h`,
    ],
    'an authorization': ['Credential=a,Signature=ab12', `Credential=a,Signature=${MASK}`],
  })) {
    test(`finds what is secret by its name in ${place}`, () => {
      assert.equal(mask(text, []), hidden);
    });
  }

  test('leaves the rest alone', () => {
    const rest = 'nothing in it, SignatureNonce=1&SignatureMethod=HMAC-SHA1&SignatureVersion%3D1.0';
    assert.equal(mask(rest, [secret, '', 'in']), rest);
  });

  test('gives back what was hidden, unless somebody has taken some of it out', () => {
    const text = `SecurityToken=abc&x=${secret}&y`;
    const { text: shown, values } = conceal(text, [secret]);
    assert.equal(shown, `SecurityToken=${MASK}&x=${MASK}&y`);
    assert.equal(revealed(`${shown}z`, values), `${text}z`);
    assert.equal(revealed(`x=${MASK}`, values), `x=${MASK}`);
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

  test('says when they are the same', () => {
    assert.equal(compare(ours, ours).verdict, 'same');
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

  test('says whether secrets are the same, and not what they are', () => {
    const [one, other] = [
      'A%3D1%26SecurityToken%3Dabc%26V%3D2',
      'A%3D1%26SecurityToken%3Dxyz%26V%3D2',
    ];
    const same = veiled(one, one, []);
    assert.equal(compare(same.theirs, same.ours).verdict, 'same');
    const shown = veiled(one, other, []);
    const { verdict, name } = compare(shown.theirs, shown.ours);
    assert.deepEqual({ verdict, name }, { verdict: 'different', name: 'SecurityToken' });
    assert.doesNotMatch(`${shown.theirs}${shown.ours}`, /abc|xyz/);
  });

  describe('of signature V3', () => {
    const request =
      'POST\n/\nForce=false&ImageId=m-1\nhost:e\nx-acs-date:1\nx-acs-signature-nonce:n\n\nhost\ne3b0';

    test('tells what was pasted', () => {
      assert.deepEqual([request, `ACS3-HMAC-SHA256\nab`, ours].map(kindOf), ['v3', 'hash', 'v1']);
      const inJson = JSON.stringify(request).slice(1, -1);
      assert.equal(stringToSignIn(`server CanonicalRequest is [${inJson}]`), request);
    });

    test('takes nonce and date from theirs, and names parameters and headers', () => {
      const theirs = request.replace('nonce:n', 'nonce:$&').replace('date:1', 'date:2');
      assert.equal(adopted(request, theirs), theirs);
      const named = (/** @type {string} */ changed) => compare(changed, request).name;
      assert.equal(named(request.replace('m-1', 'm-2')), 'ImageId');
      assert.equal(named(request.replace('Force=false', 'Force=true')), 'Force');
      assert.equal(named(request.replace('host:e', 'host:f')), 'host');
      assert.equal(named(request.replace('POST', 'GET')), '');
    });
  });
});

describe('what was signed of a request that was sent', async () => {
  const file = new URL('../../vectors/signature-hmac-sha1.json', import.meta.url);
  const { cases } = JSON.parse(await readFile(file, 'utf8'));
  for (const { name, method, parameters, stringToSign, signature } of cases) {
    test(`is right for the vector ${name}`, async () => {
      const form = String(new URLSearchParams({ Signature: signature, ...parameters }));
      const isGet = method === 'GET';
      const url = `https://ecs.example/${isGet ? `?${form}` : ''}`;
      const request = { method, url, sentHeaders: [], body: isGet ? '' : form };
      assert.equal(await sentString(request), stringToSign);
    });
  }
});

describe('the steps of signature V3', async () => {
  const file = new URL('../../vectors/signature-acs3.json', import.meta.url);
  const { cases } = JSON.parse(await readFile(file, 'utf8'));
  for (const one of cases) {
    test(`are right for the vector ${one.name}`, async () => {
      const { canonicalRequest, stringToSign, query, signature } = await v3Steps(sent(one));
      assert.equal(await sentString(sent(one)), canonicalRequest);
      assert.equal(query, one.canonicalizedQuery);
      assert.equal(stringToSign, `ACS3-HMAC-SHA256\n${one.canonicalRequestHash}`);
      assert.equal(sha256(canonicalRequest), one.canonicalRequestHash);
      const key = one.accessKeySecret;
      assert.equal(createHmac('sha256', key).update(stringToSign).digest('hex'), one.signature);
      assert.equal(signature, one.signature);
    });
  }

  /** The request that such a signature is sent with, its parameters in no order. @param {any} vector */
  function sent(vector) {
    const { method, host, parameters, signedHeaders, signature, accessKeyId } = vector;
    const search = Object.entries(parameters)
      .reverse()
      .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('*', '%2A')}`);
    const headers = /** @type {[string, string][]} */ ([
      ['accept', 'application/json'],
      ['x-acs-action', vector.action],
      ['x-acs-content-sha256', sha256('')],
      ['x-acs-date', vector.timestamp],
      ['x-acs-signature-nonce', vector.nonce],
      ['x-acs-version', '2014-05-26'],
      ...(vector.securityToken ? [['x-acs-security-token', vector.securityToken]] : []),
      [
        'authorization',
        `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`,
      ],
    ]);
    return { method, url: `https://${host}/?${search.join('&')}`, sentHeaders: headers, body: '' };
  }
});

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

describe('what a function has signed', () => {
  const asked = { regionId: 'cn-hangzhou', imageId: 'm-1', force: false, dryRun: true };
  const fits = 'Action=DeleteImage&RegionId=cn-hangzhou&ImageId=m-1&Force=false&DryRun=true';
  const url = 'https://ecs.example/';

  test('is taken when it is what was asked for, in the body or in the query', () => {
    assert.ok(isFor({ url, body: fits }, asked));
    assert.ok(isFor({ url: `${url}?${fits}` }, asked));
    assert.ok(isFor({ url, body: fits.replace('Force=false&', '') }, asked));
  });

  for (const [what, request] of Object.entries({
    'another operation': { url, body: fits.replace('DeleteImage', 'StopInstance') },
    'another image': { url, body: fits.replace('m-1', 'm-2') },
    'another region': { url, body: fits.replace('hangzhou', 'beijing') },
    force: { url, body: fits.replace('Force=false', 'Force=true') },
    'force in another spelling': { url, body: fits.replace('Force=false', 'Force=True') },
    'force in the query beside the body': { url: `${url}?Force=true`, body: fits },
    'a parameter that is said twice': { url, body: `${fits}&ImageId=m-2` },
    'no dry run': { url, body: fits.replace('&DryRun=true', '') },
    'no address': { url: 'nowhere', body: fits },
    'a body that is no text': { url, body: {} },
    nothing: {},
    null: null,
  })) {
    test(`is not taken with ${what}`, () => assert.equal(isFor(request, asked), false));
  }
});

describe('the hosts of the service', () => {
  test('are those of the package, wherever the rule does not hold', async () => {
    const source = await readFile(new URL('../../../src/endpoint/map.rs', import.meta.url), 'utf8');
    const table = source.slice(0, source.indexOf('];\n'));
    /** @type {Record<string, string[]>} */
    const hosts = {};
    let host = '';
    for (const [, text] of table.matchAll(/"([\w.-]+)"/g)) {
      if (text.includes('.')) hosts[(host = text)] = [];
      else hosts[host].push(text);
    }
    assert.ok(Object.keys(hosts).length > 3);
    assert.deepEqual(irregularHosts, hosts);
  });

  test('are where the package sends its calls, and where samples do', async () => {
    const credentials = { accessKeyId: 'a', accessKeySecret: 'b' };
    const ecs = new EcsClient({ credentials });
    for (const region of [...regularRegions, ...Object.values(irregularHosts).flat()]) {
      const { host } = new URL((await ecs.presignDeleteImage(region, 'm-1', false)).url);
      const wish = /** @type {any} */ ({ endpoint: '', region });
      assert.deepEqual(placeOf(wish), { host, isPlain: false });
      assert.ok(serviceHosts.includes(host), host);
    }
  });

  test('are names, each once, and no pattern', () => {
    for (const host of serviceHosts) assert.match(host, /^ecs[a-z0-9.-]*\.aliyuncs\.com$/);
    assert.equal(new Set(serviceHosts).size, serviceHosts.length);
  });
});

test('the codes that the page acts on are those of the package', async () => {
  const source = await readFile(new URL('../../../src/error/table.rs', import.meta.url), 'utf8');
  const textsIn = (/** @type {string} */ name) => {
    const [, table = ''] =
      new RegExp(`const ${name}: &\\[.*?\\] = &\\[(.*?)\\n\\];`, 's').exec(source) ?? [];
    return table;
  };
  const keys = [...textsIn('ABOUT_THE_KEY').matchAll(/"([\w.]+)"/g)].map(([, code]) => code);
  const [, absent] = /const NOT_FOUND: &str = "([\w.]+)"/.exec(source) ?? [];
  assert.deepEqual([...ABOUT_THE_KEY], keys);
  assert.equal(ABSENT, absent);
});

test('a function that gives no answer is not waited for for ever, and can be given up before', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(globalThis, 'fetch', hanging);
  Object.assign(globalThis, { document: { baseURI: 'https://page.example/' } });
  const slow = assert.rejects(askForJson('/credentials'), { reason: 'too-slow' });
  t.mock.timers.tick(30_000);
  await slow;
  const controller = new AbortController();
  const stopped = askForJson('/credentials', { signal: controller.signal });
  controller.abort(new Reason('too-late'));
  await assert.rejects(stopped, { reason: 'too-late' });
  Reflect.deleteProperty(globalThis, 'document');
});

/** Never answers; it ends only when it is told to. @param {unknown} place @param {RequestInit} init */
function hanging(place, { signal }) {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

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
      assert.throws(() => readCredentials(wrong), { reason: 'no-key' });
    }
  });

  test('a key that never ends is told', () => {
    assert.equal(isLongLived({ accessKeyId: 'LTAI5t' }), true);
    assert.equal(isLongLived({ accessKeyId: 'LTAI5t', securityToken: 'x' }), false);
    assert.equal(isLongLived({ accessKeyId: 'STS.x' }), false);
    assert.equal(expiryOf('2026-01-31T10:05:07Z'), 1_769_853_907_000);
    assert.equal(expiryOf('1769853907000'), 1_769_853_907_000);
    assert.equal(expiryOf('soon'), undefined);
    const given = { accessKeyId: 'STS.a', accessKeySecret: 'b', expiration: 1_769_853_907_000 };
    assert.equal(readCredentials(given).expiration, '2026-01-31T10:05:07.000Z');
    assert.equal(relativeTime(3_600_000, 'en'), 'in 1 hour');
  });
});

test('a watched fetch notes every attempt and leaves the answer to the client', async () => {
  /** @type {import('../../../www/src/lib/attempts.js').Attempt[]} */
  let seen = [];
  const { promise, resolve } = withResolvers();
  let turn = 0;
  const watched = watchedFetch(
    (attempts) => {
      seen = attempts;
      if (attempts[1]?.answer !== undefined) resolve(undefined);
    },
    [],
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
    const types = await readFile(new URL('../../../pkg/index.d.ts', import.meta.url), 'utf8');
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
    const composed = composedWords(used);
    const unused = Object.keys(en).filter(
      (word) => !used.includes(`'${word}'`) && !composed.includes(word),
    );
    assert.deepEqual(unused, []);
    assert.deepEqual(
      composed.filter((word) => !(word in en)),
      [],
    );
  });
});

/** The texts whose names are put together, from what they are put together of. @param {string} source */
function composedWords(source) {
  const outcomes = ['accepted', 'absent', 'validated'];
  const phases = ['running', 'pausing', 'paused', 'aborting', 'ended'];
  const [, type = ''] = /@typedef \{([^}]+)\} ReasonName/.exec(source) ?? [];
  const reasons = [...type.matchAll(/'([\w-]+)'/g)].map(([, reason]) => reason);
  // Said by the type, and where it is the reason.
  for (const reason of reasons) assert.ok(source.split(`'${reason}'`).length > 2, reason);
  return [
    ...outcomes.flatMap((outcome) => [`ended.${outcome}`, `ended.${outcome}.text`]),
    ...fates.map((fate) => `item.${fate}`),
    ...phases.flatMap((phase) => [`phase.${phase}`, `phase.${phase}.dry`]),
    ...['regionId', 'imageId'].flatMap((argument) => [`${argument}.missing`, `${argument}.wrong`]),
    ...reasons.map((reason) => `reason.${reason}`),
  ];
}

async function sources() {
  const root = new URL('../../../www/src/', import.meta.url);
  const files = await readdir(root, { recursive: true });
  const texts = files
    .filter((file) => /\.jsx?$/.test(file) && !/words[\\/](en|zh)\.js$/.test(file))
    .map((file) => readFile(new URL(file.replaceAll('\\', '/'), root), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
