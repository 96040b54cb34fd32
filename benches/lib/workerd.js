// Runs a Worker in workerd, in a process of its own, and reads what it has taken of the processor.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bundled } from './bundle.js';

// Not imported: the types of miniflare need packages that it does not bring along.
const load = createRequire(import.meta.url);
const { Miniflare } = load('miniflare');

/** @param {string} program a Worker's source */
export async function workerOf(program) {
  const options = { conditions: ['workerd', 'worker', 'browser'] };
  const { script, modules } = await bundled(program, options);
  const wasm = Object.entries(modules).map(([path, contents]) => ({
    type: 'CompiledWasm',
    path: path.slice(1),
    contents,
  }));
  return [{ type: 'ESModule', path: 'worker.js', contents: script }, ...wasm];
}

/**
 * @typedef {object} Running
 * @property {() => Promise<void>} ask sends a request, and waits for its answer
 * @property {() => number} cpu milliseconds of the processor since the process began
 */

/**
 * @template Result
 * @param {Awaited<ReturnType<typeof workerOf>>} modules
 * @param {(running: Running) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withWorker(modules, use) {
  const others = new Set(children());
  const worker = new Miniflare({ modules, compatibilityDate: '2026-04-01' });
  try {
    await worker.ready;
    const [pid] = children().filter((child) => !others.has(child));
    return await use({
      ask: async () => {
        const response = await worker.dispatchFetch('http://worker/');
        const text = await response.text();
        if (!response.ok) throw new Error(text);
      },
      cpu: () => cpuOf(pid),
    });
  } finally {
    await worker.dispose();
  }
}

/** Whether this machine says what a process has taken of the processor: Linux does. */
export function hasCpuTimes() {
  try {
    return cpuOf(String(process.pid)) > 0;
  } catch {
    return false;
  }
}

/** The processes that this one has started, and that run. */
function children() {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      return Number(parent) === process.pid;
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

/** The first number of `schedstat` is nanoseconds on the processor, of each thread. @param {string} pid */
function cpuOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    const [time] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(time);
  });
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}
