// The form of the call: where, what, how, and the button.
import { useEffect, useState } from 'preact/hooks';
import { Combobox } from '../parts/combobox.jsx';
import { FailedList } from '../parts/failed-list.jsx';
import { CheckField, Choice } from '../parts/field.jsx';
import { chooseImage, isForced, page } from '../state/page.js';
import { t } from '../words/index.js';
import { begin } from './begin.js';
import {
  followImages,
  followRegions,
  images,
  imagesProblem,
  imagesState,
  reloadImages,
} from '../state/choices.js';
import { takeEntered } from '../state/connection.js';
import { ForceField } from './force-field.jsx';
import { problemOf, otherProblem } from './problems.js';
import { RegionField } from '../parts/region-field.jsx';
import { formWish, isBusy, isRunning, stopRun } from './run.js';
import { followForm } from './signing.js';

export function CallForm() {
  const [isTried, setIsTried] = useState(false);
  useEffect(followRegions, []);
  useEffect(followImages, []);
  useEffect(followForm, []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    takeEntered();
    setIsTried(true);
    if (!isComplete()) return focusFirstProblem();
    await begin(formWish());
  };
  return (
    <form class="panel call" onSubmit={submit} autocomplete="off" noValidate>
      <h2>{t('form.title')}</h2>
      <RegionField id="region" problem={problemOf('regionId', page.region.value, isTried)} />
      <ImageField isTried={isTried} />
      <CheckField
        id="dryRun"
        label={t('dry.run')}
        hint={t('dry.run.hint')}
        checked={page.dryRun.value}
        onChange={(isChecked) => (page.dryRun.value = isChecked)}
      />
      <ForceField isTried={isTried} />
      <SignatureField />
      {isTried && otherProblem() && (
        <p class="note bad" role="alert">
          {otherProblem()}
        </p>
      )}
      <Buttons />
    </form>
  );
}

/** @param {{ isTried: boolean }} props */
function ImageField({ isTried }) {
  const choices = images.value.map(({ imageId, imageName = '', status }) => ({
    value: imageId,
    label: imageName,
    note: `${imageName} · ${status}`,
  }));
  const known = choices.find(({ value }) => value === page.image.value);
  return (
    <Combobox
      id="image"
      label={t('image')}
      value={page.image.value}
      choices={choices}
      onChange={chooseImage}
      problem={problemOf('imageId', page.image.value, isTried)}
      hint={known?.note ?? imagesHint()}
      placeholder="m-bp67acfmxazb4p0001"
    />
  );
}

function imagesHint() {
  const state = imagesState.value;
  if (state === 'loading') return t('images.loading');
  if (state === 'failed') {
    return (
      <FailedList id="retryImages" onRetry={reloadImages}>
        {t('images.failed', { code: imagesProblem.value })}
      </FailedList>
    );
  }
  if (state === 'there' && page.image.value !== '') return t('image.unlisted');
  return undefined;
}

function SignatureField() {
  const isV3 = page.signature.value === 'ACS3-HMAC-SHA256';
  return (
    <div class="field">
      <Choice
        name="signature"
        label={t('signature.version')}
        value={page.signature.value}
        onChange={(value) => (page.signature.value = value)}
        choices={[
          { value: 'HMAC-SHA1', title: t('signature.v1') },
          { value: 'ACS3-HMAC-SHA256', title: t('signature.v3') },
        ]}
      />
      <p class={isV3 ? 'note care' : 'note'}>
        {t(isV3 ? 'signature.v3.hint' : 'signature.v1.hint')}
      </p>
    </div>
  );
}

function Buttons() {
  const word = page.dryRun.value ? 'run.dry' : isForced() ? 'run.force' : 'run.delete';
  return (
    <div class="actions">
      <button
        type="submit"
        id="run"
        class={page.dryRun.value ? 'primary' : 'danger'}
        aria-disabled={isBusy()}
      >
        {t(word)}
      </button>
      {isRunning() && (
        <button type="button" id="stop" onClick={stopRun}>
          {t('stop')}
        </button>
      )}
    </div>
  );
}

function isComplete() {
  const isArmed = !page.force.value || isForced();
  const hasIds =
    !problemOf('regionId', page.region.value, true) &&
    !problemOf('imageId', page.image.value, true);
  return isArmed && hasIds && !otherProblem() && !isBusy();
}

function focusFirstProblem() {
  requestAnimationFrame(() => {
    const field = document.querySelector(':is(form.call, .connection) [aria-invalid="true"]');
    if (field instanceof HTMLElement) field.focus();
  });
}
