// From the import to the first signed request, each time where nothing is loaded yet: a new process of
// Node, a new workerd, a new profile of Chromium.
import { bundled } from './lib/bundle.js';
import { runChild } from './lib/child.js';
import { withPages } from './lib/pages.js';
import { inTurn, median, OURS, row } from './lib/rows.js';
import { BY_HAND } from './lib/signers.js';
import { hasCpuTimes, withWorker, workerOf } from './lib/workerd.js';

export const START = 'import to first signed request';
const CPU = `${START}, CPU`;
export const FIRST = 'the first request of an instance, with client and signature, CPU';
const AGAIN = 'a later request, with client and signature, CPU';
const ROUNDS = 7;

/** The module of each, in benches/peers/: those that run everywhere, and those that need Node. */
const anywhere = { [OURS]: 'ours', [BY_HAND]: 'webcrypto', aws4fetch: 'aws4fetch' };
const inNode = {
  ...anywhere,
  '@alicloud/pop-core': 'pop-core',
  '@alicloud/ecs20140526': 'ecs20140526',
};

async function node() {
  const program = new URL('lib/start-child.js', import.meta.url);
  /** @type {Record<string, number[]>} */
  const cpu = Object.fromEntries(Object.keys(inNode).map((name) => [name, []]));
  const wall = await inTurn(inNode, ROUNDS, async (peer, name) => {
    const times = await runChild(program, [peer]);
    cpu[name].push(times.cpu);
    return times.wall;
  });
  return [...rows(START, 'Node', wall), ...rows(CPU, 'Node', cpu)];
}

/** @param {string} what @param {string} where @param {Record<string, number[]>} runs by subject */
function rows(what, where, runs) {
  return Object.entries(runs).map(([subject, times]) =>
    row({ what, where, subject, unit: 'ms' }, times),
  );
}

async function chromium() {
  /** @type {Record<string, string>} */
  const scripts = {};
  for (const peer of Object.values(anywhere)) {
    const program = `export { firstRequest } from './benches/peers/${peer}.js';`;
    scripts[`/${peer}.js`] = (await bundled(program)).script;
  }
  return withPages('Chromium', scripts, async (open) => {
    const wall = await inTurn(anywhere, ROUNDS, (peer) =>
      open((page) =>
        page.evaluate(async (path) => {
          const start = performance.now();
          await (await import(path)).firstRequest();
          return performance.now() - start;
        }, `/${peer}.js`),
      ),
    );
    return rows(START, 'Chromium', wall);
  });
}

const NOTHING = 'nothing';

/** A Worker that signs in its first request, as one whose instance was just started. @param {string} peer */
const signing = (peer) => `
  import { firstRequest } from './benches/peers/${peer}.js';
  export default { fetch: async () => (await firstRequest(), new Response('')) };
`;
const idling = `export default { fetch: async () => new Response('') };`;

/** How many later requests are measured together. */
const LATER = 50;

/**
 * The processor's time of a request: the first one of a new instance, in which the module is made ready,
 * and a later one. Loading is not in it, as it is not in a platform's limit for a request. What a Worker
 * takes that does nothing is taken off.
 */
async function workerd() {
  if (!hasCpuTimes()) return [];
  /** @type {Record<string, Awaited<ReturnType<typeof workerOf>>>} */
  const workers = { [NOTHING]: await workerOf(idling) };
  for (const [name, peer] of Object.entries(anywhere))
    workers[name] = await workerOf(signing(peer));
  /** @type {Record<string, number[]>} */
  const later = Object.fromEntries(Object.keys(workers).map((name) => [name, []]));
  const first = await inTurn(workers, ROUNDS, (modules, name) =>
    withWorker(modules, async (running) => {
      const time = await taken(running, 1);
      later[name].push(await taken(running, LATER));
      return time;
    }),
  );
  return [...rows(FIRST, 'workerd', more(first)), ...rows(AGAIN, 'workerd', more(later))];
}

/** @param {import('./lib/workerd.js').Running} running @param {number} count of requests; the time of one */
async function taken({ ask, cpu }, count) {
  const before = cpu();
  for (let asked = 0; asked < count; asked += 1) await ask();
  return (cpu() - before) / count;
}

/** What is above a Worker that does nothing. @param {Record<string, number[]>} times */
function more({ [NOTHING]: nothing, ...times }) {
  const idle = median(nothing);
  const above = Object.entries(times).map(([name, runs]) => [
    name,
    runs.map((time) => Math.max(time - idle, 0)),
  ]);
  return Object.fromEntries(above);
}

export async function measure() {
  return [...(await node()), ...(await workerd()), ...(await chromium())];
}
