// Any operation of the service.
import type { CallOptions } from '../index.js';

/** What `call` can be told besides. */
export interface OperationOptions extends CallOptions {
  /**
   * Asks the service to validate only. Where that has passed, the answer's `Code` is
   * `'DryRunOperation'`; an answer without that is one of an operation that does not know of dry runs,
   * and was carried out. So it is not repeated more freely than the operation itself. Default false.
   */
  dryRun?: boolean | undefined;
  /**
   * Carrying it out twice is the same as once, so a request whose answer was lost may be sent again.
   * Default: true for `Describe…`, `List…`, `Get…` and `Query…`, which change nothing; false for
   * everything else.
   */
  idempotent?: boolean | undefined;
}

/**
 * What a parameter can be. A list is sent as `Name.1`, `Name.2`, …, an object as `Name.Key`; a field
 * that is `undefined` is not sent. Anything else is an error, as are an empty list or object, which
 * the service would not see, and a number that is not exact: pass ids as text.
 */
export type ParameterValue =
  | string
  | number
  | boolean
  | readonly ParameterValue[]
  | { readonly [name: string]: ParameterValue | undefined };

/**
 * The parameters of an operation, by the service's own names. `Force` and `DryRun` have to be booleans,
 * and written like this: a text, a number or another spelling is an error.
 */
export type OperationParameters = Readonly<Record<string, ParameterValue | undefined>>;
