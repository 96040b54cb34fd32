// The custom images of the region: their state, what would block their deletion, and deleting many.
import { useEffect, useState } from 'preact/hooks';
import { followImages, images, imagesProblem, imagesState, reloadImages } from '../call/choices.js';
import { Combobox } from '../parts/combobox.jsx';
import { followRegions, regions } from '../call/choices.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { chosen } from './bulk.js';
import { BulkPanel } from './bulk-panel.jsx';
import { ImageTable } from './image-table.jsx';

export function ImagesView() {
  const [text, setText] = useState('');
  useEffect(followRegions, []);
  useEffect(followImages, []);
  const shown = matching(text);
  return (
    <div class="panel images">
      <h2 class="unseen">{t('images.table')}</h2>
      <div class="toolbar">
        <Combobox
          id="imagesRegion"
          label={t('region')}
          value={page.region.value}
          choices={regions.value.map(({ regionId, localName = '' }) => ({
            value: regionId,
            label: localName,
          }))}
          onChange={(value) => (page.region.value = value)}
        />
        <div class="field">
          <label for="filter">{t('images.filter')}</label>
          <input
            id="filter"
            type="search"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <p class="note" role="status">
            {summary(shown.length)}
          </p>
        </div>
        <button type="button" class="quiet" id="reload" onClick={reloadImages}>
          {t('images.reload')}
        </button>
      </div>
      <BulkPanel />
      <ImageTable images={shown} />
    </div>
  );
}

/** @param {string} text */
function matching(text) {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return images.value;
  return images.value.filter(({ imageId, imageName = '', status }) =>
    `${imageId} ${imageName} ${status}`.toLowerCase().includes(wanted),
  );
}

/** @param {number} count */
function summary(count) {
  if (imagesState.value === 'loading') return t('images.loading');
  if (imagesState.value === 'failed') return t('images.failed', { code: imagesProblem.value });
  if (imagesState.value === 'none') return t('images.need.key');
  return t('images.count', { count, total: images.value.length, chosen: chosen.value.size });
}
