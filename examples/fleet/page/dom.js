// Makes elements. What comes from outside only ever becomes text.

/** @param {string} selector @returns {any} */
export function find(selector) {
  return document.querySelector(selector);
}

/**
 * @param {string} name
 * @param {Record<string, any>} properties
 * @param {(Node | string)[]} children
 * @returns {any}
 */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {(Node | string | number)[][]} rows
 */
export function table(caption, heads, rows) {
  const headRow = make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' }, head)));
  const body = rows.map((cells) => make('tr', {}, ...cells.map(cellOf)));
  // Scrolls by itself on a narrow screen, also by keyboard.
  return make(
    'div',
    { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: caption },
    make(
      'table',
      {},
      make('caption', {}, caption),
      make('thead', {}, headRow),
      make('tbody', {}, ...body),
    ),
  );
}

/** @param {Node | string | number} content */
function cellOf(content) {
  return typeof content === 'number'
    ? make('td', { className: 'number' }, content.toLocaleString())
    : make('td', {}, content);
}

/** @param {[string, Node | string][]} entries */
export function definitions(entries) {
  return make(
    'dl',
    {},
    ...entries.flatMap(([term, text]) => [make('dt', {}, term), make('dd', {}, text)]),
  );
}

/** @param {string} text @param {() => unknown} onclick @param {string} [className] */
export function button(text, onclick, className = '') {
  return make('button', { type: 'button', onclick, className }, text);
}
