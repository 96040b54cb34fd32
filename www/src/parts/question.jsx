// Asks before something is done: says what will happen, and waits for a yes. One at a time.
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../words/index.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {import('preact').ComponentChildren} body
 * @property {string} yes what the button does
 * @property {boolean} [isDangerous]
 * @property {string} [typed] what has to be typed first
 */

/** @type {import('@preact/signals').Signal<(Question & { answer: (isYes: boolean) => void }) | undefined>} */
const asked = signal(undefined);

/**
 * @param {Question} question
 * @returns {Promise<boolean>}
 */
export function ask(question) {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (isYes) => {
        asked.value = undefined;
        resolve(isYes);
      },
    };
  });
}

export function QuestionDialog() {
  const question = asked.value;
  return question ? <Dialog key={question.title} question={question} /> : null;
}

/** @param {{ question: NonNullable<typeof asked.value> }} props */
function Dialog({ question }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  const isReady = question.typed === undefined || typed.trim() === question.typed;
  const answer = (/** @type {boolean} */ isYes) => {
    dialog.current?.close();
    question.answer(isYes);
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="question-title"
      onCancel={(event) => {
        event.preventDefault();
        answer(false);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) answer(true);
        }}
      >
        <h2 id="question-title">{question.title}</h2>
        <div class="question">{question.body}</div>
        {question.typed !== undefined && (
          <div class="field">
            <label for="question-typed">{t('type.to.confirm', { text: question.typed })}</label>
            <input
              id="question-typed"
              class="code"
              autocomplete="off"
              spellcheck={false}
              autocapitalize="none"
              value={typed}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </div>
        )}
        <div class="actions">
          <button type="button" onClick={() => answer(false)}>
            {t('no')}
          </button>
          <button
            type="submit"
            class={question.isDangerous ? 'danger' : 'primary'}
            disabled={!isReady}
          >
            {question.yes}
          </button>
        </div>
      </form>
    </dialog>
  );
}
