// From the parameters of a call to the form that is sent: every shape that is taken, and every one
// that is refused before anything is sent.
import { deepEqual, equal, ok, rejection } from './assert.js';
import { newClient } from './clients.js';
import { accept, formOf, inTurn } from './doubles.js';
import { failure } from './failures.js';
import { fail, throwing } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

const COMMON = [
  ...['AccessKeyId', 'Action', 'Format', 'Signature', 'SignatureMethod', 'SignatureNonce'],
  ...['SignatureVersion', 'Timestamp', 'Version'],
];

const NO_PROTOTYPE = Object.assign(Object.create(null), { Key: 'a' });

/** What is given, and what is sent besides the common parameters. @type {[string, any, object][]} */
const taken = [
  ['nothing', undefined, {}],
  ['an empty object', {}, {}],
  ['a text', { Name: 'a b*~é中😀&=%' }, { Name: 'a b*~é中😀&=%' }],
  ['an empty text', { Name: '' }, { Name: '' }],
  ['a line break', { Name: 'a\r\nb\0' }, { Name: 'a\r\nb\0' }],
  ['booleans', { Yes: true, No: false }, { Yes: 'true', No: 'false' }],
  [
    'numbers',
    { A: 0, B: -1, C: 0.5, D: 2 ** 53 - 1 },
    numbers('0', '-1', '0.5', '9007199254740991'),
  ],
  [
    'more numbers',
    { A: -0, B: 1e20 / 1e20, C: 0.000001, D: 1.5 },
    numbers('0', '1', '0.000001', '1.5'),
  ],
  ['a field that is undefined', { A: undefined, B: 'b' }, { B: 'b' }],
  ['a list', { Id: ['a', 'b', 'c'] }, { 'Id.1': 'a', 'Id.2': 'b', 'Id.3': 'c' }],
  ['a list of all kinds', { Id: ['a', 1, true] }, { 'Id.1': 'a', 'Id.2': '1', 'Id.3': 'true' }],
  ['a list of eleven', { Id: Array(11).fill('a') }, eleven()],
  ['an object', { Disk: { Size: 40, Category: 'x' } }, { 'Disk.Size': '40', 'Disk.Category': 'x' }],
  [
    'a list of objects',
    { Tag: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] },
    { 'Tag.1.Key': 'a', 'Tag.1.Value': 'b', 'Tag.2.Key': 'c' },
  ],
  [
    'lists within objects within lists',
    { Filter: [{ Key: 'a', Value: ['b', 'c'] }] },
    { 'Filter.1.Key': 'a', 'Filter.1.Value.1': 'b', 'Filter.1.Value.2': 'c' },
  ],
  ['a list within a list', { A: [['b'], ['c']] }, { 'A.1.1': 'b', 'A.2.1': 'c' }],
  [
    'names with dots',
    { 'Tag.1.Key': 'a', 'Tag.2.Key': 'b' },
    { 'Tag.1.Key': 'a', 'Tag.2.Key': 'b' },
  ],
  ['eight levels', nested(7), { [`A${'.A'.repeat(7)}`]: 'a' }],
  [
    'objects without a prototype',
    Object.assign(Object.create(null), { Tag: [NO_PROTOTYPE] }),
    { 'Tag.1.Key': 'a' },
  ],
  ['frozen objects', Object.freeze({ Id: Object.freeze(['a']) }), { 'Id.1': 'a' }],
  [
    'one object in two places',
    { A: NO_PROTOTYPE, B: NO_PROTOTYPE },
    { 'A.Key': 'a', 'B.Key': 'a' },
  ],
  [
    'a getter',
    {
      get Name() {
        return 'a';
      },
    },
    { Name: 'a' },
  ],
  [
    'what a framework has marked its object with',
    Object.defineProperty({ Name: 'a' }, '__ob__', { value: {} }),
    { Name: 'a' },
  ],
  ['Force as a boolean', { Force: true }, { Force: 'true' }],
  ['Force as false', { Force: false }, { Force: 'false' }],
  ['Force that is undefined', { Force: undefined }, {}],
  ['DryRun as a boolean', { DryRun: true }, { DryRun: 'true' }],
  ['DryRun that is undefined', { DryRun: undefined }, {}],
  [
    'Force and DryRun within',
    { A: { Force: '1' }, B: ['DryRun'] },
    { 'A.Force': '1', 'B.1': 'DryRun' },
  ],
];

