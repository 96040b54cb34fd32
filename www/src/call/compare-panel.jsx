// Finds where the string to sign that the service reported differs from the one that was signed.
import { useState } from 'preact/hooks';
import { adopted, compare, stringToSignIn } from '../lib/comparison.js';
import { hidden } from '../state/connection.js';
import { t } from '../words/index.js';
import { reported, signed } from './signing.js';

export function ComparePanel() {
  const [ours, setOurs] = useState('');
  const theirs = stringToSignIn(reported.value);
  const own = ours.trim() === '' ? ownString(theirs) : stringToSignIn(ours);
  return (
    <section class="block compare" aria-labelledby="compare-title">
      <h3 id="compare-title">{t('compare.title')}</h3>
      <p class="note">{t('compare.hint')}</p>
      <div class="pair">
        <Area
          id="theirs"
          label={t('compare.theirs')}
          value={hidden(reported.value)}
          onChange={(text) => (reported.value = text)}
        />
        <Area
          id="ours"
          label={t('compare.ours')}
          value={ours}
          onChange={setOurs}
          placeholder={t('compare.ours.hint')}
        />
      </div>
      <Verdict comparison={compare(theirs, own)} />
    </section>
  );
}

/** @param {string} theirs */
function ownString(theirs) {
  return adopted(signed.value?.request.steps?.stringToSign ?? '', theirs);
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.value
 * @param {(value: string) => void} props.onChange
 * @param {string} [props.placeholder]
 */
function Area({ id, label, value, onChange, placeholder }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="code"
        rows={3}
        spellcheck={false}
        value={value}
        placeholder={placeholder}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </div>
  );
}

/** @param {{ comparison: import('../lib/comparison.js').Comparison }} props */
function Verdict({ comparison }) {
  const { verdict, at, name, theirs, ours } = comparison;
  if (verdict === 'nothing') return <div id="compare-verdict" role="status" />;
  if (verdict === 'same') {
    return (
      <div id="compare-verdict" role="status">
        <p class="notice care">{t('compare.same')}</p>
      </div>
    );
  }
  return (
    <div id="compare-verdict" role="status">
      <p class="notice bad">
        {name === ''
          ? t('compare.different', { at: at + 1 })
          : t('compare.different.in', { at: at + 1, name })}
      </p>
      <Line label={t('compare.theirs')} parts={theirs} />
      <Line label={t('compare.ours')} parts={ours} />
    </div>
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
                {hidden(text) || '∅'}
              </mark>
            ) : (
              hidden(text)
            ),
          )}
        </code>
      </pre>
    </div>
  );
}
