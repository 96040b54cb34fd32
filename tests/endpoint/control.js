/**
 * The control interface: JSON on a port of its own, for tests and the demo to set up images,
 * faults and settings and to look at what happened. The service never calls it.
 */
import { controlHeaders } from './cors.js';
import { FieldError, checkFields, integer, oneOf, required, text } from './fields.js';
import { BodyTooLargeError, deliver, readBody, splitTarget } from './http.js';
import { imageStates, statesOf } from './image-states.js';
import { regions } from './regions.js';
import { settingRules } from './settings.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('./service.js').Service} Service */
/** @typedef {import('./state.js').Image} Image */
/** @typedef {{ httpStatus: number, body: Record<string, unknown> }} Reply */

/**
 * @typedef {object} ControlCall
 * @property {Service & { reset: () => void }} service
 * @property {URLSearchParams} query
 * @property {string} imageId from the path, or empty
 * @property {unknown} body
 */

/** @typedef {{ method: string, path: RegExp, reply: (call: ControlCall) => Reply }} Route */

const imageFields = {
  regionId: oneOf([...regions.keys()]),
  imageId: {
    expected: '1 to 128 letters, digits, dots, underscores or hyphens',
    accepts: (/** @type {unknown} */ value) =>
      typeof value === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(value),
  },
  name: text,
  state: oneOf(imageStates),
  states: {
    expected: `a list of ${imageStates.join(', ')}`,
    accepts: (/** @type {unknown} */ value) =>
      Array.isArray(value) && value.every((item) => imageStates.includes(item)),
  },
  count: integer(1, 10_000),
};

/** @type {Route[]} */
const routes = [
  { method: 'POST', path: /^\/images$/, reply: createImages },
  {
    method: 'GET',
    path: /^\/images$/,
    reply: ({ service }) =>
      ok({ images: service.state.images().map((image) => view(service, image)) }),
  },
  {
    method: 'GET',
    path: /^\/images\/([^/]+)$/,
    reply: (call) => withImage(call, (image) => ok(view(call.service, image))),
  },
  { method: 'POST', path: /^\/images\/([^/]+)\/finish$/, reply: finishImage },
  { method: 'GET', path: /^\/requests$/, reply: listRequests },
  {
    method: 'DELETE',
    path: /^\/requests$/,
    reply: ({ service }) => done(() => service.requests.clear()),
  },
  {
    method: 'POST',
    path: /^\/faults$/,
    reply: ({ service, body }) => ({ httpStatus: 201, body: service.faults.add(body) }),
  },
  {
    method: 'GET',
    path: /^\/faults$/,
    reply: ({ service }) => ok({ faults: service.faults.list() }),
  },
  {
    method: 'DELETE',
    path: /^\/faults$/,
    reply: ({ service }) => done(() => service.faults.clear()),
  },
  {
    method: 'POST',
    path: /^\/release$/,
    reply: ({ service }) => done(() => service.faults.release()),
  },
  { method: 'GET', path: /^\/settings$/, reply: ({ service }) => ok({ ...service.settings }) },
  {
    method: 'POST',
    path: /^\/settings$/,
    reply: ({ service, body }) =>
      ok({ ...Object.assign(service.settings, checkFields(settingRules, body)) }),
  },
  { method: 'POST', path: /^\/reset$/, reply: ({ service }) => done(() => service.reset()) },
];

/**
 * @param {Service & { reset: () => void }} service
 * @param {IncomingMessage} incoming
 * @param {ServerResponse} outgoing
 */
