/**
 * What stands behind each state an image can be put into, and which states an image is in.
 * A state is only a name for facts (instances, shares, tasks, …): nothing stores the name.
 */
import { newAccountId, newResourceId } from './identifiers.js';

/** @typedef {'free' | 'inUse' | 'shared' | 'copying' | 'importing' | 'exporting' | 'public'} ImageState */
/** @typedef {import('./state.js').Image} Image */
/** @typedef {import('./state.js').State} State */

/**
 * @typedef {object} StateRow
 * @property {(state: State, image: Image) => void} establish makes the facts
 * @property {(state: State, image: Image) => boolean} holds finds them
 */

/** @type {Readonly<Record<Exclude<ImageState, 'free'>, StateRow>>} */
const table = {
  inUse: {
    establish(state, image) {
      state.addInstance(image);
      state.addInstance(image);
    },
    holds: (state, image) => state.instancesOf(image.imageId).length > 0,
  },
  shared: {
    establish(state, image) {
      state.share(image, newAccountId());
      state.share(image, newAccountId());
    },
    holds: (_, image) => image.sharedWith.length > 0,
  },
  copying: {
    establish(_, image) {
      image.copy = { sourceImageId: newResourceId('m'), finished: false };
    },
    holds: (_, image) => image.copy !== undefined && !image.copy.finished,
  },
  importing: {
    establish: (state, image) => void state.addTask('ImportImage', image),
    holds: (state, image) => state.runningTask('ImportImage', image) !== undefined,
  },
  exporting: {
    establish: (state, image) => void state.addTask('ExportImage', image),
    holds: (state, image) => state.runningTask('ExportImage', image) !== undefined,
  },
  public: {
    establish(_, image) {
      image.isPublic = true;
    },
    holds: (_, image) => image.isPublic,
  },
};

/** @type {ReadonlyArray<ImageState>} */
export const imageStates = /** @type {ImageState[]} */ (['free', ...Object.keys(table)]);

/**
 * @param {State} state
 * @param {Image} image
 * @param {ImageState} name
 */
export function establish(state, image, name) {
  if (name !== 'free') {
    table[name].establish(state, image);
  }
}

/**
 * @param {State} state
 * @param {Image} image
 * @param {Exclude<ImageState, 'free'>} name
 */
export function holds(state, image, name) {
  return table[name].holds(state, image);
}

/**
 * Every state the facts amount to; `free` when there is none.
 *
 * @param {State} state
 * @param {Image} image
 * @returns {ImageState[]}
 */
export function statesOf(state, image) {
  const found = Object.entries(table)
    .filter(([, row]) => row.holds(state, image))
    .map(([name]) => /** @type {ImageState} */ (name));
  return found.length === 0 ? ['free'] : found;
}
