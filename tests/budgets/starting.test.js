// The way from the import to the first signed request may not take much more of the processor, beside the official clients'.
import { test } from 'node:test';
import { runChild } from '../../benches/lib/child.js';
import { inTurn, OURS } from '../../benches/lib/rows.js';
import { budget } from './recorded.js';
import { keepsWithin, ratioOfBest } from './within.js';

/** Of the processor: the clock goes on while other programs run. */
const WHAT = 'import to first signed request, CPU';
const program = new URL('../../benches/lib/start-child.js', import.meta.url);
const ROUNDS = 3;

for (const [peer, module] of [
  ['@alicloud/pop-core', 'pop-core'],
  ['@alicloud/ecs20140526', 'ecs20140526'],
]) {
  test(`${WHAT}, beside ${peer}`, async () => {
    const two = { [OURS]: 'ours', [peer]: module };
    await keepsWithin(budget(WHAT, 'Node', OURS, peer), async () => {
      const runs = await inTurn(two, ROUNDS, async (name) => (await runChild(program, [name])).cpu);
      return ratioOfBest(runs, OURS, peer);
    });
  });
}
