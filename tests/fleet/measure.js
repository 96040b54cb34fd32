// What a run costs, without faults and without a limit: for the figures in the example's README.
// `node tests/fleet/measure.js [regions]`
import { makeFleet, PER_LANE, policyFor, someRegions } from './fleet-images.js';
import { accountNames, setStage } from './stage.js';
import { until } from './waiting.js';

const regionIds = someRegions(Number(process.argv[2] ?? 30));
const lanes = regionIds.length * accountNames.length;
const images = lanes * PER_LANE;

const stage = await setStage({ policy: policyFor(regionIds) });
try {
  makeFleet(stage, regionIds);
  const look = async () => (await stage.ask('plans')).body.plans[0];
  const start = await sample();
  await stage.cron('17 2 * * *');
  const plan = await until(async () => {
    const now = await look();
    return now?.state === 'waiting' && now;
  });
  const planned = await sample();
  await stage.ask(`plans/${plan.id}/approve`, {
    method: 'POST',
    body: { hash: plan.hash, force: true },
  });
  await until(async () => (await look()).state === 'done');
  const done = await sample();
  const { tally } = (await stage.ask(`plans/${plan.id}`)).body;
  const named = images - tally.kept;
  console.log(`${images} images in ${lanes} lanes; ${JSON.stringify(tally)}`);
  show(`planning, for 1,000 listed images`, difference(start, planned), images / 1000);
  show(`deleting, for 1,000 images that are named`, difference(planned, done), named / 1000);
} finally {
  await stage.strike();
}

/** @returns {Promise<Record<string, number>>} */
async function sample() {
  const { invocations, messages, sent, trips, rowsRead, rowsWritten } = await stage.counts();
  const of = (/** @type {string} */ name) =>
    stage.endpoint.requests.filter(({ action }) => action === name).length;
  return {
    'milliseconds of processor time, with database and queues': await stage.cpuTime(),
    'consumer invocations': invocations.queue,
    'queue messages sent': sent,
    'queue messages received': messages,
    'round trips to D1': trips,
    'rows read': rowsRead,
    'rows written': rowsWritten,
    DescribeImages: of('DescribeImages'),
    DeleteImage: of('DeleteImage'),
    'seconds on the clock': Date.now() / 1000,
  };
}

/** @param {Record<string, number>} before @param {Record<string, number>} after */
function difference(before, after) {
  return Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - before[name]]));
}

/** @param {string} title @param {Record<string, number>} counts @param {number} thousands */
function show(title, counts, thousands) {
  console.log(`\n${title}`);
  for (const [name, count] of Object.entries(counts)) {
    console.log(`${(count / thousands).toFixed(1).padStart(10)}  ${name}`);
  }
}
