// How far a deletion of many is: its progress, pause and abort, and the summary.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { reloadImages } from '../state/choices.js';
import { csv, table } from '../lib/spreadsheet.js';
import { CopyButton } from '../parts/copy.jsx';
import { hidden } from '../state/connection.js';
import { t } from '../words/index.js';
import { goOn, tryAgain } from './asking.js';
import * as bulk from './bulk.js';
import { fates } from '../lib/ends.js';
import { reportName, reportRows } from './report.js';

export function Progress() {
  const title = useFocusAtEnd();
  const { region = '', dryRun = false } = bulk.course.value ?? {};
  // There is nothing to show of one that has not begun.
  const phase = /** @type {Exclude<bulk.Phase, 'idle'>} */ (bulk.phase.value);
  const [total, done] = [bulk.batch.value.length, bulk.ended.value.size];
  return (
    <section class="progress" aria-labelledby="progress-title">
      <div class="heading">
        <h3 id="progress-title" ref={title} tabIndex={-1}>
          {dryRun ? t(`phase.${phase}.dry`, { region }) : t(`phase.${phase}`, { region })}
        </h3>
        <div class="tools">
          <Controls />
        </div>
      </div>
      <progress value={done} max={total} aria-labelledby="progress-title" />
      <p class="note" role="status" id="progress-text">
        {[t('bulk.progress', { done, total }), ...counts()].join(' · ')}
      </p>
      <Notices />
      {phase === 'ended' && <Summary isDry={dryRun} />}
    </section>
  );
}

/** Whoever has pressed a button that is gone goes on from the heading, and not from the page's top. */
function useFocusAtEnd() {
  const title = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  const phase = bulk.phase.value;
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body;
    if (phase === 'ended' && isLost) title.current?.focus({ preventScroll: true });
  }, [phase]);
  return title;
}

/** Each button stays in its place, so that it keeps the focus. */
function Controls() {
  const phase = bulk.phase.value;
  if (phase === 'ended') return <RetryButton />;
  const isPaused = phase === 'paused';
  return (
    <>
      <button
        type="button"
        id={isPaused ? 'resume' : 'pause'}
        aria-disabled={phase !== 'running' && !isPaused}
        onClick={isPaused ? goOn : bulk.pause}
      >
        {t(isPaused ? 'bulk.resume' : 'bulk.pause')}
      </button>
      <button type="button" id="abort" aria-disabled={phase === 'aborting'} onClick={bulk.abort}>
        {t('bulk.abort')}
      </button>
    </>
  );
}

function RetryButton() {
  const images = bulk.toRetry.value;
  const course = bulk.course.value;
  // Nobody tries again by a key that is gone.
  if (images.length === 0 || !course?.isCurrent()) return null;
  return (
    <button type="button" id="retry" onClick={tryAgain}>
      {t('bulk.retry', { count: images.length })}
    </button>
  );
}

function Notices() {
  const ends = [...bulk.ended.value.values()];
  const isDry = bulk.course.value?.dryRun ?? false;
  return (
    <>
      {bulk.problem.value !== '' && (
        <p class="notice bad" role="alert" id="bulk-problem">
          {t('bulk.problem')} {hidden(bulk.problem.value)}
        </p>
      )}
      {bulk.isMoved.value && (
        <p class="notice care" role="alert" id="bulk-moved">
          {t('bulk.moved')}
        </p>
      )}
      {bulk.otherKeyId.value !== '' && (
        <p class="notice care" role="alert" id="bulk-other-key">
          {t('bulk.other.key', { key: bulk.otherKeyId.value })}
        </p>
      )}
      {isDry && ends.some(({ fate }) => fate === 'accepted') && (
        <p class="notice bad" role="alert">
          {t('bulk.dry.deleted')}
        </p>
      )}
      {ends.some(({ fate }) => fate === 'unknown') && (
        <p class="note care">{t(isDry ? 'bulk.unknown.dry' : 'bulk.unknown')}</p>
      )}
    </>
  );
}

function counts() {
  const ends = [...bulk.ended.value.values()];
  return fates
    .map((fate) => ({ fate, count: ends.filter((end) => end.fate === fate).length }))
    .filter(({ count }) => count !== 0)
    .map(({ fate, count }) => `${t(`item.${fate}`)} ${count}`);
}

/** @param {{ isDry: boolean }} props */
function Summary({ isDry }) {
  const ends = bulk.batch.value.flatMap(({ imageId }) => bulk.ended.value.get(imageId) ?? []);
  const { region = '' } = bulk.course.value ?? {};
  const rows = reportRows(region, ends, isDry, hidden);
  return (
    <div class="actions">
      <CopyButton text={table(rows)} what={t('bulk.summary')} />
      <button
        type="button"
        class="quiet"
        id="saveCsv"
        onClick={() => save(reportName(isDry), csv(rows))}
      >
        {t('bulk.save')}
      </button>
      <button type="button" class="quiet" onClick={reloadImages}>
        {t('images.reload')}
      </button>
    </div>
  );
}

/**
 * @param {string} name
 * @param {string} text
 */
function save(name, text) {
  const file = new Blob([`\ufeff${text}`], { type: 'text/csv;charset=utf-8' });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
