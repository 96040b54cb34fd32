// Deleting what is selected: the buttons, and what has come of it.
import { CheckField } from '../parts/field.jsx';
import { canLook, presignUrl } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import * as bulk from './bulk.js';
import { chosenImages } from './chosen.js';
import { currentCourse } from './course.js';
import { isConfirmed } from './doomed.jsx';
import { isByHand } from './listed.js';
import { lookAt } from './outlooks.js';
import { Progress } from './progress.jsx';

export function BulkPanel() {
  const count = chosenImages.value.length;
  const canDelete = isByHand.value ? presignUrl.value.trim() !== '' : canLook.value;
  const isReady = count > 0 && canDelete && !bulk.isBusy.value;
  const canCheck = count > 0 && canLook.value;
  return (
    <div class="bulk">
      <div class="actions">
        <button
          type="button"
          id="deleteChosen"
          class={page.dryRun.value ? 'primary' : 'danger'}
          aria-disabled={!isReady}
          onClick={() => isReady && deleteChosen()}
        >
          {t(page.dryRun.value ? 'bulk.dry' : 'bulk.delete', { count })}
        </button>
        {!isByHand.value && (
          <button
            type="button"
            id="checkChosen"
            aria-disabled={!canCheck}
            onClick={() => canCheck && lookAt(chosenImages.value.map(({ imageId }) => imageId))}
          >
            {t('bulk.check', { count })}
          </button>
        )}
      </div>
      <CheckField
        id="bulkDryRun"
        label={t('dry.run')}
        hint={t('dry.run.hint')}
        checked={page.dryRun.value}
        onChange={(isChecked) => (page.dryRun.value = isChecked)}
      />
      {isByHand.value && !canDelete && <p class="note care">{t('keys.presign.missing')}</p>}
      {bulk.batch.value.length > 0 && <Progress />}
    </div>
  );
}

/** What is confirmed is what is deleted, and where, whatever is selected and set by then. */
async function deleteChosen() {
  const images = chosenImages.value;
  const course = currentCourse();
  const isSure = await isConfirmed(images, course, 'delete');
  if (isSure && course.isCurrent()) await bulk.begin(images, course);
}
