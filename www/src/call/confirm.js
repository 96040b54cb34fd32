// Asks before an image is deleted: once for each deletion, and of exactly what is then sent.
import { ask } from '../parts/question.jsx';
import { key, presignUrl } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';

/**
 * A dry run loses nothing, and the demo's images are there to be deleted.
 *
 * @param {import('./run.js').Wish} wish
 */
export async function isConfirmed({ region, image, force, dryRun }) {
  if (dryRun || isDemo()) return true;
  const body = t(force ? 'confirm.force' : 'confirm.delete', {
    image,
    region,
    key: key.value?.accessKeyId ?? t('keys.presign'),
  });
  const yes = t(force ? 'run.force' : 'run.delete');
  return ask({ title: t('confirm.title'), body, yes, isDangerous: true });
}

/** Whatever is signed elsewhere goes where it was signed for, unless this page's own server signs it. */
function isDemo() {
  if (page.target.value !== 'local') return false;
  if (page.keys.value !== 'presign') return true;
  const url = presignUrl.value;
  if (!URL.canParse(url, document.baseURI)) return false;
  return new URL(url, document.baseURI).origin === location.origin;
}
