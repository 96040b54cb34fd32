// The steps of signature V3.
import { CodeBlock } from '../parts/code.jsx';
import { t } from '../words/index.js';
import { Marked } from './marked.jsx';

/** @typedef {import('./signature-panel.jsx').Hide} Hide */
/** @typedef {import('./marked.jsx').NoveltyOf} NoveltyOf */
/** @typedef {import('../lib/parameters.js').Segment} Segment */

/**
 * @param {object} props
 * @param {import('./signing.js').V3Request} props.request
 * @param {NoveltyOf} props.novelty
 * @param {Hide} props.hide
 */
export function V3Steps({ request, novelty, hide }) {
  const { steps, method, url, body } = request;
  const headers = request.sentHeaders.map((header) => headerLine(header, hide));
  const message = [`${method} ${url}`, ...headers, ...(body ? ['', body] : [])].join('\n');
  const signature = hide('Signature', steps.signature);
  return (
    <>
      <Canonical
        segments={segments(steps, method, new URL(url).pathname, hide)}
        novelty={novelty}
      />
      {steps.stringToSign === '' ? (
        <p class="notice care">{t('signature.v3.no.hash')}</p>
      ) : (
        <Hashed text={steps.stringToSign} />
      )}
      <CodeBlock id="step-signature" title={`4 ${t('step.signature')}`} text={signature}>
        <Marked novelty="fresh">{signature}</Marked>
      </CodeBlock>
      <CodeBlock id="step-request" title={`5 ${t('step.request')}`} text={message} />
    </>
  );
}

/** @param {{ segments: Segment[], novelty: NoveltyOf }} props */
function Canonical({ segments: all, novelty }) {
  const whole = all.map(({ text }) => text).join('');
  return (
    <CodeBlock id="step-canonical" title={`2 ${t('step.canonical')}`} text={whole}>
      {all.map(({ text, name }, index) => (
        <Marked key={index} novelty={name === '' ? 'same' : novelty(name)}>
          {text}
        </Marked>
      ))}
    </CodeBlock>
  );
}

/** The name of the algorithm, and the hash of all above. @param {{ text: string }} props */
function Hashed({ text }) {
  const [algorithm, hash] = text.split('\n');
  return (
    <CodeBlock id="step-string" title={`3 ${t('step.hashed')}`} text={text}>
      {algorithm}
      {'\n'}
      <Marked novelty="fresh">{hash}</Marked>
    </CodeBlock>
  );
}

/**
 * The canonical request in parts, each with the name of the parameter or header that it shows.
 *
 * @param {import('../lib/v3-steps.js').V3Steps} steps
 * @param {string} method
 * @param {string} path
 * @param {Hide} hide
 * @returns {Segment[]}
 */
function segments({ parameters, query, signedHeaders, signedNames, bodyHash }, method, path, hide) {
  const pairs = query === '' ? [] : query.split('&');
  return [
    { name: '', text: `${method}\n${path}\n` },
    ...pairs.map((pair, index) => ({
      name: parameters[index][0],
      text: index === 0 ? pair : `&${pair}`,
    })),
    { name: '', text: '\n' },
    ...signedHeaders.map(([name, value]) => ({ name, text: `${name}:${hide(name, value)}\n` })),
    { name: '', text: `\n${signedNames}\n${bodyHash}` },
  ];
}

/**
 * Of `authorization` only the signature at its end is hidden.
 *
 * @param {[name: string, value: string]} header
 * @param {Hide} hide
 */
function headerLine([name, value], hide) {
  if (name !== 'authorization') return `${name}: ${hide(name, value)}`;
  return `${name}: ${value.replace(/(?<=Signature=).*/, (text) => hide('Signature', text))}`;
}
