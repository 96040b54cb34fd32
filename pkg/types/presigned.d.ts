// A signed deletion that somebody without the key may send.

/** What `presignDeleteImage` can be told. An option that is not listed here is an error. */
export interface PresignOptions {
  /** Asks the service to validate only: nothing is deleted. Default false. */
  dryRun?: boolean | undefined;
  /**
   * `'POST'` keeps everything that is signed out of the URL, and so out of logs and histories;
   * `'GET'` makes a URL that is the whole request. Default `'POST'`.
   */
  method?: 'GET' | 'POST' | undefined;
  /** Adds `steps`, the signature worked out step by step. Default false. */
  explain?: boolean | undefined;
}

/**
 * A signed deletion that somebody without the key may send, once, until `expiresAt`: with
 * `sendPresigned`, or as it is, with `fetch(request.url, request)`.
 *
 * Whoever has it can delete that one image, and nothing else: hand it only to whom you would let do
 * that, over https, and do not log it. It cannot be taken back, short of disabling the key. The
 * signature is in it, and so is a temporary key's token, which is of no use without the secret; the
 * secret is not.
 *
 * A second time, the service refuses it with `SignatureNonceUsed`: what became of the first is then
 * `'unknown'`. It remembers that for 15 minutes, and may take a time stamp for up to about 31: its
 * documents say both. So after any error that another attempt may get over, ask for a new one; the service
 * also says `InvalidTimeStamp.Expired` to one that came too late.
 */
export interface PresignedRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  /** With `POST`. */
  body?: string;
  /**
   * Epoch milliseconds: the time stamp plus 15 minutes, or when the key expires, whichever is first.
   * From then on `sendPresigned` refuses it; the service may take it for longer.
   */
  expiresAt: number;
  /** With `explain`. */
  steps?: PresignSteps;
}

/** How a signature was made. */
export interface PresignSteps {
  /** All parameters but the signature, encoded and sorted. */
  canonicalizedQuery: string;
  /** What was signed. */
  stringToSign: string;
  /** In base64, before it is encoded for the request. */
  signature: string;
}

/** What `sendPresigned` can be told. An option that is not listed here is an error. */
export interface SendPresignedOptions {
  /** Ends the call; it then rejects with the signal's own `reason`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds, the answer's body included. Default 10 000; 0 waits for ever. */
  timeout?: number | undefined;
  /** Called instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
}
