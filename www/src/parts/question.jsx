// Asks before something is done: says what will happen, and waits for a yes. One at a time. Everything
// else is a no: Escape, another question, another key or place than those that it was asked about. A yes
// comes from somebody who can have read it: not from the second click of two, nor from a key held down.
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { onConnectionChange } from '../state/connection.js';
import { t } from '../words/index.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {import('preact').ComponentChildren} body
 * @property {string} yes what the button does
 * @property {boolean} [isDangerous]
 * @property {string} [typed] what has to be typed first
 */

/** @typedef {Question & { number: number, answer: (isYes: boolean) => void }} Asked */

/** @type {import('@preact/signals').Signal<Asked | undefined>} */
const asked = signal(undefined);

/** Milliseconds before a pointer may say yes: longer than the pause between two clicks of one gesture. */
const MOMENT = 600;

let count = 0;

onConnectionChange(() => asked.peek()?.answer(false));

/**
 * @param {Question} question
 * @returns {Promise<boolean>} by the first answer; what comes later counts for nothing
 */
export function ask(question) {
  asked.peek()?.answer(false);
  count += 1;
  return new Promise((resolve) => {
    /** @type {Asked} */
    const mine = {
      ...question,
      number: count,
      answer: (isYes) => {
        resolve(isYes);
        if (asked.peek() === mine) asked.value = undefined;
      },
    };
    asked.value = mine;
  });
}

export function QuestionDialog() {
  const question = asked.value;
  // Each has its own: nothing that was typed for one is there for the next.
  return question ? <Dialog key={question.number} question={question} /> : null;
}

/** @param {{ question: NonNullable<typeof asked.value> }} props */
function Dialog({ question }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [typed, setTyped] = useState('');
  const { isEarly, isTooEarly, notePress } = useMoment();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  const isReady = question.typed === undefined || typed.trim() === question.typed;
  const answer = (/** @type {boolean} */ isYes) => {
    question.answer(isYes);
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="question-title"
      onCancel={(event) => {
        event.preventDefault();
        answer(false);
      }}
      // A browser closes it by itself when Escape is pressed twice.
      onClose={() => question.answer(false)}
      onPointerDown={notePress}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.repeat) event.preventDefault();
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
            aria-disabled={isEarly}
            onClick={(event) => {
              if (isTooEarly(event)) event.preventDefault();
            }}
          >
            {question.yes}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/**
 * The moment after the question has come, or was pressed too early. Keys need not wait: the button has to
 * be reached by them first.
 */
function useMoment() {
  const [isEarly, setIsEarly] = useState(true);
  const [presses, setPresses] = useState(0);
  const isPressEarly = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsEarly(false), MOMENT);
    return () => clearTimeout(timer);
  }, [presses]);
  return {
    isEarly,
    notePress() {
      isPressEarly.current = isEarly;
      if (isEarly) setPresses(presses + 1);
    },
    /** @param {MouseEvent} click without a count when it stands for a key */
    isTooEarly: ({ detail }) => detail > 1 || (detail === 1 && (isEarly || isPressEarly.current)),
  };
}
