// A part of a step, marked when it is not what it was before.

/** @typedef {import('../lib/parameters.js').Novelty} Novelty */
/** @typedef {(name: string) => Novelty} NoveltyOf */

/** @param {{ novelty: Novelty, children: string }} props */
export function Marked({ novelty, children }) {
  return novelty === 'same' ? <>{children}</> : <mark class={novelty}>{children}</mark>;
}
