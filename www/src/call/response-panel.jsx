// How the last call ended: the result or the typed error, what to do about it, and what was exchanged.
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../parts/announcer.jsx';
import { sentString } from '../lib/sent-string.js';
import { CodeBlock } from '../parts/code.jsx';
import { hidden } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { descriptionOf } from '../words/codes.js';
import { Attempts } from './attempts-view.jsx';
import { Remedies } from './remedies.jsx';
import { run, unanswered } from './run.js';
import { refused, reported } from './signing.js';
import { verdictOn } from './verdict.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {[label: import('../words/index.js').Word, value: string | number | undefined]} Fact */

export function ResponsePanel() {
  const current = run.value;
  if (!current && unanswered.value !== '') return <Unanswered action={unanswered.value} />;
  if (!current) return <p class="empty">{t('response.empty')}</p>;
  return (
    <div class="response" aria-busy={current.ending === undefined}>
      {current.ending ? <Ended run={current} /> : <p class="empty">{t('response.waiting')}</p>}
      {current.attempts.length > 0 && <Attempts attempts={current.attempts} />}
    </div>
  );
}

/** @param {{ action: string }} props */
function Unanswered({ action }) {
  return (
    <p class="notice care" role="alert" id="remedy-moved">
      {t('remedy.moved', { action })}
    </p>
  );
}

/** @param {{ run: Run }} props */
function Ended({ run: current }) {
  const { region, image, force, ending, isBrowserRefused } = current;
  if (!ending) return null;
  const { title, text, tone } = verdictOn(current);
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    announce(`${image}: ${title}. ${text}`);
    place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [ending]);
  return (
    <>
      <div ref={place} class={`verdict ${tone}`} id="verdict">
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      {'result' in ending && (
        <Facts
          facts={[
            ['region', region],
            ['fact.image', image],
            ['force', force ? 'true' : undefined],
            ['fact.outcome', ending.result.outcome],
            ['fact.request', ending.result.requestId],
            ['fact.attempts', ending.result.attempts],
          ]}
        />
      )}
      {'error' in ending && <ErrorDetails ending={ending} run={current} />}
      {'error' in ending && ending.error.kind === 'network' && isBrowserRefused && (
        <p class="notice care">{t('signature.v3.refused')}</p>
      )}
    </>
  );
}

/** Refusals that quote what should have been signed. @type {readonly string[]} */
const UNMATCHED = ['SignatureDoesNotMatch', 'IncompleteSignature'];

/** Takes what the service quoted to where it is compared. */
async function compareStrings() {
  const answers = run.value?.attempts.filter(({ action }) => action === 'DeleteImage') ?? [];
  const last = answers.at(-1);
  const { answer = '' } = last ?? {};
  refused.value = { answer, own: last ? await sentString(last) : '' };
  reported.value = answer;
  page.panel.value = 'signature';
}

/** What the end of two tries says of the image. */
const outcomes = /** @type {Record<string, string>} */ ({ absent: 'applied', unknown: 'unknown' });

/**
 * After the connection was changed, there is nothing to do here: it would be done by another key.
 *
 * @param {{ ending: Extract<import('./run.js').Ending, { error: unknown }>, run: Run }} props
 */
function ErrorDetails({ ending: { error, fate = 'failed' }, run: wish }) {
  const { name, kind, attempts, message } = error;
  // What the browser does not send, it does not send the next time either.
  const isVain = !error.retryable || (kind === 'network' && wish.isBrowserRefused);
  const outcome = outcomes[fate] ?? error.outcome;
  const description = 'description' in error ? descriptionOf(error) : undefined;
  return (
    <>
      {description && <p class="description">{description}</p>}
      <p class="quote">{hidden(message)}</p>
      <Facts
        facts={[
          ['region', wish.region],
          ['fact.image', wish.image],
          ['force', wish.force ? 'true' : undefined],
          ['fact.error', `${name} (${kind})`],
          ['fact.status', 'httpStatus' in error ? error.httpStatus : undefined],
          ['fact.request', 'requestId' in error ? error.requestId : undefined],
          ['fact.outcome', outcome],
          ['fact.attempts', attempts],
          ['fact.again', t(isVain ? 'again.vain' : 'again.helps')],
        ]}
      />
      {!wish.isMoved && UNMATCHED.includes(error.code) && (
        <div class="actions">
          <button type="button" id="compare" onClick={compareStrings}>
            {t('compare.open')}
          </button>
        </div>
      )}
      {!wish.isMoved && error.remedies !== undefined && error.remedies.length > 0 && (
        <Remedies remedies={error.remedies} code={error.code} wish={wish} />
      )}
      <details class="more-details">
        <summary>{t('error.object')}</summary>
        <CodeBlock
          id="error-json"
          title={t('error.object')}
          text={hidden(JSON.stringify(error, null, 2))}
        />
      </details>
    </>
  );
}

/** @param {{ facts: Fact[] }} props */
function Facts({ facts }) {
  const given = facts.filter(([, value]) => value !== undefined && value !== '');
  return (
    <dl class="facts">
      {given.map(([label, value]) => (
        <div key={label}>
          <dt>{t(label)}</dt>
          <dd class={label === 'fact.image' || label === 'fact.request' ? 'code' : ''}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
