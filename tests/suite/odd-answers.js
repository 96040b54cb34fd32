// What a fetch can give that is not quite a response; each is made anew, because bodies are read once.
import { SUCCESS, piecewise, streaming, streamless } from './doubles.js';
import { fail } from './wrong-values.js';

const bytes = new TextEncoder().encode(SUCCESS);

function detached() {
  const piece = new Uint8Array(8);
  structuredClone(piece.buffer, { transfer: [piece.buffer] });
  return piece;
}

/** @type {[string, () => unknown][]} */
export const oddAnswers = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['a number', () => 200],
  ['a string', () => SUCCESS],
  ['{}', () => ({})],
  ['a status that is text', () => ({ ...streamless(async () => bytes.buffer), status: '200' })],
  ['a status that is NaN', () => ({ ...streamless(async () => bytes.buffer), status: NaN })],
  ['a negative status', () => ({ ...streamless(async () => bytes.buffer), status: -1 })],
  ['a status that throws', () => Object.defineProperty({}, 'status', { get: fail })],
  ['a body that throws', () => Object.defineProperty({ status: 200 }, 'body', { get: fail })],
  ['a body that is no stream', () => ({ status: 200, body: {} })],
  ['a body that is locked', () => ({ status: 200, body: { getReader: fail } })],
  ['a reader that is none', () => ({ status: 200, body: { getReader: () => undefined } })],
  ['no body and no arrayBuffer', () => ({ status: 200, body: null })],
  ['a read that throws', () => streaming({ read: fail })],
  ['a read that rejects', () => streaming({ read: async () => fail() })],
  ['a read without a promise', () => streaming({ read: () => 5 })],
  ['a read of undefined', () => streaming({ read: async () => undefined })],
  [
    'a piece with getters that throw',
    () => streaming({ read: async () => Object.defineProperty({}, 'done', { get: fail }) }),
  ],
  ['a cancel that throws', () => streaming({ read: async () => fail(), cancel: fail })],
  [
    'a cancel that rejects',
    () => streaming({ read: async () => fail(), cancel: async () => fail() }),
  ],
  [
    'a cancel without a promise',
    () => streaming({ read: async () => fail(), cancel: () => undefined }),
  ],
  ['a piece that is text', () => piecewise(SUCCESS)],
  ['a piece that is undefined', () => piecewise(undefined)],
  ['a piece that is a list', () => piecewise([123, 125])],
  ['a piece that is a buffer', () => piecewise(new ArrayBuffer(8))],
  ['a piece that is a DataView', () => piecewise(new DataView(new ArrayBuffer(8)))],
  ['a piece of 64-bit numbers', () => piecewise(new BigInt64Array(8))],
  ['a piece of floating-point numbers', () => piecewise(new Float64Array([1e300, NaN]))],
  ['a piece that is detached', () => piecewise(detached())],
  ['a buffer that is undefined', () => streamless(async () => undefined)],
  ['a buffer that is text', () => streamless(async () => SUCCESS)],
  ['a buffer that is a symbol', () => streamless(async () => Symbol('odd'))],
  ['a buffer that is negative', () => streamless(async () => -1)],
  ['a buffer that is detached', () => streamless(async () => detached().buffer)],
  ['a buffer that is null', () => streamless(async () => null)],
  ['an arrayBuffer that throws', () => streamless(fail)],
  ['an arrayBuffer that rejects', () => streamless(async () => fail())],
  ['an arrayBuffer without a promise', () => streamless(() => 5)],
];
