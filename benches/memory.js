// What a million signatures and a hundred thousand clients leave behind: nothing, it is to be hoped.
import { heapInUse } from '../tests/resources/garbage-collection.js';
import { makeClients, memorySize, referenceCount, sign } from '../tests/resources/instance.js';
import { DROPPED, FREED, SIGNED } from './lib/leavings.js';
import { OURS, row } from './lib/rows.js';

const KIB = 1_024;

/** @type {Record<string, [count: number, work: (count: number) => unknown]>} */
const works = {
  [SIGNED]: [1_000_000, sign],
  [DROPPED]: [100_000, (count) => makeClients(count, { free: false })],
  [FREED]: [100_000, (count) => makeClients(count, { free: true })],
};

/** @param {number} count @param {(count: number) => unknown} work */
async function leftBy(count, work) {
  await work(1_000);
  const [memory, slots, heap] = [memorySize(), referenceCount(), await heapInUse()];
  await work(count);
  return {
    'WebAssembly memory grown by': [(memorySize() - memory) / KIB, 'KiB'],
    'references kept by': [referenceCount() - slots, ''],
    'heap grown by': [Math.round(((await heapInUse()) - heap) / KIB), 'KiB'],
  };
}

export async function measure() {
  const measured = [];
  for (const [name, [count, work]] of Object.entries(works)) {
    for (const [what, [grown, unit]] of Object.entries(await leftBy(count, work))) {
      const about = { what: `${what} ${name}`, where: 'Node', subject: OURS, unit: String(unit) };
      measured.push(row(about, [Number(grown)]));
    }
  }
  return measured;
}
