// Asks before an image is deleted: once for each deletion, and of exactly what is then sent.
import { ask } from '../parts/question.jsx';
import { partiesOf, presignUrl } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';

/** @typedef {import('../lib/credentials.js').Key} Key */

/**
 * A dry run loses nothing, and the demo's images are there to be deleted.
 *
 * @param {import('./run.js').Wish} wish
 * @param {Key} [key] that will sign; none where others do
 */
export async function isConfirmed(wish, key) {
  if (wish.dryRun || isDemo()) return true;
  const yes = t(wish.force ? 'run.force' : 'run.delete');
  return ask({ title: t('confirm.title'), body: whatAndBy(wish, key), yes, isDangerous: true });
}

/** Who signs, as a question names it. @param {string} keyId empty where a function of the user's does */
export function signerName(keyId) {
  if (keyId !== '') return keyId;
  const url = presignUrl.value;
  const { host } = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : location;
  return t('signer.elsewhere', { host });
}

/**
 * What will be done, by whom, and to where if that is not the service's own host.
 *
 * @param {import('./run.js').Wish} wish
 * @param {Key} [key]
 */
export function whatAndBy({ region, image, force, dryRun }, key) {
  const { keyId, host } = partiesOf(key);
  const values = { image, region, key: signerName(keyId), host };
  const word = dryRun ? 'confirm.dry' : force ? 'confirm.force' : 'confirm.delete';
  return [t(word, values), ...(host === '' ? [] : [t('confirm.host', values)])].join(' ');
}

/** Whatever is signed elsewhere goes where it was signed for, unless this page's own server signs it. */
function isDemo() {
  if (page.target.value !== 'local') return false;
  if (page.keys.value !== 'presign') return true;
  const url = presignUrl.value;
  if (!URL.canParse(url, document.baseURI)) return false;
  return new URL(url, document.baseURI).origin === location.origin;
}
