// Finds where what the service reported that it signed differs from what was signed here.
import { useState } from 'preact/hooks';
import { adopted, compare, kindOf, stringToSignIn, veiled } from '../lib/comparison.js';
import { revealed } from '../lib/masking.js';
import { concealed, secrets } from '../state/connection.js';
import { t } from '../words/index.js';
import { lastSigned, refused, reported } from './signing.js';

export function ComparePanel() {
  const [pasted, setPasted] = useState('');
  const theirs = stringToSignIn(reported.value);
  const isSent = theirs !== '' && theirs === stringToSignIn(refused.value.answer);
  const own = isSent ? refused.value.own : ownString(theirs);
  const ours = pasted.trim() === '' ? own : stringToSignIn(pasted);
  return (
    <section class="block compare" aria-labelledby="compare-title">
      <h3 id="compare-title">{t('compare.title')}</h3>
      <p class="note">{t('compare.hint')}</p>
      <div class="pair">
        <Area
          id="theirs"
          label={t('compare.theirs')}
          value={reported.value}
          onChange={(text) => (reported.value = text)}
        />
        <Area
          id="ours"
          label={t('compare.ours')}
          value={pasted}
          onChange={setPasted}
          placeholder={t(isSent ? 'compare.ours.sent' : 'compare.ours.hint')}
        />
      </div>
      <Outcome theirs={theirs} ours={ours} />
    </section>
  );
}

/** What was signed here of the kind that was pasted. @param {string} theirs */
function ownString(theirs) {
  const { request, v3 } = lastSigned() ?? {};
  const own = kindOf(theirs) === 'v1' ? request?.steps?.stringToSign : v3?.steps.canonicalRequest;
  return adopted(own ?? '', theirs);
}

/**
 * Shows no secret, and keeps it: what is compared is what was pasted.
 *
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.value
 * @param {(value: string) => void} props.onChange
 * @param {string} [props.placeholder]
 */
function Area({ id, label, value, onChange, placeholder }) {
  const { text, values } = concealed(value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="code"
        rows={3}
        spellcheck={false}
        value={text}
        placeholder={placeholder}
        onInput={({ currentTarget }) => onChange(revealed(currentTarget.value, values))}
      />
    </div>
  );
}

/** @param {{ theirs: string, ours: string }} props */
function Outcome({ theirs, ours }) {
  return (
    <div id="compare-verdict" role="status">
      {theirs !== '' && <Verdict theirs={theirs} ours={ours} />}
    </div>
  );
}

/** @param {{ theirs: string, ours: string }} props */
function Verdict({ theirs, ours }) {
  if (kindOf(theirs) === 'hash') return <p class="notice care">{t('compare.hash')}</p>;
  if (ours === '') {
    const word = kindOf(theirs) === 'v3' ? 'compare.choose.v3' : 'compare.nothing';
    return <p class="notice care">{t(word)}</p>;
  }
  const shown = veiled(theirs, ours, secrets());
  const {
    verdict,
    at,
    name,
    theirs: theirParts,
    ours: ourParts,
  } = compare(shown.theirs, shown.ours);
  if (verdict === 'same') return <p class="notice care">{t('compare.same')}</p>;
  return (
    <>
      <p class="notice bad">
        {name === ''
          ? t('compare.different', { at: at + 1 })
          : t('compare.different.in', { at: at + 1, name })}
      </p>
      <Line label={t('compare.theirs')} parts={theirParts} />
      <Line label={t('compare.ours')} parts={ourParts} />
    </>
  );
}

/** @param {{ label: string, parts: import('../lib/comparison.js').Part[] }} props */
function Line({ label, parts }) {
  return (
    <div class="line">
      <span class="aside">{label}</span>
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>
          {parts.map(({ text, isDifferent }, index) =>
            isDifferent ? (
              <mark key={index} class="difference">
                {text || '∅'}
              </mark>
            ) : (
              text
            ),
          )}
        </code>
      </pre>
    </div>
  );
}
