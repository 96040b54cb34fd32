// What the example Worker's configuration may say, and what its rules then allow. No runtime is needed
// for this: the files are loaded as they are.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { permit, readRules } from '../../examples/worker/src/rules.js';
import {
  ConfigurationError,
  readAllowedOrigin,
  readSettings,
} from '../../examples/worker/src/settings.js';

const rule = { users: ['ann'], regions: ['cn-hangzhou'], images: ['*'] };

/** @type {import('../../examples/worker/src/settings.js').Env} */
const env = {
  ACCESS_KEY_ID: 'id',
  ACCESS_KEY_SECRET: 'a secret that is not shown',
  ALLOWED_ORIGIN: 'https://console.example.com',
  TOKEN_ISSUER: 'https://login.example.com/',
  TOKEN_AUDIENCE: 'us',
  TOKEN_KEYS: 'https://login.example.com/keys',
  GROUPS_CLAIM: 'groups',
  RULES: [rule],
  RATE_LIMITER: { limit: async () => ({ success: true }) },
};

/** @param {typeof env} given */
function readAll(given) {
  return [readAllowedOrigin(given), readSettings(given)];
}

describe('settings', () => {
  it('are read', () => {
    const { client, tokens, rules } = readSettings(env);
    assert.equal(readAllowedOrigin(env), 'https://console.example.com');
    assert.equal(tokens.keysUrl.href, 'https://login.example.com/keys');
    assert.equal(rules.length, 1);
    assert.deepEqual(client, {
      credentials: {
        accessKeyId: 'id',
        accessKeySecret: 'a secret that is not shown',
        securityToken: undefined,
      },
      endpoint: undefined,
    });
  });

  it('take a temporary key', () => {
    const { client } = readSettings({ ...env, SECURITY_TOKEN: 'token' });
    assert.equal(client.credentials.securityToken, 'token');
  });

  for (const name of Object.keys(env)) {
    it(`without ${name}, nothing works, and the message names it and no secret`, () => {
      for (const value of [undefined, '', null]) {
        assert.throws(
          () => readAll({ ...env, [name]: value }),
          (error) => {
            assert.ok(error instanceof ConfigurationError);
            assert.match(error.message, new RegExp(`^${name} must be`));
            assert.doesNotMatch(error.message, /not shown/);
            return true;
          },
        );
      }
    });
  }

  it('take the type of tokens, if there is one', () => {
    assert.equal(readSettings(env).tokens.type, undefined);
    assert.equal(readSettings({ ...env, TOKEN_TYPE: 'at+jwt' }).tokens.type, 'at+jwt');
    for (const type of ['', null, 1]) {
      const wrong = { ...env, TOKEN_TYPE: /** @type {any} */ (type) };
      assert.throws(() => readSettings(wrong), /TOKEN_TYPE must/);
    }
  });

  for (const origin of ['*', 'null', 'console.example.com', 'https://a.example/', 'https://a b']) {
    it(`${origin} is not one origin`, () => {
      assert.throws(
        () => readAllowedOrigin({ ...env, ALLOWED_ORIGIN: origin }),
        /ALLOWED_ORIGIN must/,
      );
    });
  }

  for (const url of ['http://login.example.com/keys', 'keys', 'file:///keys', 'data:,{}']) {
    it(`keys are not taken from ${url}`, () => {
      assert.throws(() => readSettings({ ...env, TOKEN_KEYS: url }), /TOKEN_KEYS must/);
    });
  }
});

