// What the page says of how a call ended.
import { t } from '../words/index.js';
import { reasonText } from '../words/reasons.js';

/** @typedef {{ title: string, text: string, tone: 'good' | 'care' | 'bad' }} Verdict */

/**
 * @param {import('./run.js').Ending} ending
 * @returns {Verdict}
 */
export function verdictOn(ending) {
  if ('isStopped' in ending) {
    return { title: t('ended.stopped'), text: t('ended.stopped.text'), tone: 'care' };
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
  const { code, outcome } = ending.error;
  if (ending.fate === 'absent') {
    return { title: t('ended.absent'), text: t('ended.absent.text'), tone: 'good' };
  }
  if (ending.fate === 'unknown') {
    return { title: code, text: t('ended.still.unknown'), tone: 'care' };
  }
  return outcome === 'unknown'
    ? { title: code, text: t('ended.unknown'), tone: 'care' }
    : { title: code, text: t('ended.not.applied'), tone: 'bad' };
}
