/**
 * The command line: `node tests/endpoint/main.js`. It reads the flags, starts the endpoint,
 * says what there is, and stops on a signal.
 */
import { parseArgs } from 'node:util';
import { FieldError } from './fields.js';
import { accessKeys, demoImages, demoRegionId, startEndpoint } from './index.js';

const HELP = `A local ECS endpoint for tests and the demo.

Usage: node tests/endpoint/main.js [options]

  --port PORT             the service (default 4510; 0 takes a free port)
  --control-port PORT     the control interface (default 4511; 0 takes a free port)
  --host HOST             where both listen (default 127.0.0.1)
  --deletion-delay MS     milliseconds until an accepted deletion is finished (default 0)
  --signature-error CODE  SignatureDoesNotMatch (default) or IncompleteSignature
  --no-cors               send no CORS headers from the service
  --help                  show this text
`;

/** Wrong usage, as most command lines report it. */
const USAGE_ERROR = 2;

/** The option of startEndpoint that each flag sets, for messages in the user's words. */
const flagOf = new Map([
  ['port', '--port'],
  ['controlPort', '--control-port'],
  ['host', '--host'],
  ['deletionDelay', '--deletion-delay'],
  ['signatureError', '--signature-error'],
]);

await main(process.argv.slice(2));

/** @param {string[]} argv */
async function main(argv) {
  try {
    const options = readFlags(argv);
    if (options === undefined) {
      process.stdout.write(HELP);
      return;
    }
    const endpoint = await startEndpoint(options);
    process.stdout.write(describe(endpoint));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      process.once(signal, () => void endpoint.close());
    }
  } catch (error) {
    process.stderr.write(`${explain(error)}\nRun with --help to see the options.\n`);
    process.exitCode = USAGE_ERROR;
  }
}

/**
 * Undefined when help was asked for.
 *
 * @param {string[]} argv
 */
function readFlags(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string', default: '4510' },
      'control-port': { type: 'string', default: '4511' },
      host: { type: 'string', default: '127.0.0.1' },
      'deletion-delay': { type: 'string', default: '0' },
      'signature-error': { type: 'string', default: 'SignatureDoesNotMatch' },
      'no-cors': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  return {
    port: wholeNumber(values.port),
    controlPort: wholeNumber(values['control-port']),
    host: values.host,
    deletionDelay: wholeNumber(values['deletion-delay']),
    // startEndpoint refuses any other text.
    signatureError: /** @type {'SignatureDoesNotMatch'} */ (values['signature-error']),
    cors: !values['no-cors'],
  };
}

/**
 * NaN for anything else, which startEndpoint refuses.
 *
 * @param {string | undefined} text
 */
function wholeNumber(text) {
  return /^\d+$/.test(text ?? '') ? Number(text) : NaN;
}

/** @param {import('./index.js').Endpoint} endpoint */
function describe(endpoint) {
  const keys = Object.values(accessKeys).map(
    (key) =>
      `  ${key.accessKeyId} / ${key.accessKeySecret}` +
      ('securityToken' in key ? ` / ${key.securityToken}` : ''),
  );
  const images = Object.entries(demoImages).map(([state, id]) => `  ${id}  ${state}`);
  return [
    `service  ${endpoint.url}`,
    `control  ${endpoint.controlUrl}`,
    '',
    'Access keys (id / secret / security token):',
    ...keys,
    '',
    `Images in ${demoRegionId}:`,
    ...images,
    '',
    'Ctrl+C stops it.',
    '',
  ].join('\n');
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof FieldError) {
    return `${flagOf.get(error.field) ?? error.field}: expected ${error.expected}`;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `The port is taken: ${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}
