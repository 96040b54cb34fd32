// Waiting for an accepted deletion to be carried out.

/** What `waitUntilDeleted` can be told. An option that is not listed here is an error. */
export interface WaitOptions {
  /** Ends the wait; it then rejects with the signal's own `reason`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds in all. Default 600 000; 0 waits for ever. */
  timeout?: number | undefined;
  /** The first pause in milliseconds; each is half as long again as the one before, up to 30 000. Default 3 000. */
  interval?: number | undefined;
}
