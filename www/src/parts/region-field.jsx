// The field of the region, with those that the service has by their names.
import { Combobox } from './combobox.jsx';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { regions } from '../state/choices.js';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} [props.problem]
 * @param {import('preact').ComponentChildren} [props.hint] where the region is none of those
 */
export function RegionField({ id, problem, hint }) {
  const choices = regions.value.map(({ regionId, localName = '' }) => ({
    value: regionId,
    label: localName,
  }));
  const known = choices.find(({ value }) => value === page.region.value);
  return (
    <Combobox
      id={id}
      label={t('region')}
      value={page.region.value}
      choices={choices}
      onChange={(value) => (page.region.value = value)}
      problem={problem}
      hint={known?.label ?? hint}
      placeholder="cn-hangzhou"
    />
  );
}
