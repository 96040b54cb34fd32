// Reads the flags of the demo and of the page's server. Wrong usage throws a UsageError.
import { parseArgs } from 'node:util';

export class UsageError extends Error {}

const port = /** @type {const} */ ({ type: 'string', default: '0' });

/**
 * @param {string[]} argv
 * @returns {{ port: number, once: boolean, open: boolean, help: boolean }}
 */
export function readDemoFlags(argv) {
  const values = parse(argv, {
    port,
    once: { type: 'boolean', default: false },
    open: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  const [once, open, help] = [values.once, values.open, values.help].map(Boolean);
  return { port: portNumber(values.port), once, open, help };
}

/**
 * @param {string[]} argv
 * @returns {{ port: number, allow: string[] }}
 */
export function readServeFlags(argv) {
  const values = parse(argv, { port, allow: { type: 'string', multiple: true, default: [] } });
  const allow = /** @type {string[]} */ (values.allow);
  return { port: portNumber(values.port), allow: allow.map(origin) };
}

/** Nothing but an origin: it goes into the page's security policy. @param {string} text */
function origin(text) {
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (isUrl) return new URL(text).origin;
  throw new UsageError(`--allow takes an origin, such as https://example.com, not "${text}"`);
}

/**
 * @param {string[]} args
 * @param {NonNullable<import('node:util').ParseArgsConfig['options']>} options
 */
function parse(args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    // Its first sentence names the flag; what follows is about flags that look like file names.
    const [sentence] = String(/** @type {Error} */ (error).message).split('. ');
    throw new UsageError(sentence);
  }
}

/** @param {unknown} text */
function portNumber(text) {
  const number = /^\d{1,5}$/.test(String(text)) ? Number(text) : NaN;
  if (number >= 0 && number <= 65535) return number;
  throw new UsageError(`--port takes a number from 0 to 65535, not "${text}"`);
}
