// Many images in one call.
import type { CallOptions, EcsError } from '../index.js';

/** What `deleteImages` can be told. An option that is not listed here is an error. */
export interface BulkOptions extends CallOptions {
  /** Delete them although instances were created from them. Only `true` forces. Default false. */
  force?: boolean | undefined;
  /**
   * Deletions under way at once: 1 to 100. Default 4. Halved whenever the service throttles, and
   * grown again slowly, up to this. A service that throttles everything is sent no more than
   * `(images + 2 * concurrency + 8) * maxAttempts` requests.
   */
  concurrency?: number | undefined;
  /**
   * Called once for each image, as soon as it has an end; for those that are skipped, too. What it
   * throws, or what its promise rejects with, is ignored.
   */
  onProgress?: ((progress: BulkProgress) => void) | undefined;
}

/** How far a `deleteImages` is. */
export interface BulkProgress {
  /** How many images have an end. */
  done: number;
  /** How many distinct images there are. */
  total: number;
  /** The one that has just ended; a copy of its item in the result. */
  item: BulkItem;
}

/** What became of one image. */
export interface BulkItem {
  imageId: string;
  /**
   * As in {@link DeleteImageResult}; `'failed'`, see `error`; `'skipped'`: nothing was sent, because
   * the call was aborted.
   */
  status: 'accepted' | 'absent' | 'validated' | 'failed' | 'skipped';
  /** The service's id of the request, unless the image failed or was skipped. */
  requestId?: string;
  /**
   * Why it failed. Its `outcome` says whether the image may be gone all the same, its `attempts` how
   * many requests were sent for this image: more than `maxAttempts` where throttling has made it wait
   * for another turn.
   */
  error?: EcsError;
}

/** What became of them all. */
export interface BulkResult {
  /** One item for each distinct id, in the order in which the ids were given. */
  items: BulkItem[];
  /** How many there are of each status. */
  counts: Record<BulkItem['status'], number>;
}
