// The kinds of work that may be large: one function for each, that does as much of it as it is told to and
// gives what its caller keeps.
import { EcsClient } from 'ecs-delete-image';
import { credentials, quickFetch, regionId } from '../peers/deletion.js';

const RequestId = '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E';

/** @param {() => Response} answer */
const client = (answer) => new EcsClient({ credentials, fetch: async () => answer() });

/** @param {number} count */
function deleteImages(count) {
  const ecs = new EcsClient({ credentials, fetch: quickFetch });
  const imageIds = Array.from(
    { length: count },
    (_, index) => `m-${index.toString().padStart(20, '0')}`,
  );
  return () => ecs.deleteImages(regionId, imageIds);
}

/** @param {number} count */
function callWithParameters(count) {
  const ecs = client(() => new Response(JSON.stringify({ RequestId })));
  const names = Array.from({ length: count }, (_, index) => `Parameter.${index + 1}`);
  const parameters = Object.fromEntries(names.map((name) => [name, 'some value of it']));
  return () => ecs.call('DescribeThings', parameters);
}

/** @param {number} bytes about that many */
function readAnswer(bytes) {
  const image = { ImageId: 'm-bp67acfmxazb4p0001', Size: 40, Tags: { Tag: [] }, IsPublic: false };
  const count = Math.max(Math.round(bytes / (JSON.stringify(image).length + 1)), 1);
  const body = JSON.stringify({ RequestId, Images: { Image: Array(count).fill(image) } });
  const ecs = client(() => new Response(body));
  return () => ecs.call('DescribeImages', { RegionId: regionId });
}

/**
 * @typedef {object} Growing
 * @property {string} per
 * @property {number[]} sizes smallest first, for memory that has grown stays
 * @property {(size: number) => () => Promise<unknown>} prepare everything but the work itself
 */

/** @type {Record<string, Growing>} */
export const growing = {
  deleteImages: { per: 'image', sizes: [1, 10, 100, 1_000, 10_000], prepare: deleteImages },
  'parameters of a call': {
    per: 'parameter',
    sizes: [10, 30, 100, 300, 1_000],
    prepare: callWithParameters,
  },
  'answer of a call': {
    per: 'byte',
    sizes: [1_000, 10_000, 100_000, 1_000_000],
    prepare: readAnswer,
  },
};

/** How long one run must take at least, in milliseconds, for the clock to tell: small work is repeated. */
const LEAST = 20;

/**
 * Microseconds that the work takes, once.
 *
 * @param {() => Promise<unknown>} work
 */
export async function timeOf(work) {
  const start = performance.now();
  let times = 0;
  do {
    await work();
    times += 1;
  } while (performance.now() - start < LEAST);
  return ((performance.now() - start) * 1_000) / times;
}
