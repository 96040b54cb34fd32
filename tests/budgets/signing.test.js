// A signature may not take much more, beside what others take for theirs, than when it was last measured.
import { test } from 'node:test';
import {
  ACS3,
  BY_HAND,
  HMAC_SHA1,
  OURS_CALLING,
  signers,
  timed,
} from '../../benches/lib/signers.js';
import { OURS } from '../../benches/lib/rows.js';
import { caller as ecsCaller } from '../../benches/peers/ecs20140526.js';
import { caller as popCaller } from '../../benches/peers/pop-core.js';
import { budget } from './recorded.js';
import { keepsWithin, ratioOfBest } from './within.js';

const POP_CORE = '@alicloud/pop-core, a whole call';
const SDK = '@alicloud/ecs20140526, a whole call';
const SIZE = { rounds: 15, count: 100 };

/** Milliseconds of the processor: the clock goes on while other programs run. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** @type {[what: string, subject: string, peer: string, peerSigner: any][]} */
const pairs = [
  [HMAC_SHA1, OURS, POP_CORE, popCaller],
  [HMAC_SHA1, OURS_CALLING, POP_CORE, popCaller],
  [HMAC_SHA1, OURS, BY_HAND, signers[HMAC_SHA1][BY_HAND]],
  [ACS3, OURS_CALLING, SDK, ecsCaller],
  [ACS3, OURS_CALLING, BY_HAND, signers[ACS3][BY_HAND]],
];

for (const [what, subject, peer, peerSigner] of pairs) {
  test(`${what}: ${subject} beside ${peer}`, async () => {
    const two = { [what]: { [subject]: signers[what][subject], [peer]: peerSigner } };
    await keepsWithin(budget(what, 'Node', subject, peer), async () =>
      ratioOfBest((await timed(two, SIZE, processorTime))[what], subject, peer),
    );
  });
}
