// Images in every combination of states, and what stands in the way of their deletion: written down
// from the service's documentation and the endpoint's, not from the package.

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./control.js').ImageFacts} ImageFacts */
/** @typedef {Exclude<import('./control.js').ImageState, 'free'>} BlockingState */

/**
 * In the order in which DeleteImage looks for them.
 *
 * @type {ReadonlyArray<{
 *   state: BlockingState,
 *   code: import('ecs-delete-image').DeleteImageErrorCode,
 *   liftedByForce: boolean,
 *   resources: (image: ImageFacts) => string[],
 * }>}
 */
export const obstacles = [
  {
    state: 'copying',
    code: 'OperationDenied.ImageCopying',
    liftedByForce: false,
    resources: ({ imageId }) => [imageId],
  },
  {
    state: 'importing',
    code: 'ImageIsImporting',
    liftedByForce: false,
    resources: (image) => taskIds(image, 'ImportImage'),
  },
  {
    state: 'exporting',
    code: 'ImageIsExporting',
    liftedByForce: false,
    resources: (image) => taskIds(image, 'ExportImage'),
  },
  {
    state: 'public',
    code: 'ImageIsPublic',
    liftedByForce: false,
    resources: ({ imageId }) => [imageId],
  },
  {
    state: 'shared',
    code: 'ImageUseShared',
    liftedByForce: false,
    resources: ({ sharedWith }) => sharedWith,
  },
  {
    state: 'inUse',
    code: 'ImageUsingByInstance',
    liftedByForce: true,
    resources: ({ instanceIds }) => instanceIds,
  },
];

/**
 * @param {ImageFacts} image
 * @param {string} wanted
 */
function taskIds({ tasks }, wanted) {
  return tasks.filter(({ action }) => action === wanted).map(({ taskId }) => taskId);
}

const states = obstacles.map(({ state }) => state);

/** None, each, each two, and all six. @type {BlockingState[][]} */
export const combinations = [
  [],
  ...states.map((state) => [state]),
  ...states.flatMap((first, index) => states.slice(index + 1).map((second) => [first, second])),
  states,
];

/** @param {BlockingState[]} combination */
export function nameOf(combination) {
  return combination.join(' and ') || 'free';
}

/**
 * What stands in the way of an image's deletion.
 *
 * @param {Context} context
 * @param {string} imageId
 */
export async function expectedBlockers({ control }, imageId) {
  const image = await control.image(imageId);
  const standing = obstacles.filter(({ state }) => image.states.includes(state));
  return standing.map(({ code, liftedByForce, resources }) => ({
    code,
    liftedByForce,
    resources: resources(image),
  }));
}

/**
 * Carries out what a diagnosis says about the first thing in the way, as it says it.
 *
 * @param {import('ecs-delete-image').EcsClient} client
 * @param {import('ecs-delete-image').Diagnosis} diagnosis
 */
export async function followRemedies(client, { blockers: [{ remedies }] }) {
  for (const { action, parameters } of remedies) await client.call(action, parameters);
}
