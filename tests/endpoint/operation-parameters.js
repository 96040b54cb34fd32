/**
 * Reads the parameters of one operation with their types. Every problem is a refusal; nothing
 * is guessed. It knows nothing of the account's state.
 */
import { invalidParameter, missingParameter } from './errors.js';

/** As the official SDKs write them; Python's has capitals. @type {ReadonlyMap<string, boolean>} */
const spellings = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
]);

/** Hidden parameters that every operation takes and that change nothing here. */
const OWNER_NAMES = ['OwnerId', 'OwnerAccount', 'ResourceOwnerId', 'ResourceOwnerAccount'];

const DIGITS = /^\d{1,9}$/;
const LIST_INDEX = /^[1-9]\d*$/;

export class OperationParameters {
  #values;

  /** @param {ReadonlyMap<string, string>} values */
  constructor(values) {
    this.#values = values;
  }

  /**
   * The service ignores a name it does not know; here it is refused, because a test should
   * learn of a misspelt parameter. `Name.N` stands for `Name.1`, `Name.2`, …
   *
   * @param {ReadonlyArray<string>} names what the operation takes
   * @param {ReadonlySet<string>} commonNames what every call may carry
   */
  refuseUnknown(names, commonNames) {
    const known = new Set([...names, ...OWNER_NAMES, ...commonNames]);
    for (const name of this.#values.keys()) {
      const dot = name.lastIndexOf('.');
      const isListItem =
        dot !== -1 && known.has(`${name.slice(0, dot)}.N`) && LIST_INDEX.test(name.slice(dot + 1));
      if (!isListItem && (name.endsWith('.N') || !known.has(name))) {
        throw invalidParameter(name);
      }
    }
  }

  /** @param {string} name */
  text(name) {
    const value = this.optionalText(name);
    if (value === undefined) {
      throw missingParameter(name);
    }
    return value;
  }

  /**
   * An empty value counts as absent.
   *
   * @param {string} name
   */
  optionalText(name) {
    return this.#values.get(name) || undefined;
  }

  /**
   * @template {string} T
   * @param {string} name
   * @param {ReadonlyArray<T>} choices
   * @returns {T | undefined}
   */
  choice(name, choices) {
    const value = this.optionalText(name);
    const chosen = choices.find((choice) => choice === value);
    if (value !== undefined && chosen === undefined) {
      throw invalidParameter(name);
    }
    return chosen;
  }

  /** @param {string} name */
  boolean(name) {
    return this.optionalBoolean(name) ?? false;
  }

  /**
   * Exactly `true` or `false`: an empty value, `True` and `1` are refused.
   *
   * @param {string} name
   */
  optionalBoolean(name) {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    if (!spellings.has(value)) throw invalidParameter(name);
    return spellings.get(value);
  }

  /**
   * @param {string} name
   * @param {{ fallback: number, maximum?: number }} options at least 1
   */
  integer(name, { fallback, maximum = Infinity }) {
    const text = this.optionalText(name);
    if (text === undefined) {
      return fallback;
    }
    const value = DIGITS.test(text) ? Number(text) : 0;
    if (value < 1 || value > maximum) {
      throw invalidParameter(name);
    }
    return value;
  }

  /** The pages of a list operation. */
  page() {
    return {
      number: this.integer('PageNumber', { fallback: 1 }),
      size: this.integer('PageSize', { fallback: 10, maximum: 100 }),
    };
  }

  /**
   * `Name.1`, `Name.2`, … in the order of their numbers.
   *
   * @param {string} name
   * @param {number} maximum of items
   */
  list(name, maximum) {
    const items = [...this.#values]
      .filter(([key]) => key.startsWith(`${name}.`))
      .map(([key, value]) => ({ index: Number(key.slice(name.length + 1)), value }))
      .sort((left, right) => left.index - right.index);
    if (items.length > maximum || items.some((item) => item.value === '')) {
      throw invalidParameter(name);
    }
    return items.map((item) => item.value);
  }

  /**
   * @param {string} name
   * @param {number} maximum of items
   */
  commaList(name, maximum) {
    const text = this.optionalText(name);
    if (text === undefined) {
      return undefined;
    }
    const items = text.split(',');
    if (items.length > maximum || items.includes('')) {
      throw invalidParameter(name);
    }
    return items;
  }
}