describe('rules that cannot be read', () => {
  /** @type {Array<[rules: unknown, message: RegExp]>} */
  const wrong = [
    [undefined, /^RULES must be a list/],
    ['[]', /^RULES must be a list/],
    [{}, /^RULES must be a list/],
    [[rule, null], /^RULES\[1\] must be an object/],
    [[[rule]], /^RULES\[0\]\.0 is nothing that a rule has/],
    [[{ ...rule, users: [] }], /^RULES\[0\] needs users or groups/],
    [[{ ...rule, users: 'ann' }], /^RULES\[0\]\.users must be a list of texts/],
    [[{ ...rule, users: ['*'] }], /^RULES\[0\] cannot be for everybody/],
    [[{ ...rule, groups: ['*'] }], /^RULES\[0\] cannot be for everybody/],
    [[{ ...rule, groups: [''] }], /^RULES\[0\]\.groups must be a list of texts/],
    [[{ ...rule, regions: undefined }], /^RULES\[0\]\.regions must be a list/],
    [[{ users: ['ann'], images: ['*'] }], /^RULES\[0\] needs regions/],
    [[{ ...rule, images: [] }], /^RULES\[0\] needs images or names/],
    [[{ ...rule, images: [7] }], /^RULES\[0\]\.images must be a list of texts/],
    [[{ ...rule, force: 'true' }], /^RULES\[0\]\.force must be true or false/],
    [[{ ...rule, force: null }], /^RULES\[0\]\.force must be true or false/],
    [[{ ...rule, image: ['m-1'] }], /^RULES\[0\]\.image is nothing that a rule has/],
  ];
  for (const [rules, message] of wrong) {
    it(`${JSON.stringify(rules)}: ${message.source}`, () => {
      assert.throws(() => readRules(rules, (text) => new ConfigurationError(text)), {
        message,
      });
    });
  }
});

