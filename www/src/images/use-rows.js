// Which rows of a long list are in view; only those are in the page.
import {
  Virtualizer,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** Rows above and below those in view. */
const OVERSCAN = 8;

/**
 * @param {import('preact').RefObject<HTMLElement>} scroller
 * @param {number} count
 * @param {number} height of a row, in pixels
 */
export function useRows(scroller, count, height) {
  const [, redraw] = useReducer((/** @type {number} */ turn) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(0),
  };
  const [rows] = useState(() => new Virtualizer(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), []);
  useLayoutEffect(() => rows.measure(), [height]);
  useLayoutEffect(() => rows._willUpdate());
  const shown = rows.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  return { first, last, above: first * height, below: Math.max(0, (count - 1 - last) * height) };
}
