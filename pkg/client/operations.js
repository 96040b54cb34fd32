// The operations that a deletion's way leads past, in JavaScript's own style: requests and answers by
// their tables, everything between them by a client's `call`.
import { argumentError } from '../errors.js';
import { read } from './options.js';
import { bounded, byNumber, byToken } from './pages.js';
import * as requests from './requests.js';
import * as shapes from './shapes.js';

/** @typedef {import('./calls.js').Calls} Calls */
/** @typedef {import('./pages.js').Ask} Ask */
/** @typedef {import('./pages.js').ItemsOf} ItemsOf */

/**
 * An operation that lists something, in pages.
 *
 * @typedef {object} Listing
 * @property {string} action
 * @property {shapes.Wrapper} wrapper the answer's field that has the list in it
 * @property {requests.Fields} fields what can be asked for
 * @property {Record<string, unknown>} defaults parameters that are sent unless the request has them
 * @property {(ask: Ask) => AsyncIterable<any>} items
 */

/** @type {Listing} */
const images = {
  action: 'DescribeImages',
  wrapper: 'Images',
  fields: requests.images,
  // The service's own default hides every image that is not `Available`.
  defaults: { Status: 'ALL', PageSize: 100 },
  items: (ask) => byNumber(ask, shapes.images, 'imageId'),
};

/** @type {Listing} */
const instances = {
  action: 'DescribeInstances',
  wrapper: 'Instances',
  fields: requests.instances,
  defaults: { MaxResults: 100 },
  items: (ask) => byToken(ask, shapes.instances),
};

/** @type {Listing} */
const tasks = {
  action: 'DescribeTasks',
  wrapper: 'TaskSet',
  fields: requests.tasks,
  defaults: { PageSize: 100 },
  items: (ask) => byNumber(ask, shapes.tasks, 'taskId'),
};

/**
 * @param {Listing} listing
 * @returns {(calls: Calls, regionId?: unknown, request?: unknown, options?: unknown) => AsyncGenerator<any, void, undefined>}
 */
const list = (listing) => (calls, regionId, request, options) => {
  const prepared = prepare(() => ({
    parameters: requests.parametersOf(listing.fields, request),
    options: read('options', options, requests.readingOptions),
  }));
  return iterate(calls, listing, regionId, prepared);
};

export const describeImages = list(images);
export const describeInstances = list(instances);
export const describeTasks = list(tasks);

/**
 * Reads at once, so that no later change of the caller's counts, and throws when it is asked: an
 * iteration fails where it is waited for.
 *
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function prepare(make) {
  try {
    const made = make();
    return () => made;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/**
 * @param {Calls} calls
 * @param {Listing} listing
 * @param {unknown} regionId
 * @param {() => { parameters: Record<string, unknown>, options: { signal?: AbortSignal } }} prepared
 */
async function* iterate(calls, { action, wrapper, defaults, items }, regionId, prepared) {
  const { parameters, options } = prepared();
  await checkRegion(calls, regionId);
  const whole = { RegionId: regionId, ...defaults, ...parameters };
  const ask = bounded(async (page) => {
    const answer = await calls.call(action, { ...whole, ...page }, options);
    return shapes.withList(answer, wrapper);
  });
  for await (const item of items(ask)) {
    // Between two pages nothing else would notice.
    if (options.signal?.aborted) throw reasonOf(options.signal);
    yield item;
  }
}

/** The caller's, or what `fetch` would throw. @param {AbortSignal} signal */
function reasonOf({ reason }) {
  return reason ?? new DOMException('the call was aborted', 'AbortError');
}

/**
 * @param {Calls} calls
 * @param {unknown} [request]
 * @param {unknown} [options]
 */
export async function describeRegions(calls, request, options) {
  const parameters = requests.parametersOf(requests.regions, request);
  const given = read('options', options, requests.readingOptions);
  const answer = await calls.call('DescribeRegions', parameters, given);
  return shapes.regions(shapes.withList(answer, 'Regions'));
}

/**
 * @param {Calls} calls
 * @param {unknown} regionId
 * @param {any} imageId
 * @param {unknown} [options]
 */
export async function describeImageSharePermission(calls, regionId, imageId, options) {
  const given = read('options', options, requests.readingOptions);
  await checkIds(calls, regionId, imageId);
  const whole = { RegionId: regionId, ImageId: imageId, PageSize: 100 };
  const groups = new Map();
  const ask = bounded(async (page) => {
    const answer = await calls.call('DescribeImageSharePermission', { ...whole, ...page }, given);
    // Every page has them all.
    for (const item of shapes.shareGroups(answer)) groups.set(item.group, item);
    return shapes.withList(answer, 'Accounts', 'ShareGroups');
  });
  const accounts = [];
  for await (const item of byNumber(ask, shapes.accounts, 'aliyunId')) accounts.push(item);
  return { imageId, accounts, shareGroups: [...groups.values()] };
}

/**
 * @param {Calls} calls
 * @param {unknown} regionId
 * @param {unknown} imageId
 * @param {unknown} request
 * @param {unknown} [options]
 */
export async function modifyImageSharePermission(calls, regionId, imageId, request, options) {
  const changes = requests.parametersOf(requests.sharing, request);
  if (Object.keys(changes).length === 0) {
    throw argumentError('request', 'must ask for at least one change');
  }
  const given = read('options', options, requests.changingOptions);
  await checkIds(calls, regionId, imageId);
  const parameters = { RegionId: regionId, ImageId: imageId, ...changes };
  return shapes.changeResult(await calls.call('ModifyImageSharePermission', parameters, given));
}

/**
 * @param {Calls} calls
 * @param {unknown} regionId
 * @param {unknown} taskId
 * @param {unknown} [options]
 */
export async function cancelTask(calls, regionId, taskId, options) {
  const given = read('options', options, requests.cancellingOptions);
  requests.checkTaskId(taskId);
  await checkRegion(calls, regionId);
  const parameters = { RegionId: regionId, TaskId: taskId };
  return shapes.requestResult(await calls.call('CancelTask', parameters, given));
}

/**
 * @param {Calls} calls
 * @param {unknown} regionId
 * @param {unknown} imageId
 * @param {unknown} [options]
 */
export async function cancelCopyImage(calls, regionId, imageId, options) {
  const given = read('options', options, requests.cancellingOptions);
  await checkIds(calls, regionId, imageId);
  const parameters = { RegionId: regionId, ImageId: imageId };
  return shapes.requestResult(await calls.call('CancelCopyImage', parameters, given));
}

/**
 * From a fresh stack, as everything that enters WebAssembly.
 *
 * @param {Calls} calls
 * @param {unknown} regionId
 * @param {unknown} imageId
 */
async function checkIds(calls, regionId, imageId) {
  await null;
  calls.checkIds(regionId, imageId);
}

/**
 * @param {Calls} calls
 * @param {unknown} regionId
 */
function checkRegion(calls, regionId) {
  return checkIds(calls, regionId, 'm-any');
}
