// The table itself. However many images there are, only the rows in view are in the page. Each part says
// its role: laid out in lines, on a narrow screen, a table would be none for some browsers.
import { useRef } from 'preact/hooks';
import { duration } from '../lib/age.js';
import { canLook } from '../state/connection.js';
import { chooseImage, page } from '../state/page.js';
import { locale, t } from '../words/index.js';
import { Blockers } from './blockers.jsx';
import { ended, isMoved } from './bulk.js';
import { chosen, isAllChosen, toggle, toggleAll } from './chosen.js';
import { tones } from '../lib/ends.js';
import { isNarrow } from './narrow.js';
import { lookAt, outlooks } from './outlooks.js';
import { useRows } from './use-rows.js';

/** @typedef {import('ecs-delete-image').Image} Image */

/** Of a row, as in the style sheet. */
const [HEIGHT, NARROW_HEIGHT] = [52, 116];

/** After the box that selects. */
const columns = /** @type {const} */ ([
  'image',
  'image.state',
  'image.size',
  'image.age',
  'image.blockers',
]);

/** @param {{ images: readonly Image[] }} props */
export function ImageTable({ images }) {
  const scroller = useRef(/** @type {HTMLDivElement | null} */ (null));
  const height = isNarrow.value ? NARROW_HEIGHT : HEIGHT;
  const { first, last, above, below } = useRows(scroller, images.length, height);
  return (
    <div ref={scroller} class="table" tabIndex={0} role="region" aria-label={t('images.table')}>
      <table role="table" aria-rowcount={images.length + 1}>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            <th role="columnheader" scope="col" class="pick">
              <input
                type="checkbox"
                id="chooseAll"
                aria-label={t('images.choose.all')}
                checked={isAllChosen.value}
                onChange={toggleAll}
              />
            </th>
            {columns.map((column) => (
              <th
                key={column}
                role="columnheader"
                scope="col"
                class={column === 'image.size' ? 'number' : undefined}
              >
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {above > 0 && <Space height={above} />}
          {images.slice(first, last + 1).map((image, index) => (
            <Row key={image.imageId} image={image} position={first + index + 2} />
          ))}
          {below > 0 && <Space height={below} />}
        </tbody>
      </table>
    </div>
  );
}

/** In place of the rows that are not in the page. @param {{ height: number }} props */
function Space({ height }) {
  return (
    <tr aria-hidden="true" class="space" style={{ height: `${height}px` }}>
      <td colSpan={6} />
    </tr>
  );
}

/** @param {{ image: Image, position: number }} props */
function Row({ image, position }) {
  const { imageId, imageName = '', status, size, creationTime } = image;
  const isChosen = chosen.value.has(imageId);
  const open = () => {
    chooseImage(imageId);
    page.view.value = 'call';
  };
  return (
    <tr
      role="row"
      aria-rowindex={position}
      class={isChosen ? 'chosen' : ''}
      data-image-id={imageId}
    >
      <td role="cell" class="pick">
        <input
          type="checkbox"
          aria-label={t('images.choose', { image: imageId })}
          checked={isChosen}
          onChange={() => toggle(imageId)}
        />
      </td>
      <td role="cell">
        <button type="button" class="link code" onClick={open} title={t('images.open')}>
          {imageId}
        </button>
        <span class="aside">{imageName}</span>
      </td>
      <td role="cell">{status === undefined ? '–' : <State image={image} />}</td>
      <td role="cell" class="number">
        {size === undefined ? '–' : t('image.gib', { size })}
      </td>
      <td role="cell">{age(creationTime)}</td>
      <td role="cell">
        <Outlook imageId={imageId} />
      </td>
    </tr>
  );
}

/** @param {{ image: Image }} props */
function State({ image }) {
  const { status, progress } = image;
  return (
    <span class={`chip ${toneOf(image)}`}>
      {status}
      {progress && progress !== '100%' ? ` ${progress}` : ''}
    </span>
  );
}

/** @param {Image} image */
function toneOf({ status }) {
  if (status === 'Available') return 'good';
  return status === 'CreateFailed' ? 'bad' : 'care';
}

/** @param {string} [creationTime] */
function age(creationTime = '') {
  const time = Date.parse(creationTime);
  return Number.isNaN(time) ? '–' : duration(Math.max(0, Date.now() - time), locale());
}

/** What has come of its deletion, and what would block it, as far as that was found since. @param {{ imageId: string }} props */
function Outlook({ imageId }) {
  const end = isMoved.value ? undefined : ended.value.get(imageId);
  const found = outlooks.value.get(imageId);
  return (
    <>
      {end && <Ended end={isRepeated(end, found) ? { ...end, code: '' } : end} />}
      {found !== undefined && <Found imageId={imageId} found={found} />}
      {!end && found === undefined && <Check imageId={imageId} />}
    </>
  );
}

/** @param {{ imageId: string }} props */
function Check({ imageId }) {
  if (!canLook.value) return <span class="aside">–</span>;
  return (
    <button type="button" class="quiet" onClick={() => lookAt([imageId])}>
      {t('images.check')} <span class="unseen">{imageId}</span>
    </button>
  );
}

/** @param {{ imageId: string, found: import('./outlooks.js').Outlook }} props */
function Found({ imageId, found }) {
  if (found === 'looking') return <span class="aside">{t('images.checking')}</span>;
  if (typeof found === 'string') return <span class="chip bad">{found}</span>;
  if (found.deletable) return <span class="chip good">{t('blockers.none')}</span>;
  return <Blockers imageId={imageId} found={found} />;
}

/**
 * Whether what would block it says why it failed: the code need not stand there twice.
 *
 * @param {import('../lib/ends.js').End} end
 * @param {import('./outlooks.js').Outlook} [found]
 */
function isRepeated({ code }, found) {
  return typeof found === 'object' && found.blockers.some((blocker) => blocker.code === code);
}

/** @param {{ end: import('../lib/ends.js').End }} props */
function Ended({ end: { fate, code } }) {
  return (
    <span class={`chip ${tones[fate]}`}>
      {t(`item.${fate}`)}
      {code ? ` · ${code}` : ''}
    </span>
  );
}
