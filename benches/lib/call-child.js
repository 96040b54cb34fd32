// A process of its own: deletes images in one way, so many at a time, and prints what one deletion took.
// Usage: node benches/lib/call-child.js CALLER URL AT-ONCE IMAGE-ID…   the first tenth is to warm up
import { callers } from '../peers/calls.js';

const [caller, url, atOnce, ...imageIds] = process.argv.slice(2);

/** @param {(() => Promise<unknown>)[]} calls */
async function carryOut(calls) {
  const queue = calls.values();
  const worker = async () => {
    for (const call of queue) await call();
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, worker));
}

const calls = await callers[caller](url, imageIds);
const few = calls.length / 10;
await carryOut(calls.slice(0, few));
const before = process.cpuUsage();
const start = performance.now();
await carryOut(calls.slice(few));
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const count = calls.length - few;
const [perCall, cpu] = [(wall * 1_000) / count, (user + system) / count];
console.log(JSON.stringify({ wall: perCall, cpu }));
process.exit();
