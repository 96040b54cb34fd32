// Force, which counts only once the image id was typed: nobody types one by accident.
import { CheckField } from '../parts/field.jsx';
import { isForced, page, typedImage } from '../state/page.js';
import { t } from '../words/index.js';

/** @param {{ isTried: boolean }} props */
export function ForceField({ isTried }) {
  const isWrong = isTried && page.force.value && !isForced();
  return (
    <CheckField
      id="force"
      label={t('force')}
      hint={t('force.hint')}
      checked={page.force.value}
      onChange={(isChecked) => {
        page.force.value = isChecked;
        typedImage.value = '';
      }}
    >
      {page.force.value && (
        <div class="field arm">
          <label for="typedImage">{t('type.to.confirm', { text: page.image.value || '…' })}</label>
          <input
            id="typedImage"
            class="code"
            value={typedImage.value}
            autocomplete="off"
            spellcheck={false}
            autocapitalize="none"
            aria-invalid={isWrong ? 'true' : undefined}
            aria-describedby="typedImage-note"
            onInput={({ currentTarget }) => (typedImage.value = currentTarget.value.trim())}
          />
          <p id="typedImage-note" class={isWrong ? 'note bad' : 'note'}>
            {isForced() ? t('force.armed') : t('force.unarmed')}
          </p>
        </div>
      )}
    </CheckField>
  );
}