/** @param {string[]} texts */
function numbers(...texts) {
  return Object.fromEntries(texts.map((text, index) => ['ABCD'[index], text]));
}

function eleven() {
  return Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`Id.${index + 1}`, 'a']));
}

/** @param {number} levels @returns {object} */
function nested(levels) {
  return { A: levels === 0 ? 'a' : nested(levels - 1) };
}

/** @type {any} */
const circle = {};
circle.A = { B: circle };
/** @type {any[]} */
const circularList = [];
circularList.push(circularList);

class Instance {
  Key = 'a';
}

/** Values that no parameter can have. @type {[string, any][]} */
const wrongValues = [
  ['null', null],
  ['a bigint', 5n],
  ['a symbol', Symbol('a')],
  ['a function', () => 'a'],
  ['a Date', new Date(0)],
  ['a Map', new Map([['Key', 'a']])],
  ['a Set', new Set(['a'])],
  ['a RegExp', /a/],
  ['a URL', new URL('https://example.com')],
  ['a String object', new String('a')],
  ['a Boolean object', new Boolean(true)],
  ['bytes', new Uint8Array([1])],
  ['a promise', Promise.resolve('a')],
  ['an error', new Error('a')],
  ['an instance of a class', new Instance()],
  ['an object that inherits its fields', Object.create({ Key: 'a' })],
  ['an object that inherits from nothing', Object.create(Object.create(null))],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['a whole number beyond 2^53', 2 ** 53],
  ['a whole number below -2^53', -(2 ** 53)],
  ['an account id that lost digits', Number('98765432109876543')],
  ['a number with an exponent', 1e21],
  ['a fraction with an exponent', 1e-7],
  ['half a character', 'a\ud83d'],
  ['the other half of one', '\ude00b'],
  ['an empty list', []],
  ['an empty object', {}],
  ['an object with nothing in it', { Key: undefined }],
];

/** Fields that `Object.keys` does not give: they would be left out, and no one would know. */
const hidden = Object.defineProperty({ Key: 'a' }, 'Value', { value: 'b' });
const hiddenGetter = Object.defineProperty({ Key: 'a' }, 'Value', { get: () => 'b' });

