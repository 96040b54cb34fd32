// What the package says is wrong with the form, for the field that it is about.
import { credentialsUrl, key, presignUrl } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { problem } from './signing.js';

/** The fields of the form; everything else is about the connection. */
const FIELDS = ['regionId', 'imageId'];

const ENDPOINT = 'options.endpoint';

/**
 * Nothing is said of an empty field before the button was pressed.
 *
 * @param {'regionId' | 'imageId'} argument
 * @param {string} value
 * @param {boolean} isTried
 */
export function problemOf(argument, value, isTried) {
  if (value === '') return isTried ? t(`${argument}.missing`) : undefined;
  if (problem.value?.argument !== argument) return undefined;
  return page.lang.value === 'en' ? problem.value.message : t(`${argument}.wrong`);
}

/** What is wrong with the endpoint that was entered. */
export function endpointProblem() {
  if (problem.value?.argument !== ENDPOINT) return undefined;
  return page.lang.value === 'en' ? problem.value.message : t('endpoint.wrong');
}

/** Why nothing can be signed; nothing as long as it is only on its way. */
export function signingProblem() {
  const { argument = '', message } = problem.value ?? {};
  if (argument === 'regionId') return problemOf(argument, page.region.value, true);
  if (argument === 'imageId') return problemOf(argument, page.image.value, true);
  return endpointProblem() ?? message;
}

/** What keeps the call from being sent and has no field in the form. */
export function otherProblem() {
  if (page.keys.value === 'presign') {
    return presignUrl.value === '' ? t('keys.presign.missing') : undefined;
  }
  const isToBeFetched = page.keys.value === 'url' && credentialsUrl.value !== '';
  if (key.value === undefined && !isToBeFetched) return t('keys.missing');
  const { argument = '', message = '' } = problem.value ?? {};
  if (argument === ENDPOINT) return endpointProblem();
  return problem.value && !FIELDS.includes(argument) ? message : undefined;
}
