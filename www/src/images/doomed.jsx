// Asks before images are deleted: which ones, in which region, by which key.
import { signerName } from '../call/confirm.js';
import { ask } from '../parts/question.jsx';
import { t } from '../words/index.js';
import { shownIds } from './listed.js';

/** @typedef {import('ecs-delete-image').Image} Image */
/** @typedef {import('./course.js').Course} Course */

/** For one image, and for more. */
const titles = /** @type {const} */ ({
  delete: ['bulk.delete.title.one', 'bulk.delete.title'],
  retry: ['bulk.retry.title.one', 'bulk.retry.title'],
});

/**
 * A dry run loses nothing, so nothing is asked.
 *
 * @param {readonly Image[]} images
 * @param {Course} course
 * @param {'delete' | 'retry'} what
 */
export async function isConfirmed(images, course, what) {
  if (course.dryRun) return true;
  const count = images.length;
  return ask({
    title: t(titles[what][count === 1 ? 0 : 1], { count }),
    body: <Doomed images={images} course={course} />,
    yes: t('bulk.delete', { count }),
    isDangerous: true,
  });
}

/** @param {{ images: readonly Image[], course: Course }} props */
function Doomed({ images, course: { region, keyId, host } }) {
  const unseen = images.filter(({ imageId }) => !shownIds.value.has(imageId));
  const seen = images.filter(({ imageId }) => shownIds.value.has(imageId));
  const values = { count: images.length, region, key: signerName(keyId) };
  return (
    <>
      <p>{t(images.length === 1 ? 'bulk.confirm.one' : 'bulk.confirm', values)}</p>
      {host !== '' && <p id="doomed-host">{t('bulk.confirm.host', { host })}</p>}
      {unseen.length > 0 && (
        <p class="notice care" id="doomed-unseen">
          {t('doomed.unseen', { count: unseen.length })}
        </p>
      )}
      <ul class="doomed" tabIndex={0} aria-label={t('doomed')}>
        {unseen.map((image) => (
          <Item key={image.imageId} image={image} isUnseen />
        ))}
        {seen.map((image) => (
          <Item key={image.imageId} image={image} />
        ))}
      </ul>
      <p class="note" id="doomed-total">
        {totalOf(images)}
      </p>
    </>
  );
}

/** @param {{ image: Image, isUnseen?: boolean }} props */
function Item({ image: { imageId, imageName, size }, isUnseen = false }) {
  return (
    <li>
      <span class="code">{imageId}</span>
      <span class="aside">
        {imageName}
        {imageName && size !== undefined && ' · '}
        {size !== undefined && t('image.gib', { size })}
      </span>
      {isUnseen && <span class="chip care">{t('doomed.unseen.short')}</span>}
    </li>
  );
}

/** @param {readonly Image[]} images */
function totalOf(images) {
  const sizes = images.flatMap(({ size }) => size ?? []);
  const sum = sizes.reduce((total, size) => total + Number(size), 0);
  const values = { count: images.length, size: sum, open: images.length - sizes.length };
  return t(values.open === 0 ? 'doomed.total' : 'doomed.total.open', values);
}
