// Deletes images on a local ECS endpoint, first from Node and then, for you, in the Explorer.
// Usage: node scripts/demo.js [--port PORT] [--open | --once]
import { makeDesk } from './demo/desk.js';
import { readDemoFlags, UsageError } from './demo/flags.js';
import { countDeletions } from './demo/images.js';
import { openInBrowser } from './demo/open.js';
import { checkServed } from './demo/served.js';
import * as steps from './demo/steps.js';
import { isColourful, makeTerminal } from './demo/terminal.js';
import { startPageServer } from './serve.js';
import { accessKeys, demoImages, demoRegionId, startEndpoint } from '../tests/endpoint/index.js';

/** @typedef {import('../tests/endpoint/index.js').Endpoint} Endpoint */
/** @typedef {import('./serve.js').PageServer} PageServer */
/** @typedef {{ endpoint: Endpoint, server: PageServer }} Servers */

const HELP = `Deletes images on a local ECS endpoint, first from Node and then, for you, from a page.

Usage: node scripts/demo.js [options]

  --port PORT  where the page is served (default: a free port)
  --open       open the page in the browser, too, once it is served
  --once       end after the part in Node and a check that the page is served
  --help       show this text

NO_COLOR=1 turns colours off.
`;

/** Milliseconds until an accepted deletion is carried out; the service needs longer. */
const DELETION_DELAY = 800;

const terminal = makeTerminal(isColourful(process.stdout, process.env), console.log);

/** Resolves with the first signal that asks the demo to end. @type {Promise<NodeJS.Signals>} */
const stopped = new Promise((resolve) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, resolve);
});

/** How many steps have begun. */
let stepCount = 0;

/** Why the demo failed, in words. */
class StepError extends Error {}

/**
 * @template Result
 * @param {string} title
 * @param {() => Promise<Result>} run
 * @returns {Promise<Result>}
 */
async function step(title, run) {
  stepCount += 1;
  terminal.step(stepCount, title);
  return run().catch((error) => {
    throw new StepError(`Step ${stepCount} failed, “${title}”: ${explain(error)}`);
  });
}

/** @param {unknown} error */
function explain(error) {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' && 'port' in error) {
    return `port ${error.port} is taken. Give another one with --port, or none for a free one`;
  }
  return error.message;
}

/**
 * @param {number} port
 * @returns {Promise<Servers>}
 */
async function start(port) {
  const endpoint = await startEndpoint({ deletionDelay: DELETION_DELAY });
  const { url, controlUrl } = endpoint;
  const { permanent: credentials } = accessKeys;
  const first = { regionId: demoRegionId, imageId: demoImages.free };
  const config = { endpoint: url, controlUrl, credentials, ...first };
  try {
    return { endpoint, server: await startPageServer({ port, config, desk: makeDesk(url) }) };
  } catch (error) {
    await endpoint.close();
    throw error;
  }
}

/** @param {Endpoint} endpoint */
async function deleteFromNode(endpoint) {
  const scene = {
    terminal,
    endpoint,
    regionId: demoRegionId,
    imageIds: demoImages,
    credentials: accessKeys.permanent,
  };
  const { ecs, isEcsError } = await step('Load the package', () => steps.loadPackage(scene));
  await step('Delete an image', () => steps.deleteFree(scene, ecs));
  await step('Be refused an image that is in use', () => steps.meetRefusal(scene, ecs, isEcsError));
  await step('Force it', () => steps.force(scene, ecs));
}

/** @param {Servers} servers */
async function offerPage({ endpoint, server }) {
  endpoint.reset();
  const files = await checkServed(server.url);
  terminal.done(`Its ${files} files are served, and the start state is back`);
  terminal.say('The Explorer: see the call, try it and copy it, in English or 中文:\n');
  terminal.say(`  ${terminal.paint('bold', server.url)}\n`);
  terminal.say(
    'Its credentials can also come from the URL /demo/credentials, and its deletions be',
  );
  terminal.say('presigned at /demo/presign.\n');
}

/** @param {Servers} servers */
async function present(servers) {
  await deleteFromNode(servers.endpoint);
  await step('Serve the page', () => offerPage(servers));
}

/**
 * Resolves to what happened, in words.
 *
 * @param {Servers} servers
 * @param {{ once: boolean, open: boolean }} flags
 */
async function run(servers, { once, open }) {
  const count = countDeletions(servers.endpoint);
  const isUp = await Promise.race([present(servers).then(() => true), stopped.then(() => false)]);
  const byNode = count();
  if (!isUp) return `Stopped before the page was up: ${images(byNode)} deleted from Node.`;
  if (once) return `Done: ${images(byNode)} deleted from Node.`;
  if (open) openInBrowser(servers.server.url);
  terminal.say('press Ctrl-C to stop');
  await stopped;
  return `Stopped: ${images(count() - byNode)} deleted by page, ${byNode} from Node.`;
}

/** @param {number} count */
function images(count) {
  return count === 1 ? '1 image' : `${count} images`;
}

async function main() {
  const flags = readDemoFlags(process.argv.slice(2));
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  const servers = await step('Start an endpoint, and a server for the page', async () => {
    const started = await start(flags.port);
    const { endpoint } = started;
    await steps.showImages({ terminal, endpoint, regionId: demoRegionId });
    return started;
  });
  try {
    terminal.line(`\n${await run(servers, flags)}`);
  } finally {
    await Promise.all([servers.endpoint.close(), servers.server.close()]);
  }
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof UsageError;
  const hint = isUsage ? '\nRun with --help to see the options.' : '';
  console.error(`\n${error instanceof Error ? error.message : error}${hint}`);
  process.exitCode = isUsage ? 2 : 1;
}
