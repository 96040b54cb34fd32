// Deleting what is chosen: the button, the progress, pause and abort, and the summary.
import { csv, table } from '../lib/spreadsheet.js';
import { CheckField } from '../parts/field.jsx';
import { CopyButton } from '../parts/copy.jsx';
import { ask } from '../parts/question.jsx';
import { reloadImages } from '../call/choices.js';
import { canLook, hidden } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import * as bulk from './bulk.js';

export function BulkPanel() {
  const count = bulk.chosen.value.size;
  const isBusy = bulk.isUnderWay() || bulk.phase.value === 'paused';
  return (
    <div class="bulk">
      <div class="actions">
        <button
          type="button"
          id="deleteChosen"
          class={page.dryRun.value ? 'primary' : 'danger'}
          disabled={count === 0 || isBusy || !canLook.value}
          onClick={deleteChosen}
        >
          {t(page.dryRun.value ? 'bulk.dry' : 'bulk.delete', { count })}
        </button>
        <button
          type="button"
          id="checkChosen"
          disabled={count === 0 || !canLook.value}
          onClick={() => bulk.diagnose([...bulk.chosen.value])}
        >
          {t('bulk.check', { count })}
        </button>
      </div>
      <CheckField
        id="bulkDryRun"
        label={t('dry.run')}
        hint={t('dry.run.hint')}
        checked={page.dryRun.value}
        onChange={(isChecked) => (page.dryRun.value = isChecked)}
      />
      {bulk.batch.value.length > 0 && <Progress />}
    </div>
  );
}

async function deleteChosen() {
  const count = bulk.chosen.value.size;
  const isSure =
    page.dryRun.value ||
    (await ask({
      title: t('bulk.confirm.title', { count }),
      body: t('bulk.confirm', { count, region: page.region.value }),
      yes: t('bulk.delete', { count }),
      isDangerous: true,
    }));
  if (!isSure) return;
  await bulk.begin();
}

function Controls() {
  const phase = bulk.phase.value;
  return (
    <>
      {phase === 'running' && (
        <button type="button" id="pause" onClick={bulk.pause}>
          {t('bulk.pause')}
        </button>
      )}
      {phase === 'paused' && (
        <button type="button" id="resume" onClick={bulk.resume}>
          {t('bulk.resume')}
        </button>
      )}
      {(phase === 'running' || phase === 'paused') && (
        <button type="button" id="abort" onClick={bulk.abort}>
          {t('bulk.abort')}
        </button>
      )}
      {phase === 'ended' && bulk.failed.value.length > 0 && (
        <button type="button" id="retry" onClick={bulk.retryFailed}>
          {t('bulk.retry', { count: bulk.failed.value.length })}
        </button>
      )}
    </>
  );
}

function Progress() {
  const total = bulk.batch.value.length;
  const done = bulk.ended.value.size;
  return (
    <section class="progress" aria-labelledby="progress-title">
      <div class="heading">
        <h3 id="progress-title">{t(`phase.${bulk.phase.value}`)}</h3>
        <div class="tools">
          <Controls />
        </div>
      </div>
      <progress value={done} max={total} aria-labelledby="progress-title" />
      <p class="note" role="status" id="progress-text">
        {t('bulk.progress', { done, total })} {counts()}
      </p>
      {bulk.bulkProblem.value !== '' && <p class="note bad">{hidden(bulk.bulkProblem.value)}</p>}
      {bulk.phase.value === 'ended' && <Summary />}
    </section>
  );
}

const STATUSES = /** @type {const} */ (['accepted', 'absent', 'validated', 'failed', 'skipped']);

function counts() {
  const items = [...bulk.ended.value.values()];
  return STATUSES.map((status) => [status, items.filter((item) => item.status === status).length])
    .filter(([, count]) => count !== 0)
    .map(([status, count]) => `${t(`item.${/** @type {'failed'} */ (status)}`)} ${count}`)
    .join(' · ');
}

/** The heading stays English: it is for programs. */
function rows() {
  const items = bulk.batch.value.flatMap((imageId) => bulk.ended.value.get(imageId) ?? []);
  return [
    ['imageId', 'status', 'requestId', 'code', 'message', 'outcome'],
    ...items.map(({ imageId, status, requestId = '', error }) => [
      imageId,
      status,
      requestId || (error && 'requestId' in error ? (error.requestId ?? '') : ''),
      error?.code ?? '',
      hidden(error?.message ?? ''),
      error?.outcome ?? '',
    ]),
  ];
}

function Summary() {
  return (
    <div class="actions">
      <CopyButton text={table(rows())} what={t('bulk.summary')} />
      <button type="button" class="quiet" id="saveCsv" onClick={save}>
        {t('bulk.save')}
      </button>
      <button type="button" class="quiet" onClick={reloadImages}>
        {t('images.reload')}
      </button>
    </div>
  );
}

function save() {
  const file = new Blob([`\ufeff${csv(rows())}`], { type: 'text/csv;charset=utf-8' });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = 'deleted-images.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
