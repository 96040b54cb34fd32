// What the page says of how a call ended.
import { isBlocked } from '../lib/blocked.js';
import { t } from '../words/index.js';
import { reasonText } from '../words/reasons.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {{ title: string, text: string, tone: 'good' | 'care' | 'bad' }} Verdict */

/**
 * @param {Run} run that has ended
 * @returns {Verdict}
 */
export function verdictOn(run) {
  const { ending } = run;
  if (!ending || 'isStopped' in ending) {
    const text = unsent(run) ?? (run.dryRun ? t('ended.dry') : t('ended.stopped.text'));
    return { title: t(run.isMoved ? 'ended.moved' : 'ended.stopped'), text, tone: 'care' };
  }
  if ('keyless' in ending) {
    const text = t('ended.keyless', { reason: reasonText(ending.keyless) });
    return { title: t('ended.foreign'), text, tone: 'bad' };
  }
  if ('foreign' in ending) {
    return { title: t('ended.foreign'), text: reasonText(ending.foreign), tone: 'bad' };
  }
  if ('result' in ending) {
    const { outcome } = ending.result;
    return { title: t(`ended.${outcome}`), text: t(`ended.${outcome}.text`), tone: 'good' };
  }
  const { code, outcome, kind } = ending.error;
  if (ending.fate === 'absent') {
    return { title: t('ended.absent'), text: t('ended.absent.text'), tone: 'good' };
  }
  if (ending.fate === 'unknown') {
    return { title: code, text: t('ended.still.unknown'), tone: 'care' };
  }
  if (outcome !== 'unknown') return { title: code, text: t('ended.not.applied'), tone: 'bad' };
  return { title: code, text: unsent(run) ?? unknown(run, kind), tone: 'care' };
}

/** What is certain to have stayed in the browser. @param {Run} run */
function unsent({ sentTo }) {
  if (sentTo === undefined) return t('ended.unsent');
  return isBlocked(sentTo) ? t('ended.blocked', { host: new URL(sentTo).host }) : undefined;
}

/** @param {Run} run @param {string} kind */
function unknown({ dryRun, isBrowserRefused }, kind) {
  if (dryRun) return t('ended.dry');
  return t(kind === 'network' && isBrowserRefused ? 'ended.unknown.v3' : 'ended.unknown');
}
