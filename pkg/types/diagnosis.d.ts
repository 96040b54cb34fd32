// What would refuse a deletion now.
import type { DeleteImageErrorCode, EcsError, Remedy } from '../index.js';

/** Everything that would refuse the deletion now, found without deleting. */
export interface Diagnosis {
  /** The image; null when it is not there, or when looking at it was not permitted. */
  image: { imageId: string; name: string; status: string; progress?: string } | null;
  /** Nothing stands in the way, and nothing is unknown. */
  deletable: boolean;
  /** What stands in the way or is unknown is lifted by `force`. */
  deletableWithForce: boolean;
  blockers: Blocker[];
  /** What could not be looked at. It may stand in the way or not. */
  unknown: UnknownBlocker[];
}

/** Something that stands in the way. */
export interface Blocker {
  /** The code by which the deletion would be refused. */
  code: DeleteImageErrorCode;
  liftedByForce: boolean;
  /** Ids of what stands in the way: of instances, accounts or tasks, or of the image itself. */
  resources: string[];
  /** What to do about it, each ready for `ecs.call(remedy.action, remedy.parameters)`. */
  remedies: Remedy[];
}

/** What the key may not look at. */
export interface UnknownBlocker {
  /** The operation that was refused. */
  action: string;
  /** The codes by which the deletion may be refused for what that operation would have shown. */
  codes: DeleteImageErrorCode[];
  /** The refusal; its `accessDenied` says which permission is missing. */
  error: EcsError;
}
