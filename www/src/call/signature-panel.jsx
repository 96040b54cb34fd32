// The signature step by step, for what the form says now.
import { useState } from 'preact/hooks';
import { MASK } from '../lib/masking.js';
import { noveltyOf, parametersOf, segmentsOf, takenOut } from '../lib/parameters.js';
import { CodeBlock } from '../parts/code.jsx';
import { lazy } from '../parts/lazy.jsx';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { Marked } from './marked.jsx';
import { signingProblem } from './problems.js';
import { Segments } from './segments.jsx';
import { lastSigned, problem, signed } from './signing.js';
import { V3Steps } from './v3-steps.jsx';

const ComparePanel = lazy(() =>
  import('./compare-panel.jsx').then(({ ComparePanel }) => ComparePanel),
);

/** @typedef {(name: string, text: string) => string} Hide masks a value by its parameter's name */
/** @typedef {import('./marked.jsx').NoveltyOf} NoveltyOf */

const SENSITIVE = ['Signature', 'SecurityToken', 'x-acs-security-token'];

/** @param {boolean} isShown @returns {Hide} */
const hideUnless = (isShown) => (name, text) =>
  isShown || !SENSITIVE.includes(name) ? text : MASK;

export function SignaturePanel() {
  const made = lastSigned();
  return (
    <div class="steps">
      {made ? <Steps made={made} /> : <NoSignature />}
      {(signed.value || problem.value) && <ComparePanel />}
    </div>
  );
}

/** Why there is none: what was signed before is not what the form says. */
function NoSignature() {
  const isOpen = page.region.value === '' || page.image.value === '';
  if (isOpen) return <p class="empty">{t('signature.empty')}</p>;
  const why = signingProblem();
  return (
    <p class={why ? 'notice bad' : 'empty'} id="signature-problem">
      {why ?? t('loading')}
    </p>
  );
}

/** @param {{ made: import('./signing.js').Signed }} props */
function Steps({ made }) {
  const [isShown, setIsShown] = useState(false);
  const { v3, isPlaceholder, parameters, before } = made;
  const hide = hideUnless(isShown);
  const novelty = noveltyOf(before, parameters);
  return (
    <>
      <div class="heading">
        <p class="note legend">
          <mark class="changed">{t('novelty.changed')}</mark>{' '}
          <mark class="fresh">{t('novelty.fresh')}</mark>
        </p>
        <button
          type="button"
          class="quiet"
          id="reveal"
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {t(isShown ? 'hide.sensitive' : 'show.sensitive')}
        </button>
      </div>
      {isPlaceholder && <p class="notice">{t('signature.placeholder')}</p>}
      <ParameterTable
        parameters={parameters}
        gone={takenOut(before, parameters)}
        novelty={novelty}
        hide={hide}
      />
      {v3 ? (
        <V3Steps request={v3} novelty={novelty} hide={hide} />
      ) : (
        <V1Steps request={made.request} novelty={novelty} hide={hide} isMasked={!isShown} />
      )}
    </>
  );
}

/**
 * @param {object} props
 * @param {import('../lib/parameters.js').Parameter[]} props.parameters
 * @param {import('../lib/parameters.js').Parameter[]} props.gone shown, and not copied
 * @param {NoveltyOf} props.novelty
 * @param {Hide} props.hide
 */
function ParameterTable({ parameters, gone, novelty, hide }) {
  const shown = parameters.map(([name, value]) => /** @type {const} */ ([name, hide(name, value)]));
  const text = shown.map(([name, value]) => `${name}=${value}`).join('\n');
  return (
    <CodeBlock id="step-parameters" title={`1 ${t('step.parameters')}`} text={text}>
      {shown.map(([name, value]) => (
        <span key={name} class="row">
          <span class="parameter">{name}</span>
          <Marked novelty={novelty(name)}>{value}</Marked>
          {'\n'}
        </span>
      ))}
      {gone.map(([name, value]) => (
        <span key={name} class="row">
          <del class="parameter">{name}</del>
          <mark class="changed">
            <del>{hide(name, value)}</del>
          </mark>
          {'\n'}
        </span>
      ))}
    </CodeBlock>
  );
}

/**
 * @param {object} props
 * @param {import('./signing.js').PresignedRequest} props.request
 * @param {NoveltyOf} props.novelty
 * @param {Hide} props.hide
 * @param {boolean} props.isMasked whether a token is hidden, whosever it is
 */
function V1Steps({ request, novelty, hide, isMasked }) {
  const { canonicalizedQuery = '', stringToSign = '', signature = '' } = request.steps ?? {};
  const query = withoutToken(segmentsOf(canonicalizedQuery, '&'), '&', isMasked);
  const toSign = withoutToken(segmentsOf(stringToSign, '%26'), '%26', isMasked);
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${request.method} ${request.url}`, ...headers, '', ''].join('\n');
  const body = parametersOf(request.body ?? '').map(([name, value], index) => {
    const shown = encodeURIComponent(hide(name, value)).replaceAll('%E2%80%A2', '•');
    return { name, text: `${index === 0 ? '' : '&'}${name}=${shown}` };
  });
  const shownSignature = hide('Signature', signature);
  return (
    <>
      <Segments id="step-query" title={`2 ${t('step.query')}`} segments={query} novelty={novelty} />
      <Segments
        id="step-string"
        title={`3 ${t('step.string')}`}
        segments={toSign}
        novelty={novelty}
      />
      <CodeBlock id="step-signature" title={`4 ${t('step.signature')}`} text={shownSignature}>
        <Marked novelty="fresh">{shownSignature}</Marked>
      </CodeBlock>
      <Segments
        id="step-request"
        title={`5 ${t('step.request')}`}
        segments={[{ name: '', text: head }, ...body]}
        novelty={novelty}
      />
    </>
  );
}

/**
 * @param {import('../lib/parameters.js').Segment[]} segments
 * @param {string} separator
 * @param {boolean} isMasked
 */
function withoutToken(segments, separator, isMasked) {
  const equals = separator === '&' ? '=' : '%3D';
  return segments.map((segment, index) =>
    segment.name === 'SecurityToken' && isMasked
      ? { ...segment, text: `${index === 0 ? '' : separator}SecurityToken${equals}${MASK}` }
      : segment,
  );
}
