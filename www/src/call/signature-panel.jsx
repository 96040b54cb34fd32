// The signature step by step, for what the form says now.
import { useState } from 'preact/hooks';
import { MASK } from '../lib/masking.js';
import { noveltyOf, parametersOf, segmentsOf } from '../lib/parameters.js';
import { CodeBlock } from '../parts/code.jsx';
import { lazy } from '../parts/lazy.jsx';
import { t } from '../words/index.js';
import { Marked } from './marked.jsx';
import { signed } from './signing.js';
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
  const [isShown, setIsShown] = useState(false);
  if (!signed.value) return <p class="empty">{t('signature.empty')}</p>;
  const { v3, isPlaceholder, parameters, before } = signed.value;
  const hide = hideUnless(isShown);
  const novelty = noveltyOf(before, parameters);
  return (
    <div class="steps">
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
      <ParameterTable parameters={parameters} novelty={novelty} hide={hide} />
      {v3 ? (
        <V3Steps request={v3} novelty={novelty} hide={hide} />
      ) : (
        <V1Steps novelty={novelty} hide={hide} isMasked={!isShown} />
      )}
      <ComparePanel />
    </div>
  );
}

/**
 * @param {object} props
 * @param {import('../lib/parameters.js').Parameter[]} props.parameters
 * @param {NoveltyOf} props.novelty
 * @param {Hide} props.hide
 */
function ParameterTable({ parameters, novelty, hide }) {
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
    </CodeBlock>
  );
}

/**
 * @param {object} props
 * @param {NoveltyOf} props.novelty
 * @param {Hide} props.hide
 * @param {boolean} props.isMasked whether a token is hidden, whosever it is
 */
function V1Steps({ novelty, hide, isMasked }) {
  const { request } = /** @type {NonNullable<typeof signed.value>} */ (signed.value);
  const { canonicalizedQuery = '', stringToSign = '', signature = '' } = request.steps ?? {};
  const query = withoutToken(segmentsOf(canonicalizedQuery, '&'), '&', isMasked);
  const toSign = withoutToken(segmentsOf(stringToSign, '%26'), '%26', isMasked);
  const body = parametersOf(request.body ?? '')
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(hide(name, value)).replaceAll('%E2%80%A2', '•')}`,
    )
    .join('&');
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const message = [`${request.method} ${request.url}`, ...headers, '', body].join('\n');
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
      <CodeBlock id="step-request" title={`5 ${t('step.request')}`} text={message} />
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

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.title
 * @param {import('../lib/parameters.js').Segment[]} props.segments
 * @param {NoveltyOf} props.novelty
 */
function Segments({ id, title, segments, novelty }) {
  return (
    <CodeBlock id={id} title={title} text={segments.map(({ text }) => text).join('')}>
      {segments.map(({ text, name }) => (
        <Marked key={name} novelty={novelty(name)}>
          {text}
        </Marked>
      ))}
    </CodeBlock>
  );
}
