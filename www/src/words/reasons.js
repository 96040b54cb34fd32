// Why something outside the package did not work.
import { Reason } from '../lib/reason.js';
import { hidden } from '../state/connection.js';
import { t } from './index.js';

/** @param {unknown} error */
export function reasonText(error) {
  return error instanceof Reason
    ? t(`reason.${error.reason}`, error.values)
    : hidden(String(error));
}