/** The argument that the error names, and the parameters. @type {[string, string, any][]} */
const refused = [
  ['a field that is not enumerable', 'parameters.Value', hidden],
  ['a getter that is not enumerable', 'parameters.Value', hiddenGetter],
  ['a field that is not enumerable, within', 'parameters.Tag.1.Value', { Tag: [hidden] }],
  [
    'DryRun, not enumerable',
    'parameters.DryRun',
    Object.defineProperty({}, 'DryRun', { value: true }),
  ],
  ...wrongValues.flatMap(([name, value]) => [
    ...topLevel(name, value),
    .../** @type {[string, string, any][]} */ ([
      [`${name} in a list`, 'parameters.Id.2', { Id: ['a', value] }],
      [`${name} in an object of a list`, 'parameters.Tag.1.Key', { Tag: [{ Key: value }] }],
    ]),
  ]),
  ['undefined in a list', 'parameters.Id.1', { Id: [undefined] }],
  ['a hole in a list', 'parameters.Id.2', { Id: ['a', , 'b'] }],
  ['a list of a billion holes', 'parameters.Id.1', { Id: new Array(1e9) }],
  ['nine levels', `parameters.A${'.A'.repeat(7)}`, nested(8)],
  ['a circle', 'parameters.A.B.A.B.A.B.A.B', circle],
  ['a list within itself', 'parameters.A.1.1.1.1.1.1.1', { A: circularList }],
  ['a name given twice', 'parameters.Tag.1.Key', { 'Tag.1.Key': 'a', Tag: [{ Key: 'b' }] }],
  ['a name given twice, the other way', 'parameters.Id.1', { Id: ['a'], 'Id.1': 'a' }],
  [
    'a name in two spellings',
    'parameters.regionid',
    { RegionId: 'cn-hangzhou', regionid: 'cn-beijing' },
  ],
  ['10,001 items', 'parameters', { Id: Array(10_001).fill('a') }],
  [
    'a million items that share their lists',
    'parameters',
    { Id: Array(1_000).fill(Array(1_000).fill('a')) },
  ],
  [
    'a getter that throws',
    'parameters',
    {
      get Name() {
        return fail();
      },
    },
  ],
  [
    'a getter that throws within',
    'parameters.Tag.1',
    {
      Tag: [
        {
          get Key() {
            return fail();
          },
        },
      ],
    },
  ],
  ...['true', 'false', '', 1, 0, null, [], [true], {}, { Force: true }].flatMap((value) =>
    ['Force', 'force', 'FORCE', 'DryRun', 'dryrun', 'Dryrun'].map(
      (name) =>
        /** @type {[string, string, any]} */ ([
          `${name}: ${JSON.stringify(value)}`,
          `parameters.${name}`,
          { [name]: value },
        ]),
    ),
  ),
  // What another spelling means to the service, nobody knows.
  ...['force', 'FORCE', 'dryRun', 'dryrun', 'DRYRUN'].flatMap((name) =>
    [true, false].map(
      (value) =>
        /** @type {[string, string, any]} */ ([
          `${name}: ${value}`,
          `parameters.${name}`,
          { [name]: value },
        ]),
    ),
  ),
];

/** @param {string} name @param {any} value @returns {[string, string, any][]} */
function topLevel(name, value) {
  return [[name, 'parameters.Name', { Name: value }]];
}

/** What is no set of parameters at all. @type {[string, any][]} */
const wrongParameters = [
  ...wrongValues.filter(
    ([name]) => !['an empty object', 'an object with nothing in it'].includes(name),
  ),
  ['a list', ['a']],
  ['a text', 'Name=a'],
  ['a boolean', true],
  ['a number', 5],
  ['a URLSearchParams', new URLSearchParams('Name=a')],
];

/** What the core refuses: the common parameters are the client's. */
const commonNames = [...COMMON, 'SecurityToken', 'timestamp', 'ACTION'].filter(
  (name) => name !== 'SignatureNonce',
);
const wrongNames = ['', ' ', 'Na me', 'Name&', 'Name=', 'Name\n', 'é', '1', '.Name', 'Name\0'];

/**
 * @param {Context} context
 * @param {any} parameters
 */
async function sentFor(context, parameters) {
  const { sent, fetch } = inTurn(accept);
  await newClient(context, { fetch }).call('TagResources', parameters);
  const form = Object.entries(formOf(sent[0]));
  return Object.fromEntries(form.filter(([name]) => !COMMON.includes(name)));
}

/**
 * @param {Context} context
 * @param {string} argument
 * @param {any} parameters
 */
async function refusedFor(context, argument, parameters) {
  const { sent, fetch } = inTurn(accept);
  const client = newClient(context, { fetch });
  const call = () => client.call('TagResources', parameters);
  const error = await failure(context, call, 'EcsArgumentError', { argument, attempts: 0 });
  equal(sent.length, 0, 'requests');
  return error;
}

/**
 * @param {any} prototype
 * @param {string | number} name
 * @param {unknown} value
 * @param {() => Promise<void>} action
 */
