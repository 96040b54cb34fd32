// Prints what a million signatures and a hundred thousand clients leave behind: nothing, it is to be
// hoped. Fails when memory has grown.
import { heapInUse } from '../tests/resources/garbage-collection.js';
import { makeClients, memorySize, referenceCount, sign } from '../tests/resources/instance.js';

const KIB = 1024;

/** @type {[name: string, count: number, work: (count: number) => unknown][]} */
const rows = [
  ['signatures', 1_000_000, sign],
  ['clients dropped', 100_000, (count) => makeClients(count, { free: false })],
  ['clients freed', 100_000, (count) => makeClients(count, { free: true })],
];

/** @param {unknown[]} cells */
function print(...cells) {
  const [name, ...numbers] = cells.map(String);
  console.log(`  ${name.padEnd(18)}${numbers.map((number) => number.padStart(14)).join('')}`);
}

let isFlat = true;
print('', 'count', 'per second', 'memory, KiB', 'growth, KiB', 'heap, KiB');
for (const [name, count, work] of rows) {
  await work(1_000);
  const [memory, slots, heap] = [memorySize(), referenceCount(), await heapInUse()];
  const start = performance.now();
  await work(count);
  const speed = Math.round((count * 1_000) / (performance.now() - start));
  const growth = memorySize() - memory;
  isFlat &&= growth === 0 && referenceCount() === slots;
  const heapGrowth = Math.round(((await heapInUse()) - heap) / KIB);
  const numbers = [count, speed, memorySize() / KIB, growth / KIB, heapGrowth];
  print(name, ...numbers.map((number) => number.toLocaleString('en')));
}
console.log(isFlat ? 'Memory is flat.' : 'Memory has grown.');
process.exitCode = isFlat ? 0 : 1;
