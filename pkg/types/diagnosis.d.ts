// What would refuse a deletion now.
import type { DeleteImageErrorCode, EcsServiceError, Remedy } from '../index.js';

/**
 * Everything that would refuse the deletion now, found without deleting. Whether the key may delete
 * at all is not looked at.
 */
export interface Diagnosis {
  /** The image; null when it is not in this account and region, or when the key may not look at it. */
  image: DiagnosedImage | null;
  /**
   * Nothing stands in the way, and nothing is unknown. An image that is still being created, and
   * neither copied nor imported, counts as deletable; older endpoints refuse it, `ImageIsCreating`.
   */
  deletable: boolean;
  /** Whatever stands in the way or is unknown is lifted by `force`. */
  deletableWithForce: boolean;
  /** What stands in the way; first the one by which the service is expected to refuse. */
  blockers: Blocker[];
  /** What the key may not look at. */
  unknown: UnknownBlocker[];
}

/** The image that the diagnosis is about. */
export interface DiagnosedImage {
  imageId: string;
  name: string;
  /** `Creating`, `Waiting`, `Available`, `UnAvailable`, `CreateFailed` or `Deprecated`. */
  status: string;
  /** Such as `'42%'`. */
  progress?: string;
}

/** Something that stands in the way. */
export interface Blocker {
  /** The code by which the deletion would be refused. */
  code: DeleteImageErrorCode;
  /** Whether `force` deletes all the same. */
  liftedByForce: boolean;
  /** Ids of what stands in the way: of instances, accounts or tasks, or of the image itself. */
  resources: string[];
  /**
   * What to do about it, in order: when all of it is done, this stands in the way no longer. For
   * `ImageUsingByInstance` the last one deletes the image, by force. Those of a task that cannot be
   * cancelled, or does not say which image it works on, only show it: wait until it is done.
   */
  remedies: ReadyRemedy[];
}

/** A call that helps, ready to be made: `ecs.call(remedy.action, remedy.parameters)`. */
export interface ReadyRemedy extends Omit<Remedy, 'parameters' | 'requires'> {
  /** Its parameters, for the image at hand and what was found. */
  parameters: Record<string, string | boolean | string[]>;
  /** Nothing has to be added. */
  requires: [];
}

/** Something that may stand in the way or not: the key may not look at it. */
export interface UnknownBlocker {
  /** The operation that was refused. */
  action: string;
  /** The codes by which the deletion may be refused for what that operation would have shown. */
  codes: DeleteImageErrorCode[];
  /** The refusal; its `accessDenied` says which permission is missing. */
  error: EcsServiceError;
}
