// Everything that a platform can show of a value without being asked for a field by name.
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';

/** What a value logs on a console of Node's. @param {unknown} value */
function logged(value) {
  const stream = new PassThrough();
  const log = new Console(stream);
  log.log(value, 'and', { value });
  log.dir(value, { depth: null, showHidden: true });
  log.table([value]);
  log.trace(value);
  return String(stream.read());
}

/** Own fields of a value and of all that it inherits from, symbols and hidden ones included. @param {any} value */
function described(value) {
  const texts = [];
  for (
    let object = value;
    object && object !== Object.prototype;
    object = Object.getPrototypeOf(object)
  ) {
    for (const key of Reflect.ownKeys(object)) {
      const { value: field } = Object.getOwnPropertyDescriptor(object, key) ?? {};
      texts.push(`${String(key)}: ${inspect(field, { depth: null, showHidden: true })}`);
    }
  }
  return texts.join('\n');
}

const all = {
  depth: null,
  showHidden: true,
  showProxy: true,
  getters: true,
  maxStringLength: null,
};

/** @type {Record<string, (value: any) => string | Uint8Array>} */
export const surfaces = {
  'String()': (value) => `${value} ${String(value)} ${value.toString()}`,
  'message and stack': ({ message, stack }) => `${message} ${stack}`,
  toJSON: (value) => inspect(value.toJSON?.(), all),
  'JSON.stringify': (value) => JSON.stringify({ value }),
  structuredClone: (value) => inspect(structuredClone(value), all),
  'structuredClone of toJSON': (value) => inspect(structuredClone(value.toJSON?.()), all),
  'util.inspect': (value) => inspect(value),
  'util.inspect, all of it': (value) => inspect(value, all),
  'util.format': (value) => format('%s %o %O %j %d', value, value, value, value, value),
  'fields, own and inherited': described,
  'a console': logged,
  serialize: (value) => serialize(value),
};
