// Compares what a user's function has signed with what it was asked to sign.

/** @typedef {{ regionId: string, imageId: string, force: boolean, dryRun: boolean }} Deletion */

/**
 * Whether what was signed is what was asked for: a function that passes over the dry run, or signs
 * another image, would delete.
 *
 * @param {any} request
 * @param {Deletion} asked
 */
export function isFor(request, { regionId, imageId, force, dryRun }) {
  const form = formOf(request);
  /** Said twice, it would be the service that chooses. @param {string} name */
  const only = (name) => {
    const all = form.getAll(name);
    return all.length > 1 ? undefined : (all[0] ?? '');
  };
  return (
    only('Action') === 'DeleteImage' &&
    only('RegionId') === regionId &&
    only('ImageId') === imageId &&
    isSaid(only('Force'), force) &&
    isSaid(only('DryRun'), dryRun)
  );
}

/**
 * Everything that it says, in its address and in its body: a service takes both.
 *
 * @param {any} request
 */
function formOf(request) {
  const { url, body = '' } = request ?? {};
  if (!URL.canParse(String(url)) || typeof body !== 'string') return new URLSearchParams();
  return new URLSearchParams([...new URL(url).searchParams, ...new URLSearchParams(body)]);
}

/**
 * Only in the one spelling that this package uses: `True` or `1` could be anything.
 *
 * @param {string | undefined} text
 * @param {boolean} wanted
 */
function isSaid(text, wanted) {
  return text === String(wanted) || (text === '' && !wanted);
}
