// The steps of signature V3.
import { segmentsOf } from '../lib/parameters.js';
import { CodeBlock } from '../parts/code.jsx';
import { t } from '../words/index.js';
import { Marked } from './marked.jsx';
import { Segments } from './segments.jsx';

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
  const { steps, method, url } = request;
  const signature = hide('Signature', steps.signature);
  return (
    <>
      <Segments
        id="step-canonical"
        title={`2 ${t('step.canonical')}`}
        segments={canonical(steps, method, new URL(url).pathname, hide)}
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
      <Segments
        id="step-request"
        title={`5 ${t('step.request')}`}
        segments={message(request, hide)}
        novelty={novelty}
      />
    </>
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
function canonical(
  { parameters, query, signedHeaders, signedNames, bodyHash },
  method,
  path,
  hide,
) {
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
 * What would be sent, in parts of the same kind.
 *
 * @param {import('./signing.js').V3Request} request
 * @param {Hide} hide
 * @returns {Segment[]}
 */
function message({ method, url, sentHeaders, body }, hide) {
  const [place, query = ''] = url.split('?');
  return [
    { name: '', text: `${method} ${place}${query && '?'}` },
    ...segmentsOf(query, '&'),
    ...sentHeaders.map((header) => ({ name: header[0], text: `\n${headerLine(header, hide)}` })),
    { name: '', text: body && `\n\n${body}` },
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
