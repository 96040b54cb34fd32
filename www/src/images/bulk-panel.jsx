// Deleting what is selected: the buttons, and what has come of it.
import { CheckField } from '../parts/field.jsx';
import { canLook, presignUrl } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { reasonText } from '../words/reasons.js';
import { deleteChosen, keyProblem } from './asking.js';
import * as bulk from './bulk.js';
import { chosenImages } from './chosen.js';
import { isByHand } from './listed.js';
import { lookAt, looked, stopLooking } from './outlooks.js';
import { Progress } from './progress.jsx';

export function BulkPanel() {
  const count = chosenImages.value.length;
  const canDelete = isByHand.value ? presignUrl.value.trim() !== '' : canLook.value;
  const isReady = count > 0 && canDelete && !bulk.isBusy.value;
  const canCheck = count > 0 && canLook.value && !looked.value;
  return (
    <div class="bulk">
      <CheckField
        id="bulkDryRun"
        label={t('dry.run')}
        hint={t('dry.run.hint')}
        checked={page.dryRun.value}
        onChange={(isChecked) => (page.dryRun.value = isChecked)}
      />
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
        {looked.value && (
          <>
            <button type="button" class="quiet" id="stopLooking" onClick={stopLooking}>
              {t('bulk.check.stop')}
            </button>
            <span class="note" role="status" id="looked">
              {t('bulk.checked', looked.value)}
            </span>
          </>
        )}
      </div>
      {isByHand.value && !canDelete && <p class="note care">{t('keys.presign.missing')}</p>}
      {keyProblem.value !== undefined && (
        <p class="notice bad" role="alert" id="bulk-key-problem">
          {t('bulk.key.problem', { reason: reasonText(keyProblem.value) })}
        </p>
      )}
      {bulk.batch.value.length > 0 && <Progress />}
    </div>
  );
}
