/**
 * Bodies as text: one plain object, written as JSON or as XML.
 * A bigint becomes a JSON number, because the service writes ids beyond 2^53 as numbers.
 */

/** @typedef {'JSON' | 'XML'} Format */

export const CONTENT_TYPES = Object.freeze({
  JSON: 'application/json;charset=utf-8',
  XML: 'text/xml;charset=UTF-8',
});

/**
 * @param {Format} format
 * @param {string} root the XML root element: `DeleteImageResponse`, `Error`, …
 * @param {Record<string, unknown>} body
 */
export function render(format, root, body) {
  return format === 'JSON'
    ? toJson(body)
    : `<?xml version='1.0' encoding='UTF-8'?>${toXml(root, body)}`;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function toJson(value) {
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(toJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`,
    );
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * An array repeats the element, which is how the service writes lists inside their wrapper.
 *
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function toXml(name, value) {
  if (Array.isArray(value)) {
    return value.map((item) => toXml(name, item)).join('');
  }
  const content =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([childName, child]) => toXml(childName, child))
          .join('')
      : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

/** @type {Record<string, string>} */
const XML_ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

// XML 1.0 has no way to write these, not even as a reference.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** @param {string} text */
function escapeXml(text) {
  return text.replace(NOT_XML, '').replace(/[&<>"']/g, (character) => XML_ENTITIES[character]);
}
