// What the package says is wrong with the form, for the field that it is about.
import { credentialsUrl, key, presignUrl } from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { problem } from './signing.js';

/** The fields of the form; everything else is about the connection. */
const FIELDS = ['regionId', 'imageId'];

const ENDPOINT = 'options.endpoint';
const KEY = 'options.credentials.';

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
  return messageOf(ENDPOINT, 'endpoint.wrong');
}

/**
 * What is wrong with a part of the key that was entered.
 *
 * @param {'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'expiration'} name
 */
export function keyProblem(name) {
  return messageOf(`${KEY}${name}`, name === 'expiration' ? 'key.expiration.wrong' : 'key.wrong');
}

/**
 * The package speaks English.
 *
 * @param {string} argument
 * @param {import('../words/index.js').Word} word for everybody else
 */
function messageOf(argument, word) {
  if (problem.value?.argument !== argument) return undefined;
  return page.lang.value === 'en' ? problem.value.message : t(word);
}

/** Why the form says nothing that could be sent, whoever signs it. */
export function formProblem() {
  return (
    problemOf('regionId', page.region.value, true) ??
    problemOf('imageId', page.image.value, true) ??
    endpointProblem()
  );
}

/** Why nothing can be signed; nothing as long as it is only on its way. */
export function signingProblem() {
  const { argument = '' } = problem.value ?? {};
  if (argument === 'regionId') return problemOf(argument, page.region.value, true);
  if (argument === 'imageId') return problemOf(argument, page.image.value, true);
  return connectionProblem();
}

/** What is wrong with where the call goes, or with the key. */
function connectionProblem() {
  const { argument = '', message } = problem.value ?? {};
  if (FIELDS.includes(argument)) return undefined;
  const name = /** @type {Parameters<typeof keyProblem>[0]} */ (argument.slice(KEY.length));
  return endpointProblem() ?? (argument.startsWith(KEY) ? keyProblem(name) : message);
}

/** What keeps the call from being sent and has no field in the form. */
export function otherProblem() {
  if (page.keys.value === 'presign') {
    return presignUrl.value === '' ? t('keys.presign.missing') : undefined;
  }
  const isToBeFetched = page.keys.value === 'url' && credentialsUrl.value !== '';
  if (key.value === undefined && !isToBeFetched) return t('keys.missing');
  return connectionProblem();
}