describe('what rules allow', () => {
  const rules = readRules(
    [
      { groups: ['admins'], regions: ['*'], images: ['*'], force: true },
      { users: ['cat'], regions: ['*-h*'], images: ['a*a*b*a', 'xy*xy'] },
      { users: ['ann'], regions: ['cn-hangzhou', 'ap-*'], images: ['m-1', 'm-a*z', 'm.dot'] },
      { users: ['ann'], regions: ['us-east-1'], images: ['*'] },
      { users: ['ann'], regions: ['us-*'], images: ['m-f*'], force: true },
      { users: ['bob'], regions: ['cn-hangzhou'], names: ['nightly-*', 'old (copy)'] },
      { users: ['bob'], regions: ['cn-hangzhou'], names: ['*-forced'], force: true },
    ],
    (text) => new Error(text),
  );

  /**
   * @param {string} user
   * @param {string} regionId
   * @param {string} imageId
   * @param {{ groups?: string[], force?: boolean, name?: string }} [more]
   * @returns {Promise<string>} 'allowed', or the code of the refusal, and 'named' if the name was asked for
   */
  async function verdict(user, regionId, imageId, { groups = [], force = false, name } = {}) {
    let asked = '';
    const order = { regionId, imageId, force, dryRun: false };
    const findName = async () => {
      asked = ', named';
      return name;
    };
    const ending = await permit(rules, { user, groups }, order, findName).then(
      () => 'allowed',
      ({ status, code }) => `${status} ${code}`,
    );
    return ending + asked;
  }

  const NO = '403 NotAllowed';
  const NOT_BY_FORCE = '403 ForceNotAllowed';
  /** @type {Array<[string, Parameters<typeof verdict>]>} */
  const cases = [
    [NO, ['nobody', 'cn-hangzhou', 'm-1']],
    [NO, ['admins', 'cn-hangzhou', 'm-1']],
    [NO, ['eve', 'cn-hangzhou', 'm-1', { groups: ['ann', 'admin', 'admins '] }]],
    ['allowed', ['eve', 'eu-west-1', 'm-9', { groups: ['others', 'admins'] }]],
    ['allowed', ['eve', 'eu-west-1', 'm-9', { groups: ['admins'], force: true }]],
    ['allowed', ['ann', 'cn-hangzhou', 'm-1']],
    [NO, ['ann', 'cn-hangzhou', 'm-12']],
    [NO, ['ann', 'cn-hangzhou', 'xm-1']],
    [NO, ['ann', 'cn-hangzhou', 'M-1']],
    [NO, ['ann', 'cn-hangzhou', 'm-1\n']],
    [NO, ['ann', 'cn-hangzhou', '*']],
    [NO, ['ann', 'cn-hangzhou-2', 'm-1']],
    [NO, ['ann', 'cn-shanghai', 'm-1']],
    ['allowed', ['ann', 'ap-southeast-1', 'm-1']],
    ['allowed', ['ann', 'cn-hangzhou', 'm-az']],
    ['allowed', ['ann', 'cn-hangzhou', 'm-a-b.c_z']],
    [NO, ['ann', 'cn-hangzhou', 'm-azq']],
    [NO, ['cat', 'cn-hangzhou', 'aa']],
    [NO, ['cat', 'cn-hangzhou', 'aabab']],
    ['allowed', ['cat', 'cn-hangzhou', 'aaba']],
    ['allowed', ['cat', 'cn-hangzhou', 'a.a.b.b.a']],
    [NO, ['cat', 'cn-hangzhou', 'xyy']],
    ['allowed', ['cat', 'cn-hangzhou', 'xyxy']],
    ['allowed', ['ann', 'cn-hangzhou', 'm.dot']],
    [NO, ['ann', 'cn-hangzhou', 'm-dot']],
    [NOT_BY_FORCE, ['ann', 'cn-hangzhou', 'm-1', { force: true }]],
    [NOT_BY_FORCE, ['ann', 'us-east-1', 'm-1', { force: true }]],
    ['allowed', ['ann', 'us-east-1', 'm-f1', { force: true }]],
    ['allowed', ['ann', 'us-west-1', 'm-f1']],
    [NO, ['ann', 'us-west-1', 'm-1', { force: true }]],
    ['allowed, named', ['bob', 'cn-hangzhou', 'm-1', { name: 'nightly-7' }]],
    ['allowed, named', ['bob', 'cn-hangzhou', 'm-1', { name: 'old (copy)' }]],
    [`${NO}, named`, ['bob', 'cn-hangzhou', 'm-1', { name: 'my nightly-7' }]],
    [`${NO}, named`, ['bob', 'cn-hangzhou', 'nightly-7', { name: 'weekly' }]],
    [`${NO}, named`, ['bob', 'cn-hangzhou', 'm-1', { name: '' }]],
    [`${NO}, named`, ['bob', 'cn-hangzhou', 'm-1']],
    [NO, ['bob', 'cn-shanghai', 'm-1', { name: 'nightly-7' }]],
    [`${NOT_BY_FORCE}, named`, ['bob', 'cn-hangzhou', 'm-1', { name: 'nightly-7', force: true }]],
    ['allowed, named', ['bob', 'cn-hangzhou', 'm-1', { name: 'nightly-forced', force: true }]],
    ['allowed', ['bob', 'cn-hangzhou', 'm-1', { groups: ['admins'], name: 'weekly' }]],
  ];
  for (const [expected, given] of cases) {
    it(`${JSON.stringify(given)}: ${expected}`, async () => {
      assert.equal(await verdict(...given), expected);
    });
  }

  it('a long text and many stars take no time', async () => {
    const stars = readRules(
      [{ users: ['ann'], regions: ['*-*-*-*x'], images: ['*'] }],
      (text) => new Error(text),
    );
    const order = { regionId: '-'.repeat(400), imageId: 'm-1', force: false, dryRun: false };
    const before = process.cpuUsage();
    const caller = { user: 'ann', groups: [] };
    await assert.rejects(
      permit(stars, caller, order, async () => ''),
      { code: 'NotAllowed' },
    );
    // With backtracking, seconds; without, next to nothing.
    assert.ok(process.cpuUsage(before).user < 500_000);
  });

  it('no rules allow nothing', async () => {
    const order = { regionId: 'cn-hangzhou', imageId: 'm-1', force: false, dryRun: true };
    const caller = { user: 'ann', groups: ['admins'] };
    await assert.rejects(
      permit([], caller, order, async () => 'm-1'),
      { code: 'NotAllowed' },
    );
  });

  it('a name that cannot be looked up allows nothing', async () => {
    const order = { regionId: 'cn-hangzhou', imageId: 'm-1', force: false, dryRun: true };
    const lost = new Error('lost');
    const findName = () => Promise.reject(lost);
    await assert.rejects(permit(rules, { user: 'bob', groups: [] }, order, findName), lost);
  });
});
