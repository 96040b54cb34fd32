/**
 * The CORS headers of the service, as captures show them, and those of the control interface.
 */

/** On every answer of the service, errors included (captures since May 2023). */
export const answerHeaders = Object.freeze({
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
});

/**
 * Without the second of them, as before May 2023, a page sees an answer but none of its headers.
 *
 * @param {{ exposed: boolean }} plan
 * @returns {Record<string, string>}
 */
export function headersOf({ exposed }) {
  const { 'access-control-expose-headers': _, ...hidden } = answerHeaders;
  return exposed ? answerHeaders : hidden;
}

/**
 * On the answer to OPTIONS (captures of 2022, the latest that list them). There is no
 * `authorization` among the headers, so a browser refuses to send signature V3.
 */
export const preflightHeaders = Object.freeze({
  ...answerHeaders,
  'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE',
  'access-control-allow-headers':
    'X-Requested-With, X-Sequence, _aop_secret, _aop_signature, x-acs-action, x-acs-version, x-acs-date, Content-Type',
  'access-control-max-age': '172800',
});

/** The control interface is ours: any page under test may use it. */
export const controlHeaders = Object.freeze({
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'Content-Type',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '600',
});
