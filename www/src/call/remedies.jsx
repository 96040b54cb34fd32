// What to do about a refusal, as buttons that do it: each asks first and says what will happen.
import { CodeBlock } from '../parts/code.jsx';
import { ask } from '../parts/question.jsx';
import { Reason } from '../lib/reason.js';
import { canLook, connectionId, hidden, partiesOf, provideKey } from '../state/connection.js';
import { t } from '../words/index.js';
import { remedyText } from '../words/codes.js';
import { reasonText } from '../words/reasons.js';
import { begin } from './begin.js';
import { reloadImages } from '../state/choices.js';
import { whatAndBy } from './confirm.js';
import { carryOut, isRead } from './remedy.js';
import { isBusy, remedyAnswer, remedyClient, remedyUnderWay, startRun } from './run.js';

/** @typedef {import('ecs-delete-image').Remedy} Remedy */
/** @typedef {import('./run.js').Wish} Wish */
/** @typedef {import('./remedy.js').Call} Call */
/** @typedef {import('./remedy.js').Key} Key */

/**
 * @param {object} props
 * @param {readonly Remedy[]} props.remedies
 * @param {string} props.code
 * @param {Wish} props.wish what was refused
 */
export function Remedies({ remedies, code, wish }) {
  const answer = remedyAnswer.value;
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
              aria-disabled={!canBegin()}
              onClick={() => press(remedy, code, wish)}
            >
              {isForce(remedy) ? t(forceWord(wish)) : remedy.action}…
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
          <button type="button" id="again" aria-disabled={isBusy()} onClick={() => tryAgain(wish)}>
            {t('run.again')}
          </button>
        </div>
      )}
    </section>
  );
}

/**
 * Its end is for this run only: nothing is begun meanwhile, and another connection has none.
 *
 * @param {Remedy} remedy
 * @param {string} code
 * @param {Wish} wish
 */
async function press(remedy, code, wish) {
  if (!canBegin()) return;
  const { action } = remedy;
  const mine = { action };
  const say = (/** @type {string | undefined} */ text) => {
    if (remedyUnderWay.value !== mine) return;
    remedyUnderWay.value = undefined;
    if (text !== undefined) remedyAnswer.value = { action, text };
  };
  remedyUnderWay.value = mine;
  await perform(remedy, code, wish).then(say, (error) => say(problemText(error)));
}

function canBegin() {
  return canLook.value && !isBusy();
}

/** Never by force, even if the first try was: that was allowed once. @param {Wish} wish */
function tryAgain({ region, image, dryRun }) {
  return begin({ region, image, dryRun, force: false });
}

/** @param {unknown} error */
function problemText(error) {
  if (error instanceof Reason) return t('ended.keyless', { reason: reasonText(error) });
  const { code = '', message = '' } = /** @type {any} */ (error);
  return hidden(`${code} ${message}`.trim());
}

/** After a dry run, force is tried in a dry run, too. @param {Wish} wish */
function forceWord({ dryRun }) {
  return dryRun ? 'remedy.force.dry' : 'remedy.force';
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
  const id = connectionId.peek();
  const key = await provideKey();
  if (id !== connectionId.peek()) return undefined;
  if (isForce(remedy)) {
    const forced = { ...wish, force: true };
    if (await isForceConfirmed(forced, key)) await startRun(forced, key);
    return undefined;
  }
  const calls = remedy.requires.length === 0 ? [remedy] : await completed(remedy, code, wish, key);
  // What was found with one key is not done with another.
  if (id !== connectionId.peek()) return undefined;
  if (calls.length === 0) return t('remedy.nothing');
  const isSure = await ask({
    title: t('remedy.title', { action: remedy.action }),
    body: <Calls calls={calls} remedy={remedy} code={code} by={key} />,
    yes: t('remedy.yes'),
    isDangerous: !isRead(remedy.action),
  });
  if (!isSure) return undefined;
  const answers = await carryOut(calls, key);
  if (!answers) return undefined;
  reloadImages();
  return hidden(JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2));
}

/**
 * The image id is typed even for a dry run: an endpoint that knows none would delete.
 *
 * @param {Wish} wish
 * @param {Key} key
 */
function isForceConfirmed(wish, key) {
  return ask({
    title: t(wish.dryRun ? 'confirm.dry.title' : 'confirm.title'),
    body: whatAndBy(wish, key),
    yes: t(wish.dryRun ? 'remedy.force.dry' : 'run.force'),
    isDangerous: !wish.dryRun,
    typed: wish.image,
  });
}

/**
 * A refusal does not say which accounts or tasks stand in the way; a diagnosis does.
 *
 * @param {Remedy} remedy
 * @param {string} code
 * @param {Wish} wish
 * @param {Key} key
 * @returns {Promise<Call[]>}
 */
async function completed({ action }, code, { region, image }, key) {
  const ecs = await remedyClient(key);
  const { blockers } = await ecs.diagnose(region, image);
  const found = blockers.find((blocker) => blocker.code === code);
  return (found?.remedies ?? []).filter((remedy) => remedy.action === action);
}

/** @param {{ calls: Call[], remedy: Remedy, code: string, by: Key }} props */
function Calls({ calls, remedy, code, by }) {
  const { keyId, host } = partiesOf(by);
  return (
    <>
      <p>{remedyText(calls[0], code)}</p>
      <p>
        {t('remedy.by', { key: keyId })} {host !== '' && t('confirm.host', { host })}
      </p>
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
