// The field of the region, with those that the service has by their names.
import { Combobox } from './combobox.jsx';
import { FailedList } from './failed-list.jsx';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { regions, regionsProblem, reloadRegions } from '../state/choices.js';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} [props.problem]
 */
export function RegionField({ id, problem }) {
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
      hint={known?.label ?? regionsHint()}
      placeholder="cn-hangzhou"
    />
  );
}

/** Why there are none to choose from. */
function regionsHint() {
  if (regionsProblem.value === '') return undefined;
  return (
    <FailedList id="retryRegions" onRetry={reloadRegions}>
      {t('regions.failed', { code: regionsProblem.value })}
    </FailedList>
  );
}