export async function serveControl(service, incoming, outgoing) {
  const reply = await replyTo(service, incoming);
  await deliver(outgoing, {
    httpStatus: reply.httpStatus,
    headers: { ...controlHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: incoming.method === 'OPTIONS' ? '' : JSON.stringify(reply.body),
  });
}

/**
 * @param {Service & { reset: () => void }} service
 * @param {IncomingMessage} incoming
 * @returns {Promise<Reply>}
 */
async function replyTo(service, incoming) {
  if (incoming.method === 'OPTIONS') {
    return ok({});
  }
  const { path, query } = splitTarget(incoming);
  const candidates = routes.filter((route) => route.path.test(path));
  const route = candidates.find((candidate) => candidate.method === incoming.method);
  if (route === undefined) {
    const known = candidates.map((candidate) => candidate.method).join(', ');
    return candidates.length === 0
      ? { httpStatus: 404, body: { error: `no such path: ${path}` } }
      : { httpStatus: 405, body: { error: `${path} takes ${known}` } };
  }
  try {
    const body = parseBody(await readBody(incoming));
    const imageId = route.path.exec(path)?.[1] ?? '';
    return route.reply({ service, query: new URLSearchParams(query), imageId, body });
  } catch (error) {
    return refusal(error);
  }
}

/**
 * @param {unknown} error
 * @returns {Reply}
 */
function refusal(error) {
  if (error instanceof FieldError) {
    const { message, field, expected } = error;
    return { httpStatus: 400, body: { error: message, field, expected } };
  }
  if (error instanceof BodyTooLargeError) {
    return { httpStatus: 400, body: { error: error.message, field: 'body' } };
  }
  console.error(error);
  return { httpStatus: 500, body: { error: String(error) } };
}

/** @param {Buffer} body */
function parseBody(body) {
  if (body.length === 0) {
    return {};
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new FieldError('body', 'JSON');
  }
}

/**
 * @param {ControlCall} call
 * @returns {Reply}
 */
function createImages({ service, body }) {
  const { state, states, count, ...options } = checkFields(imageFields, body);
  if (state !== undefined && states !== undefined) {
    throw new FieldError('states', 'either state or states, not both');
  }
  if (count !== undefined && options.imageId !== undefined) {
    throw new FieldError('imageId', 'none together with count: each image gets its own id');
  }
  if (options.imageId !== undefined && service.state.findImage(options.imageId) !== undefined) {
    throw new FieldError('imageId', 'an id that no image has');
  }
  const create = () =>
    service.state.addImage({ ...options, states: states ?? (state === undefined ? [] : [state]) });
  if (count === undefined) {
    return { httpStatus: 201, body: view(service, create()) };
  }
  const imageIds = Array.from({ length: count }, () => create().imageId);
  return { httpStatus: 201, body: { imageIds } };
}

/**
 * Lets the copy, import or export under way reach its end.
 *
 * @param {ControlCall} call
 * @returns {Reply}
 */
function finishImage(call) {
  return withImage(call, (image) => {
    call.service.state.finishWork(image);
    return ok(view(call.service, image));
  });
}

/**
 * @param {ControlCall} call
 * @returns {Reply}
 */
function listRequests({ service, query }) {
  const imageId = query.get('imageId');
  const requests = service.requests.entries.filter(
    (entry) => imageId === null || entry.parameters.ImageId === imageId,
  );
  return ok({ requests });
}

/**
 * @param {ControlCall} call
 * @param {(image: Image) => Reply} use
 * @returns {Reply}
 */
function withImage({ service, imageId }, use) {
  const image = service.state.findImage(imageId);
  return image === undefined
    ? { httpStatus: 404, body: { error: `no such image: ${imageId}` } }
    : use(image);
}

/**
 * @param {Service} service
 * @param {Image} image
 */
function view({ state }, image) {
  const running = state.tasks().filter((task) => task.resourceId === image.imageId);
  return {
    imageId: image.imageId,
    regionId: image.regionId,
    name: image.name,
    status: state.statusOf(image),
    states: statesOf(state, image),
    snapshotId: image.snapshotId,
    isPublic: image.isPublic,
    sharedWith: image.sharedWith.map((share) => share.accountId),
    instanceIds: state.instancesOf(image.imageId).map((instance) => instance.instanceId),
    tasks: running.map(({ taskId, action, status }) => ({ taskId, action, status })),
    copiedFrom: image.copy?.sourceImageId ?? null,
    deleting: image.goneAt !== undefined,
  };
}

/**
 * @param {Record<string, unknown>} body
 * @returns {Reply}
 */
function ok(body) {
  return { httpStatus: 200, body };
}

/**
 * @param {() => void} change
 * @returns {Reply}
 */
function done(change) {
  change();
  return ok({ ok: true });
}
