// A call may not take much more of the processor, beside a bare fetch, than when it was last measured.
import { after, before, test } from 'node:test';
import { BARE } from '../../benches/call.js';
import { runChild } from '../../benches/lib/child.js';
import { startEndpoint } from '../../benches/lib/endpoint.js';
import { inTurn, OURS } from '../../benches/lib/rows.js';
import { budgetOnTop } from './recorded.js';
import { keepsWithin, ratioOfBest } from './within.js';

const program = new URL('../../benches/lib/call-child.js', import.meta.url);
const CALLS = 300;
const ROUNDS = 2;

/** @type {import('../../benches/lib/endpoint.js').Endpoint} */
let endpoint;
before(async () => {
  endpoint = await startEndpoint();
});
after(() => endpoint.stop());

/** Microseconds of the processor for one call. @param {string} caller @param {string} atOnce */
async function cpu(caller, atOnce) {
  const imageIds = await endpoint.createImages(CALLS);
  return (await runChild(program, [caller, endpoint.url, atOnce, ...imageIds])).cpu;
}

for (const [what, atOnce] of [
  ['one call after the other, CPU', '1'],
  ['32 calls at a time, CPU', '32'],
]) {
  test(`${what}, beside a bare fetch`, () =>
    keepsWithin(budgetOnTop(what, 'Node', OURS, BARE), async () => {
      const two = { [OURS]: 'ours', [BARE]: 'fetch' };
      const runs = await inTurn(two, ROUNDS, (caller) => cpu(caller, atOnce));
      return ratioOfBest(runs, OURS, BARE);
    }));
}
