// The attempts of a call on one time line, and what each sent and got.
import { CodeBlock } from '../parts/code.jsx';
import { hidden } from '../state/connection.js';
import { locale, t } from '../words/index.js';

/** @typedef {import('../lib/attempts.js').Attempt} Attempt */

/** @param {{ attempts: Attempt[] }} props */
export function Attempts({ attempts }) {
  const length = Math.max(1, ...attempts.map(({ startedAt, endedAt = startedAt }) => endedAt));
  return (
    <section aria-labelledby="attempts-title">
      <h3 id="attempts-title">{t('attempts.title')}</h3>
      <ol class="timeline">
        {attempts.map((attempt) => (
          <li key={attempt.number}>
            <Line attempt={attempt} length={length} />
            <Exchange attempt={attempt} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** @param {{ attempt: Attempt, length: number }} props */
function Line({ attempt, length }) {
  const { number, startedAt, endedAt = startedAt } = attempt;
  const percent = (/** @type {number} */ time) => `${((time / length) * 100).toFixed(2)}%`;
  const place = { left: percent(startedAt), width: percent(endedAt - startedAt) };
  return (
    <div class="attempt">
      <span class="number">{number}</span>
      <span class="what">{whatHappened(attempt)}</span>
      <span class="bar" aria-hidden="true">
        <span class={toneOf(attempt)} style={place} />
      </span>
      <span class="time">
        {t('attempt.time', { from: seconds(startedAt), for: seconds(endedAt - startedAt) })}
      </span>
    </div>
  );
}

/** @param {Attempt} attempt */
function whatHappened(attempt) {
  const { action } = attempt;
  return action === 'DeleteImage' ? endOf(attempt) : `${action} ${endOf(attempt)}`;
}

/** @param {Attempt} attempt */
function endOf({ status, code, failure }) {
  if (status !== undefined) return code ? `${status} ${code}` : String(status);
  return failure === undefined ? t('attempt.waiting') : t('attempt.none');
}

/** @param {Attempt} attempt */
function toneOf({ status, endedAt }) {
  if (endedAt === undefined) return 'busy';
  return status === 200 ? 'good' : 'bad';
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  const options = /** @type {const} */ ({
    style: 'unit',
    unit: 'second',
    maximumFractionDigits: 2,
  });
  return new Intl.NumberFormat(locale(), options).format(milliseconds / 1000);
}

/** @param {{ attempt: Attempt }} props */
function Exchange({ attempt }) {
  const { method, url, sentHeaders, body, status, headers = [], answer = '' } = attempt;
  const request = [`${method} ${hidden(url)}`, ...sentHeaders.map(header), '', hidden(body)];
  const sent = request.join('\n');
  const got = [`HTTP ${status}`, ...headers.map(header), '', hidden(pretty(answer))].join('\n');
  return (
    <details class="more-details">
      <summary>{t('attempt.details', { number: attempt.number })}</summary>
      <CodeBlock title={t('attempt.sent')} text={sent.trim()} />
      {status !== undefined && <CodeBlock title={t('attempt.answer')} text={got.trim()} />}
    </details>
  );
}

/** @param {[name: string, value: string]} header */
function header([name, value]) {
  return hidden(`${name}: ${value}`);
}

/** @param {string} answer */
function pretty(answer) {
  try {
    return JSON.stringify(JSON.parse(answer), null, 2);
  } catch {
    return answer;
  }
}
