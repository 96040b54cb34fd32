// What to do about a refusal, as buttons that do it: each asks first and says what will happen.
import { useState } from 'preact/hooks';
import { CodeBlock } from '../parts/code.jsx';
import { ask } from '../parts/question.jsx';
import { canLook, connectionId, hidden } from '../state/connection.js';
import { t } from '../words/index.js';
import { remedyText } from '../words/codes.js';
import { reloadImages } from './choices.js';
import { isConfirmed } from './confirm.js';
import { isRunning, remedyClient, startRun } from './run.js';

/** @typedef {import('ecs-delete-image').Remedy} Remedy */
/** @typedef {import('./run.js').Wish} Wish */
/** @typedef {{ action: string, parameters: Record<string, any>, description: string }} Call */

/**
 * @param {object} props
 * @param {readonly Remedy[]} props.remedies
 * @param {string} props.code
 * @param {Wish} props.wish what was refused
 */
export function Remedies({ remedies, code, wish }) {
  const [answer, setAnswer] = useState(
    /** @type {{ action: string, text: string } | undefined} */ (undefined),
  );
  const [isBusy, setIsBusy] = useState(false);
  const carryOut = async (/** @type {Remedy} */ remedy) => {
    setIsBusy(true);
    try {
      const text = await perform(remedy, code, wish);
      if (text !== undefined) setAnswer({ action: remedy.action, text });
    } catch (error) {
      const { code: problem = '', message = '' } = /** @type {any} */ (error);
      setAnswer({ action: remedy.action, text: hidden(`${problem} ${message}`.trim()) });
    }
    setIsBusy(false);
  };
  return (
    <section aria-labelledby="remedies-title">
      <h3 id="remedies-title">{t('remedies.title')}</h3>
      <ol class="remedies">
        {remedies.map((remedy, index) => (
          <li key={index}>
            <p>{remedyText(remedy, code)}</p>
            <button
              type="button"
              class={isForce(remedy) ? 'danger quiet' : 'quiet'}
              disabled={isBusy || isRunning() || !canLook.value}
              onClick={() => carryOut(remedy)}
            >
              {isForce(remedy) ? t('remedy.force') : remedy.action}…
            </button>
          </li>
        ))}
      </ol>
      {!canLook.value && <p class="note">{t('remedies.need.key')}</p>}
      {answer && (
        <CodeBlock
          id="remedy-answer"
          title={t('remedy.answer', { action: answer.action })}
          text={answer.text}
        />
      )}
      {answer && (
        <div class="actions">
          <button type="button" id="again" onClick={() => tryAgain(wish)}>
            {t('run.again')}
          </button>
        </div>
      )}
    </section>
  );
}

/** Never by force, even if the first try was: that was allowed once. @param {Wish} wish */
async function tryAgain({ region, image, dryRun }) {
  const wish = { region, image, dryRun, force: false };
  if (await isConfirmed(wish)) await startRun(wish);
}

/** @param {{ action: string, parameters: Record<string, any> }} remedy */
function isForce({ action, parameters }) {
  return action === 'DeleteImage' && parameters.Force === true;
}

/**
 * @param {Remedy} remedy
 * @param {string} code
 * @param {Wish} wish
 * @returns {Promise<string | undefined>} what to show; nothing when there is nothing to
 */
async function perform(remedy, code, wish) {
  const { image, region } = wish;
  if (isForce(remedy)) {
    const isSure = await ask({
      title: t('confirm.title'),
      body: t('confirm.force', { image, region, key: '' }),
      yes: t('run.force'),
      isDangerous: true,
      typed: image,
    });
    if (isSure) await startRun({ ...wish, force: true });
    return undefined;
  }
  const id = connectionId.peek();
  const calls = remedy.requires.length === 0 ? [remedy] : await completed(remedy, code, wish);
  // What was found with one key is not done with another.
  if (id !== connectionId.peek()) return undefined;
  if (calls.length === 0) return t('remedy.nothing');
  const isSure = await ask({
    title: t('remedy.title', { action: remedy.action }),
    body: <Calls calls={calls} remedy={remedy} code={code} />,
    yes: t('remedy.yes'),
    isDangerous: !isRead(remedy.action),
  });
  if (!isSure) return undefined;
  const ecs = await remedyClient();
  const answers = [];
  for (const { action, parameters } of calls) {
    if (id !== connectionId.peek()) return undefined;
    answers.push(await ecs.call(action, parameters));
  }
  reloadImages();
  return hidden(JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2));
}

/** @param {string} action */
function isRead(action) {
  return action.startsWith('Describe');
}

/**
 * A refusal does not say which accounts or tasks stand in the way; a diagnosis does.
 *
 * @param {Remedy} remedy
 * @param {string} code
 * @param {Wish} wish
 * @returns {Promise<Call[]>}
 */
async function completed({ action }, code, { region, image }) {
  const ecs = await remedyClient();
  const { blockers } = await ecs.diagnose(region, image);
  const found = blockers.find((blocker) => blocker.code === code);
  return (found?.remedies ?? []).filter((remedy) => remedy.action === action);
}

/** @param {{ calls: Call[], remedy: Remedy, code: string }} props */
function Calls({ calls, remedy, code }) {
  return (
    <>
      <p>{remedyText(calls[0], code)}</p>
      <p>{t(isRead(remedy.action) ? 'remedy.reads' : 'remedy.changes')}</p>
      <pre tabIndex={0} role="region" aria-label={remedy.action}>
        <code>
          {calls
            .map(({ action, parameters }) => `${action} ${JSON.stringify(parameters, null, 2)}`)
            .join('\n')}
        </code>
      </pre>
    </>
  );
}
