// What would block the deletion of one image, with the instances, accounts and tasks behind it on demand.
import { t } from '../words/index.js';

/** @typedef {import('ecs-delete-image').Diagnosis} Diagnosis */

/** @param {{ imageId: string, found: Diagnosis }} props */
export function Blockers({ imageId, found: { blockers, unknown } }) {
  return (
    <>
      {blockers.map(({ code, liftedByForce }) => (
        <span key={code} class="chip care">
          {code}
          {liftedByForce ? ` · ${t('blockers.force')}` : ''}
        </span>
      ))}
      {unknown.length > 0 && <span class="chip care">{t('blockers.unknown')}</span>}
      {blockers.some(({ resources }) => resources.length > 0) && (
        <Details imageId={imageId} blockers={blockers} />
      )}
    </>
  );
}

/** @param {{ imageId: string, blockers: Diagnosis['blockers'] }} props */
function Details({ imageId, blockers }) {
  const id = `blockers-${imageId}`;
  return (
    <>
      <button type="button" class="link" popovertarget={id}>
        {t('blockers.which')} <span class="unseen">{imageId}</span>
      </button>
      <div
        id={id}
        class="blockers"
        popover="auto"
        role="dialog"
        aria-label={t('blockers.of', { image: imageId })}
      >
        <p>{t('blockers.of', { image: imageId })}</p>
        <dl>
          {blockers.map(({ code, resources }) => (
            <div key={code}>
              <dt>{code}</dt>
              {resources.map((resource) => (
                <dd key={resource} class="code">
                  {resource}
                </dd>
              ))}
            </div>
          ))}
        </dl>
        <button type="button" popovertarget={id} popovertargetaction="hide">
          {t('close')}
        </button>
      </div>
    </>
  );
}
