// What the demo does in Node, step by step: deletes an image, meets a refusal, forces.
import { showingFetch } from './exchange.js';
import { listImages, waitUntilGone } from './images.js';

/** @typedef {import('./terminal.js').Terminal} Terminal */
/** @typedef {import('../../tests/endpoint/index.js').Endpoint} Endpoint */
/** @typedef {import('ecs-delete-image').EcsClient} EcsClient */
/** @typedef {import('ecs-delete-image').EcsError} EcsError */

/**
 * @typedef {object} Scene
 * @property {Terminal} terminal
 * @property {Endpoint} endpoint
 * @property {string} regionId
 * @property {{ free: string, inUse: string }} imageIds
 * @property {{ accessKeyId: string, accessKeySecret: string }} credentials
 */

/** @param {Pick<Scene, 'terminal' | 'endpoint' | 'regionId'>} scene */
export async function showImages({ terminal, endpoint, regionId }) {
  const images = await listImages(endpoint.controlUrl);
  terminal.say(`A local ECS endpoint, as strict as the service, at ${endpoint.url}`);
  terminal.say(`It holds ${images.length} images in ${regionId}:\n`);
  terminal.pairs(images.map(({ imageId, states }) => [`  ${imageId}`, states.join(', ')]));
}

/**
 * @param {Scene} scene
 * @returns {Promise<{ ecs: EcsClient, isEcsError: typeof import('ecs-delete-image').isEcsError }>}
 */
export async function loadPackage({ terminal, endpoint, credentials }) {
  terminal.code(
    [
      "import { EcsClient, isEcsError } from 'ecs-delete-image';",
      '',
      'const ecs = new EcsClient({',
      '  credentials: { accessKeyId, accessKeySecret },',
      `  endpoint: '${endpoint.url}',`,
      '});',
    ].join('\n'),
  );
  const started = performance.now();
  const { EcsClient, isEcsError } = await import('ecs-delete-image');
  const ecs = new EcsClient({
    credentials,
    endpoint: endpoint.url,
    fetch: showingFetch(terminal),
  });
  const duration = performance.now() - started;
  terminal.done(`Ready after ${duration.toFixed(0)} ms, no init call`);
  return { ecs, isEcsError };
}

/**
 * @param {Scene} scene
 * @param {EcsClient} ecs
 */
export async function deleteFree({ terminal, endpoint, regionId, imageIds }, ecs) {
  terminal.code(`await ecs.deleteImage('${regionId}', '${imageIds.free}', false);`);
  const result = await ecs.deleteImage(regionId, imageIds.free, false);
  terminal.done(`outcome '${result.outcome}', attempts ${result.attempts}`);
  await confirmGone(terminal, endpoint, imageIds.free);
}

/**
 * @param {Scene} scene
 * @param {EcsClient} ecs
 * @param {(value: unknown) => value is EcsError} isEcsError
 */
export async function meetRefusal({ terminal, regionId, imageIds }, ecs, isEcsError) {
  terminal.code(`await ecs.deleteImage('${regionId}', '${imageIds.inUse}', false);`);
  const error = await ecs.deleteImage(regionId, imageIds.inUse, false).then(
    () => undefined,
    (reason) => reason,
  );
  if (!isEcsError(error) || error.kind !== 'service') {
    throw error ?? new Error('the endpoint took an image that is in use');
  }
  showError(terminal, error);
}

/**
 * @param {Terminal} terminal
 * @param {import('ecs-delete-image').EcsServiceError} error
 */
function showError(terminal, error) {
  const { name, kind, code, httpStatus, requestId, description = '', outcome } = error;
  const { paint } = terminal;
  terminal.say(`It rejects with a typed error, ${paint('red', name)}:\n`);
  terminal.pairs([
    ['  kind', kind],
    ['  code', paint('red', code)],
    ['  httpStatus', String(httpStatus)],
    ['  requestId', requestId],
    ['  description', description],
    ['  outcome', `${outcome}: the image was not deleted`],
    ...error.remedies.flatMap((remedy, index) => remedyPairs(remedy, index)),
  ]);
}

/**
 * @param {import('ecs-delete-image').Remedy} remedy
 * @param {number} index
 * @returns {[string, string][]}
 */
function remedyPairs({ action, parameters, description }, index) {
  return [
    [`  remedies[${index}]`, `${action} ${JSON.stringify(parameters)}`],
    ['', description],
  ];
}

/**
 * @param {Scene} scene
 * @param {EcsClient} ecs
 */
export async function force({ terminal, endpoint, regionId, imageIds }, ecs) {
  terminal.code(`await ecs.deleteImage('${regionId}', '${imageIds.inUse}', true);`);
  const result = await ecs.deleteImage(regionId, imageIds.inUse, true);
  terminal.done(`outcome '${result.outcome}', attempts ${result.attempts}`);
  await confirmGone(terminal, endpoint, imageIds.inUse);
}

/**
 * @param {Terminal} terminal
 * @param {Endpoint} endpoint
 * @param {string} imageId
 */
async function confirmGone(terminal, { controlUrl }, imageId) {
  const started = performance.now();
  const left = await waitUntilGone(controlUrl, imageId);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  terminal.done(`The endpoint carried it out ${seconds} s later and holds ${left} images now`);
}
