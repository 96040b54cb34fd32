// What stands in the way of a deletion, from what was found, and what to do about it.

/** @typedef {import('../index.js').Blocker} Blocker */
/** @typedef {import('../index.js').DeleteImageErrorCode} Code */
/** @typedef {import('../index.js').ReadyRemedy} ReadyRemedy */
/** @typedef {import('../index.js').Remedy} Remedy */
/** @typedef {import('./looks.js').Facts} Facts */
/** @typedef {import('./looks.js').Subject} Subject */

/**
 * @typedef {object} Kind
 * @property {Code} code
 * @property {(facts: Facts, imageId: string) => string[] | undefined} resources what stands in the
 *   way, if anything does
 * @property {(facts: Facts) => string[]} [treatable] those that the remedies can do something about;
 *   without this, all of them
 */

/** @type {readonly Code[]} */
const LIFTED_BY_FORCE = ['ImageUsingByInstance'];

/** Statuses of an image that is not finished yet. */
const UNFINISHED = ['Creating', 'Waiting'];

/**
 * In the order in which the service is expected to check: work that is still going on, who else has
 * the image, and then what force lifts.
 *
 * @type {readonly Kind[]}
 */
const kinds = [
  {
    code: 'OperationDenied.ImageCopying',
    resources({ image }, imageId) {
      // An image that was copied stays `isCopied` for ever.
      return image?.isCopied && UNFINISHED.includes(image.status) ? [imageId] : undefined;
    },
  },
  {
    code: 'ImageIsImporting',
    resources: ({ imports }) => ids(imports, 'taskId'),
    treatable: ({ imports }) => cancellable(imports),
  },
  {
    code: 'ImageIsExporting',
    resources: ({ exports }) => ids(exports, 'taskId'),
    treatable: ({ exports }) => cancellable(exports),
  },
  {
    code: 'ImageIsPublic',
    resources({ image, sharing }, imageId) {
      const isForAll = sharing?.shareGroups.some(({ group }) => group === 'all');
      return image?.isPublic || isForAll ? [imageId] : undefined;
    },
  },
  { code: 'ImageUseShared', resources: ({ sharing }) => ids(sharing?.accounts, 'aliyunId') },
  {
    code: 'ImageUsingByInstance',
    resources: ({ instances }) => ids(instances, 'instanceId'),
  },
];

/** @type {Kind} */
const absence = { code: 'InvalidImageId.NotFound', resources: (_, imageId) => [imageId] };

/** @param {Code} code */
export function isLiftedByForce(code) {
  return LIFTED_BY_FORCE.includes(code);
}

/**
 * @param {Subject} subject
 * @param {Facts} facts
 * @returns {Blocker[]}
 */
export function blockersOf({ calls, regionId, imageId }, facts) {
  // Of an absent image nothing else counts: instances, for example, outlive theirs.
  const candidates = facts.isAbsent ? [absence] : kinds;
  return candidates.flatMap(({ code, resources: find, treatable }) => {
    const resources = find(facts, imageId);
    if (!resources) return [];
    const targets = treatable ? treatable(facts) : resources;
    const remedies = calls.remedies(code, regionId, imageId);
    return {
      code,
      liftedByForce: isLiftedByForce(code),
      resources,
      remedies: remedies.flatMap((remedy) => complete(remedy, targets)),
    };
  });
}

/**
 * Each once. What has no id stands in the way, too.
 *
 * @param {readonly any[] | undefined} items
 * @param {string} name
 * @returns {string[] | undefined} nothing without items
 */
function ids(items = [], name) {
  const given = items.map((item) => item[name]).filter((id) => id !== '');
  return items.length === 0 ? undefined : [...new Set(given)];
}

/** @param {Facts['imports']} tasks */
function cancellable(tasks = []) {
  const those = tasks.filter(
    ({ supportCancel, resourceId }) => supportCancel !== false && resourceId !== undefined,
  );
  return ids(those, 'taskId') ?? [];
}

/**
 * How to give what a remedy requires: how many ids go into one call, and what it does then.
 *
 * @type {Readonly<Record<string, { most: number, give: (ids: string[]) => string | string[], description: string }>>}
 */
const requirements = {
  RemoveAccount: {
    most: 10,
    give: (accounts) => accounts,
    description: 'Ends the sharing with these accounts.',
  },
  TaskId: {
    most: 1,
    give: ([task]) => task,
    description: 'Cancels this task. Or wait until it is done.',
  },
};

/**
 * As many calls as it takes for all targets. None where it is not known how to give what is required:
 * who gets a remedy calls it as it is.
 *
 * @param {Remedy} remedy
 * @param {string[]} targets
 * @returns {ReadyRemedy[]}
 */
function complete({ requires, ...remedy }, targets) {
  const [name, ...more] = requires;
  if (name === undefined) return [{ ...remedy, requires: [] }];
  if (more.length > 0 || !Object.hasOwn(requirements, name)) return [];
  const { most, give, description } = requirements[name];
  return chunks(targets, most).map((chunk) => ({
    ...remedy,
    parameters: { ...remedy.parameters, [name]: give(chunk) },
    requires: [],
    description,
  }));
}

/**
 * @param {string[]} list
 * @param {number} size
 */
function chunks(list, size) {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
