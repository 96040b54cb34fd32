// The fleet set up for tests: the local endpoint with several accounts, an identity provider, and the
// Worker in a process that can be killed and started again on the same storage.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEndpoint } from '../endpoint/index.js';
import { startIssuer } from '../examples/worker/issuer.js';

const AUDIENCE = 'https://image-fleet.example.com';

/** @typedef {Awaited<ReturnType<typeof setStage>>} Stage */

/** The accounts, by the names that policies have for them. */
export const ACCOUNT_IDS = {
  production: '1111222233334444',
  staging: '2222333344445555',
  research: '3333444455556666',
};

/** @typedef {keyof typeof ACCOUNT_IDS} AccountName */

export const accountNames = /** @type {AccountName[]} */ (Object.keys(ACCOUNT_IDS));

/** @param {AccountName} name */
export const secretName = (name) => `${name.toUpperCase()}_KEY`;

/**
 * @param {object} options
 * @param {unknown} options.policy
 * @param {Record<string, unknown>} [options.bindings] in place of those that tests have
 */
export async function setStage({ policy, bindings = {} }) {
  const [endpoint, issuer, folder] = await Promise.all([
    startEndpoint(),
    startIssuer(),
    mkdtemp(join(tmpdir(), 'fleet-')),
  ]);
  const keys = accountNames.map((name) => [secretName(name), keyOf(name)]);
  const given = {
    ...Object.fromEntries(keys),
    MODE: 'delete',
    TOKEN_ISSUER: 'https://login.example.com/',
    TOKEN_AUDIENCE: AUDIENCE,
    TOKEN_KEYS: issuer.keysUrl,
    GROUPS_CLAIM: 'groups',
    VIEWERS: ['viewers'],
    APPROVERS: ['approvers'],
    PAGES_PER_TURN: 20,
    IMAGES_PER_TURN: 50,
    // As deployed: no machine is so slow that a turn would outlast it.
    LEASE_SECONDS: 300,
    REPORT_DAYS: 30,
    ENDPOINT: endpoint.url,
    ...bindings,
  };
  let runtime = await startRuntime({ policy, bindings: given, folder });
  const token = (group = 'approvers', sub = 'somebody') =>
    issuer.token({ aud: AUDIENCE, sub, groups: [group] });

  return {
    endpoint,
    issuer,
    token,
    AUDIENCE,
    get url() {
      return runtime.url;
    },
    /** The images of an account, as the service has them. @param {AccountName} name */
    account: (name) => endpoint.stateOf(ACCOUNT_IDS[name]),
    /** What the test's own entry has counted since it was started. */
    counts: async () => (await fetch(new URL('/counts', runtime.url))).json(),
    /** Milliseconds of processor time that the runtime has used, its database and queues included. */
    cpuTime: () => runtime.cpuTime(),

    /**
     * @param {string} path
     * @param {{ method?: string, body?: unknown, group?: string }} [request]
     * @returns {Promise<{ status: number, body: any }>}
     */
    async ask(path, { method = 'GET', body, group } = {}) {
      const headers = {
        authorization: `Bearer ${token(group)}`,
        'content-type': 'application/json',
      };
      const init =
        method === 'GET' ? { headers } : { method, headers, body: JSON.stringify(body ?? {}) };
      const response = await fetch(new URL(`/api/${path}`, runtime.url), init);
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { status: response.status, body: isJson ? JSON.parse(text) : text };
    },

    /** Runs a schedule, as the platform would. @param {string} cron @param {number} [at] */
    async cron(cron, at = Date.now()) {
      const query = new URLSearchParams({ cron, time: String(at) });
      const response = await fetch(new URL(`/cdn-cgi/handler/scheduled?${query}`, runtime.url));
      return response.text();
    },

    /** Behind the Worker's back. @param {string} statement @returns {Promise<any[]>} */
    sql: (statement) => runtime.order('sql', statement),
    /** @param {'TURNS' | 'DEAD_LETTERS'} queue @param {unknown} body */
    send: (queue, body) => runtime.order('send', { queue, body }),

    /** As if a lease had passed: what waits for a message is given one by the sweep. */
    async sweep() {
      await runtime.order('sql', 'UPDATE lanes SET due_at = 0');
      return this.cron('* * * * *');
    },

    /**
     * Ends the runtime in the middle of whatever it does, and starts it again, a lease later.
     *
     * @param {Record<string, unknown>} [changes] of its bindings
     * @param {unknown} [otherPolicy]
     */
    async crash(changes, otherPolicy = policy) {
      await runtime.kill();
      const bindings = { ...given, ...changes };
      runtime = await startRuntime({ policy: otherPolicy, bindings, folder });
      await runtime.order('sql', 'UPDATE lanes SET due_at = 0, held_until = min(held_until, 0)');
    },

    async strike() {
      await runtime.kill();
      await Promise.all([endpoint.close(), issuer.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param {AccountName} name */
function keyOf(name) {
  const accessKeyId = `account.${ACCOUNT_IDS[name]}.id`;
  return JSON.stringify({ accessKeyId, accessKeySecret: 'testsecret' });
}

/** @param {object} options */
async function startRuntime(options) {
  const file = fileURLToPath(new URL('runtime.js', import.meta.url));
  // A group of its own: what it starts is ended with it.
  const child = fork(file, [JSON.stringify(options)], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  /** Ends with the process: whoever waits for an answer of it waits no more. @type {Promise<never>} */
  const lost = gone.then(() => Promise.reject(new Error('the runtime has ended')));
  lost.catch(() => {});
  const [{ url }] = await Promise.race([once(child, 'message'), lost]);
  let orders = 0;
  return {
    url: /** @type {string} */ (url),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(-Number(child.pid), 'SIGKILL');
      }
      await gone;
    },
    /** @param {string} name @param {unknown} asked */
    async order(name, asked) {
      const id = (orders += 1);
      const answered = answerTo(child, id);
      child.send({ id, name, given: asked });
      const { result, error } = await Promise.race([answered, lost]);
      if (error !== undefined) throw new Error(error);
      return result;
    },
    cpuTime: () => cpuTimeOf(Number(child.pid)),
  };
}

/**
 * The answer to one order, whichever others are under way.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} id
 * @returns {Promise<{ result?: any, error?: string }>}
 */
function answerTo(child, id) {
  return new Promise((resolve) => {
    child.on('message', function listen(/** @type {any} */ message) {
      if (message.id !== id) return;
      child.off('message', listen);
      resolve(message);
    });
  });
}

/** Of the runtime that a process has started, from Linux. @param {number} parent */
async function cpuTimeOf(parent) {
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[1]) === parent) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10;
}
