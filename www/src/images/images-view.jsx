// The custom images of the region: their state, what would block their deletion, and deleting many.
import { useEffect } from 'preact/hooks';
import {
  followImages,
  followRegions,
  imagesProblem,
  imagesState,
  reloadImages,
} from '../state/choices.js';
import { RegionField } from '../parts/region-field.jsx';
import { canLook } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { BulkPanel } from './bulk-panel.jsx';
import { chosenImages, unseenCount } from './chosen.js';
import { GivenIds } from './given-ids.jsx';
import { ImageTable } from './image-table.jsx';
import { filter, isByHand, listed, shown } from './listed.js';
import { followRegion, isRegionWrong } from './region-check.js';

export function ImagesView() {
  useEffect(followRegions, []);
  useEffect(followImages, []);
  useEffect(followRegion, []);
  return (
    <div class="panel images">
      <h2 class="unseen">{t('images.table')}</h2>
      <div class="toolbar">
        <RegionField
          id="imagesRegion"
          problem={isRegionWrong.value ? t('regionId.wrong') : undefined}
        />
        <FilterField />
        {!isByHand.value && (
          <button type="button" class="quiet" id="reload" onClick={reloadImages}>
            {t('images.reload')}
          </button>
        )}
      </div>
      {isByHand.value && <GivenIds />}
      <BulkPanel />
      <ImageTable images={shown.value} />
      {emptiness() && (
        <p class="empty" id="no-images">
          {emptiness()}
        </p>
      )}
    </div>
  );
}

function FilterField() {
  return (
    <div class="field">
      <label for="filter">{t('images.filter')}</label>
      <input
        id="filter"
        type="search"
        value={filter.value}
        onInput={({ currentTarget }) => (filter.value = currentTarget.value)}
      />
      <p class="note" role="status">
        {summary()}
      </p>
    </div>
  );
}

/** Why there is no row, where that is all there is to say. */
function emptiness() {
  if (shown.value.length > 0 || isRegionWrong.value) return '';
  if (listed.value.length > 0) return t('images.none.shown');
  if (isByHand.value) return t('images.none.given');
  if (imagesState.value !== 'there') return '';
  return t('images.none', { region: page.region.value });
}

function summary() {
  const state = isByHand.value ? 'there' : imagesState.value;
  const isWithoutRegion = page.region.value === '' || isRegionWrong.value;
  if (!isByHand.value && canLook.value && isWithoutRegion) return t('images.need.region');
  if (state === 'loading') return t('images.loading');
  if (state === 'failed') return t('images.failed', { code: imagesProblem.value });
  if (state === 'none') return t('images.need.key');
  const [count, total] = [shown.value.length, listed.value.length];
  const text = t('images.count', { count, total, chosen: chosenImages.value.length });
  return unseenCount.value === 0
    ? text
    : `${text} ${t('images.unseen', { count: unseenCount.value })}`;
}
