// Fields with their label, their hint and what is wrong with them.

/** @typedef {import('@preact/signals').Signal<string>} TextSignal */

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {TextSignal} props.value
 * @param {string} [props.hint]
 * @param {string} [props.problem]
 * @param {string} [props.placeholder]
 * @param {boolean} [props.isSecret]
 */
export function TextField({ id, label, value, hint, problem, placeholder, isSecret = false }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="code"
        type={isSecret ? 'password' : 'text'}
        value={value.value}
        placeholder={placeholder}
        autocomplete={isSecret ? 'new-password' : 'off'}
        spellcheck={false}
        autocapitalize="none"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={`${id}-note`}
        onInput={({ currentTarget }) => (value.value = currentTarget.value)}
      />
      <p id={`${id}-note`} class={problem ? 'note bad' : 'note'}>
        {problem || hint}
      </p>
    </div>
  );
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.hint
 * @param {boolean} props.checked
 * @param {(isChecked: boolean) => void} props.onChange
 * @param {import('preact').ComponentChildren} [props.children]
 */
export function CheckField({ id, label, hint, checked, onChange, children }) {
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <div>
        <label for={id}>{label}</label>
        <p id={`${id}-note`} class="note">
          {hint}
        </p>
        {children}
      </div>
    </div>
  );
}

/**
 * A few choices side by side, of which one is taken.
 *
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.label
 * @param {string} props.value
 * @param {(value: any) => void} props.onChange
 * @param {readonly { value: string, title: string, spoken?: string }[]} props.choices
 * @param {boolean} [props.isLabelUnseen]
 */
export function Choice({ name, label, value, onChange, choices, isLabelUnseen = false }) {
  return (
    <fieldset class="choice">
      <legend class={isLabelUnseen ? 'unseen' : ''}>{label}</legend>
      <div class="segments">
        {choices.map((choice) => (
          <label key={choice.value} class={choice.value === value ? 'chosen' : ''}>
            <input
              type="radio"
              class="unseen"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              aria-label={choice.spoken}
              onChange={() => onChange(choice.value)}
            />
            {choice.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
