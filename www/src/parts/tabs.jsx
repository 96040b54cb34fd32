// Panels of which one is shown.
import { normalizeProps, useMachine } from '@zag-js/preact';
import * as zag from '@zag-js/tabs';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label what the tabs are about
 * @param {string} props.value
 * @param {(value: any) => void} props.onChange
 * @param {readonly { value: string, title: import('preact').ComponentChildren }[]} props.tabs
 * @param {string} [props.kind]
 * @param {import('preact').ComponentChildren} props.children the panel that is shown
 */
export function Tabs({ id, label, value, onChange, tabs, kind = '', children }) {
  const service = useMachine(zag.machine, {
    id,
    value,
    activationMode: 'automatic',
    translations: { listLabel: label },
    onValueChange: ({ value: chosen }) => onChange(chosen),
  });
  const api = zag.connect(service, normalizeProps);
  return (
    <div class={`tabs ${kind}`} {...api.getRootProps()}>
      <div {...api.getListProps()}>
        {tabs.map((tab) => (
          <button key={tab.value} type="button" {...api.getTriggerProps({ value: tab.value })}>
            {tab.title}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div key={tab.value} {...api.getContentProps({ value: tab.value })}>
          {tab.value === value && children}
        </div>
      ))}
    </div>
  );
}
