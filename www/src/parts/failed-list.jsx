// Says why there is nothing to choose from, and lists it again.
import { t } from '../words/index.js';

/** @param {{ id: string, onRetry: () => void, children: string }} props */
export function FailedList({ id, onRetry, children }) {
  return (
    <>
      {children}{' '}
      <button type="button" class="link" id={id} onClick={onRetry}>
        {t('list.again')}
      </button>
    </>
  );
}
