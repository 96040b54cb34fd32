// The page's texts in the language that is chosen.
import { page } from '../state/page.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** @typedef {keyof typeof en} Word */

/** @type {Record<'en' | 'zh', Record<Word, string>>} */
const tables = { en, zh };

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values] for `{name}` in the text
 * @returns {string}
 */
export function t(word, values = {}) {
  const text = tables[page.lang.value][word] ?? word;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** For what `Intl` formats. */
export function locale() {
  return page.lang.value === 'zh' ? 'zh-CN' : 'en-US';
}
