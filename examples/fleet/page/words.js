// What states and reasons are called.

/** @type {Record<string, string>} */
export const PLAN_STATES = {
  listing: 'being made',
  waiting: 'waits for approval',
  approved: 'being carried out',
  done: 'carried out',
  cancelled: 'cancelled',
  expired: 'expired',
  superseded: 'superseded by a newer one',
};

/** In the order in which they are shown. @type {Record<string, string>} */
export const IMAGE_STATES = {
  planned: 'to be deleted',
  sending: 'being sent',
  unknown: 'answer lost, looked at again',
  deleted: 'deleted',
  'would-delete': 'would be deleted',
  absent: 'was gone already',
  spared: 'spared: something had changed',
  failed: 'could not be deleted',
  kept: 'kept by the policy',
};

/** @type {Record<string, string>} */
export const MODES = {
  'dry-run': 'Dry run: nothing is deleted.',
  delete: 'Approved plans delete images.',
};

/** @param {number | null} milliseconds */
export function time(milliseconds) {
  return milliseconds === null ? '–' : new Date(milliseconds).toLocaleString();
}

/** @param {Record<string, any>} image what kept, spared or refused it */
export function reasonOf({ state, reason, how, error }) {
  if (error) return `${error.code}: ${error.description ?? error.message}`;
  return state === 'kept' ? reason : (how ?? '');
}
