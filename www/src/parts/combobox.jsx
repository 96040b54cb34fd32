// A text field that proposes: any text may be typed, and the list narrows down as it is.
import * as zag from '@zag-js/combobox';
import { normalizeProps, useMachine } from '@zag-js/preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../words/index.js';

/** @typedef {{ value: string, label: string, note?: string }} Choice */

/** Keeps the line's place until there is something to say. */
const NOTHING = '\u00a0';

/** More would slow down typing, and nobody reads them. */
const MOST = 60;

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.value
 * @param {readonly Choice[]} props.choices
 * @param {(value: string) => void} props.onChange
 * @param {string} [props.problem]
 * @param {import('preact').ComponentChildren} [props.hint]
 * @param {string} [props.placeholder]
 */
export function Combobox({ id, label, value, choices, onChange, problem, hint, placeholder }) {
  const isChosen = choices.some((choice) => choice.value === value);
  const found = useMemo(() => (isChosen ? choices : narrowed(choices, value)), [choices, value]);
  const shown = found.slice(0, MOST);
  const collection = useMemo(
    () => zag.collection({ items: [...shown], itemToString: (item) => item.value }),
    [found],
  );
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const text = useRef(value);
  const service = useMachine(zag.machine, {
    id,
    ids: { input: id },
    collection,
    allowCustomValue: true,
    openOnClick: true,
    inputBehavior: 'none',
    selectionBehavior: 'preserve',
    defaultInputValue: value,
    value: [],
    positioning: { sameWidth: true, gutter: 4, strategy: 'fixed' },
    onValueChange: ({ value: [chosen] }) => chosen !== undefined && onChange(chosen),
  });
  const api = zag.connect(service, normalizeProps);
  useLayoutEffect(() => {
    if (value === text.current.trim()) return;
    text.current = value;
    api.setInputValue(value);
  }, [value]);
  // The machine writes into the field what it knew a moment before: fast typing on a slow machine
  // would lose letters. What was typed is right.
  useLayoutEffect(() => {
    if (field.current && field.current.value !== text.current) field.current.value = text.current;
  });
  const inputProps = api.getInputProps();
  const isListShown = api.open && shown.length > 0;
  // Without a choice there is no list that could be open.
  const closed = isListShown ? {} : { 'aria-expanded': false, 'aria-controls': undefined };
  /** @param {import('preact').TargetedInputEvent<HTMLInputElement>} event */
  const onInput = (event) => {
    text.current = event.currentTarget.value;
    /** @type {any} */ (inputProps).onInput(event);
    onChange(text.current.trim());
  };
  /**
   * With the choices open, Enter takes one or closes them: the form is not sent by what is half typed.
   *
   * @param {import('preact').TargetedKeyboardEvent<HTMLInputElement>} event
   */
  const onKeyDown = (event) => {
    /** @type {any} */ (inputProps).onKeyDown(event);
    if (event.key !== 'Enter' || event.isComposing || !isListShown) return;
    event.preventDefault();
    api.setOpen(false);
  };
  return (
    <div class="field" {...api.getRootProps()}>
      <label {...api.getLabelProps()} for={id}>
        {label}
      </label>
      <div class="combobox" {...api.getControlProps()}>
        <input
          {...inputProps}
          {...closed}
          ref={field}
          onInput={onInput}
          onKeyDown={onKeyDown}
          class="code"
          placeholder={placeholder}
          autocapitalize="none"
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={`${id}-note`}
        />
        <button
          {...api.getTriggerProps()}
          {...closed}
          aria-label={t('show.choices', { name: label })}
        >
          <span aria-hidden="true">▾</span>
        </button>
      </div>
      <p id={`${id}-note`} class={problem ? 'note bad' : 'note'}>
        {problem || hint || NOTHING}
      </p>
      <div {...api.getPositionerProps()}>
        {/* There even without a choice: where it is not, the machine hears no Escape, then or later. */}
        <ul class="choices" {...api.getContentProps()} hidden={!isListShown}>
          {isListShown &&
            shown.map((choice) => (
              <li
                key={choice.value}
                class={choice.value === value ? 'chosen' : ''}
                {...api.getItemProps({ item: choice })}
              >
                <span class="code">{choice.value}</span>
                <span class="aside">{choice.note ?? choice.label}</span>
              </li>
            ))}
          {isListShown && found.length > MOST && (
            <li class="more" aria-hidden="true">
              {t('more.choices', { count: found.length - MOST })}
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}

/**
 * @param {readonly Choice[]} choices
 * @param {string} text
 */
function narrowed(choices, text) {
  const wanted = text.toLowerCase();
  return choices.filter(({ value, label, note = '' }) =>
    `${value} ${label} ${note}`.toLowerCase().includes(wanted),
  );
}
