// What one deletion takes on the local endpoint, one after the other and many at a time: the clock's time,
// and the client's own of the processor.
import { runChild } from './lib/child.js';
import { startEndpoint } from './lib/endpoint.js';
import { inTurn, OURS, row } from './lib/rows.js';

const ROUNDS = 5;
const CALLS = 1_000;
/** How many are under way at once. */
const modes = { 'one call after the other': 1, '32 calls at a time': 32 };

export const BARE = 'bare fetch of what was signed before';

/** By their names in benches/peers/calls.js. */
const callers = { [OURS]: 'ours', [BARE]: 'fetch', '@alicloud/pop-core': 'popCore' };

/** @param {string} what @param {number} atOnce @param {import('./lib/endpoint.js').Endpoint} endpoint */
async function measureMode(what, atOnce, endpoint) {
  const program = new URL('lib/call-child.js', import.meta.url);
  /** @type {Record<string, number[]>} */
  const cpu = Object.fromEntries(Object.keys(callers).map((name) => [name, []]));
  const wall = await inTurn(callers, ROUNDS, async (caller, name) => {
    const imageIds = await endpoint.createImages(CALLS);
    const times = await runChild(program, [caller, endpoint.url, String(atOnce), ...imageIds]);
    await endpoint.forget();
    cpu[name].push(times.cpu);
    return times.wall;
  });
  const rows = (/** @type {string} */ title, /** @type {Record<string, number[]>} */ runs) =>
    Object.entries(runs).map(([subject, times]) =>
      row({ what: title, where: 'Node', subject, unit: 'µs' }, times),
    );
  return [...rows(what, wall), ...rows(`${what}, CPU`, cpu)];
}

export async function measure() {
  const endpoint = await startEndpoint();
  try {
    const measured = [];
    for (const [what, atOnce] of Object.entries(modes)) {
      measured.push(...(await measureMode(what, atOnce, endpoint)));
    }
    return measured;
  } finally {
    await endpoint.stop();
  }
}
