// Signature 1.0 of a request, worked out with node:crypto and nothing of the package's.
import { createHmac } from 'node:crypto';

/** RFC 3986: all but the unreserved characters. @param {string} text */
function encode(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * What the signature of a form should be, and what it is.
 *
 * @param {string} body
 * @param {string} accessKeySecret
 */
export function signatures(body, accessKeySecret) {
  const form = new URLSearchParams(body);
  const actual = form.get('Signature');
  form.delete('Signature');
  const query = [...form]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const expected = createHmac('sha1', `${accessKeySecret}&`)
    .update(`POST&%2F&${encode(query)}`)
    .digest('base64');
  return { actual, expected };
}