async function polluted(prototype, name, value, action) {
  prototype[name] = value;
  try {
    await action();
  } finally {
    delete prototype[name];
  }
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...taken.map(([name, parameters, expected]) => ({
    name: `parameters: ${name}`,
    run: async (/** @type {Context} */ context) =>
      deepEqual(await sentFor(context, parameters), expected, 'form'),
  })),
  ...refused.map(([name, argument, parameters]) => ({
    name: `parameters: ${name} is an error`,
    run: async (/** @type {Context} */ context) =>
      void (await refusedFor(context, argument, parameters)),
  })),
  ...wrongParameters.map(([name, parameters]) => ({
    name: `parameters that are ${name} are an error`,
    run: async (/** @type {Context} */ context) =>
      void (await refusedFor(context, 'parameters', parameters)),
  })),
  ...Object.entries(throwing).flatMap(([name, make]) =>
    /** @type {[string, any][]} */ ([
      ['parameters', make()],
      ['parameters.Name', { Name: make() }],
      ['parameters.Tag.1', { Tag: [make()] }],
    ]).map(([argument, parameters]) => ({
      name: `${argument}: ${name} is an error`,
      run: async (/** @type {Context} */ context) =>
        void (await refusedFor(context, argument, parameters)),
    })),
  ),
  ...commonNames.map((name) => ({
    name: `parameters.${name} is the client's`,
    run: async (/** @type {Context} */ context) =>
      void (await refusedFor(context, `parameters.${name}`, { [name]: 'a' })),
  })),
  {
    // Its name is what `failure` finds requests by in which an error shows too much.
    name: "parameters.SignatureNonce is the client's",
    async run(context) {
      const client = newClient(context, { fetch: accept });
      const call = () => client.call('TagResources', { SignatureNonce: 'a' });
      equal((await rejection(call, 'a refusal')).argument, 'parameters.SignatureNonce', 'argument');
    },
  },
  ...wrongNames.map((name) => ({
    name: `a parameter named ${JSON.stringify(name)} is an error`,
    run: async (/** @type {Context} */ context) =>
      void (await refusedFor(context, `parameters.${name}`, { [name]: 'a' })),
  })),
  ...[1, true, 'cn hangzhou', 'cn-hangzhou.example.com', ''].map((value) => ({
    name: `parameters.RegionId: ${JSON.stringify(value)} is no host's name`,
    run: async (/** @type {Context} */ context) =>
      void (await refusedFor(context, 'parameters.RegionId', { RegionId: value })),
  })),
  {
    name: 'an error about a parameter never quotes its value',
    async run(context) {
      for (const value of ['marker\ud83d', [, 'marker'], new String('marker'), Symbol('marker')]) {
        const error = await refusedFor(
          context,
          Array.isArray(value) ? 'parameters.Name.1' : 'parameters.Name',
          { Name: value },
        );
        ok(!JSON.stringify(error).includes('marker'), error.message);
      }
    },
  },
  {
    name: 'what stands in Object.prototype is no parameter',
    run: (context) =>
      polluted(Object.prototype, 'Key', 'polluted', async () => {
        deepEqual(
          await sentFor(context, { Tag: [{ Value: 'a' }] }),
          { 'Tag.1.Value': 'a' },
          'form',
        );
        await refusedFor(context, 'parameters.Tag.1', { Tag: [{}] });
      }),
  },
  {
    name: 'what stands in Array.prototype is no item',
    run: (context) =>
      polluted(Array.prototype, 1, 'polluted', async () => {
        await refusedFor(context, 'parameters.Id.2', { Id: ['a', , 'b'] });
      }),
  },
  {
    name: 'parameters are read at once: changing them later changes nothing',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const parameters = { Id: ['a'] };
      const calling = newClient(context, { fetch }).call('TagResources', parameters);
      parameters.Id[0] = 'changed';
      await calling;
      equal(formOf(sent[0])['Id.1'], 'a', 'Id.1');
    },
  },
];
