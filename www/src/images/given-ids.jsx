// Where image ids are entered that cannot be listed.
import { useState } from 'preact/hooks';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { choose } from './chosen.js';
import { firstWrong, giveIds, idsIn, typed } from './given.js';

export function GivenIds() {
  const [problem, setProblem] = useState('');
  const take = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const region = page.region.value;
    const imageIds = idsIn(typed.value);
    const said = await problemOf(region, imageIds);
    setProblem(said);
    if (said !== '' || region !== page.region.value) return;
    giveIds(imageIds);
    choose(imageIds);
  };
  return (
    <form class="given" onSubmit={take}>
      <div class="field">
        <label for="givenIds">{t('given.label')}</label>
        <textarea
          id="givenIds"
          class="code"
          rows={4}
          value={typed.value}
          spellcheck={false}
          autocapitalize="none"
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby="givenIds-note"
          onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
        />
        <p
          id="givenIds-note"
          class={problem ? 'note bad' : 'note'}
          role={problem ? 'alert' : undefined}
        >
          {problem || t('given.hint')}
        </p>
      </div>
      <button type="submit" id="takeIds">
        {t('given.take')}
      </button>
    </form>
  );
}

/**
 * @param {string} region
 * @param {readonly string[]} imageIds
 */
async function problemOf(region, imageIds) {
  if (region === '') return t('regionId.missing');
  if (imageIds.length === 0) return t('imageId.missing');
  const wrong = await firstWrong(region, imageIds);
  if (!wrong) return '';
  if (wrong.argument === 'regionId') return t('regionId.wrong');
  return t('given.wrong', { image: wrong.imageId });
}
