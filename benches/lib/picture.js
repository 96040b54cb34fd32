// Draws the most telling results as bars: a picture that can be read in light and in dark.
import { panels } from './panels.js';
import { OURS } from './rows.js';
import { figure } from './table.js';

/** @typedef {import('./results.js').Result} Result */
/** @typedef {{ name: string, median: number, unit: string }} Bar */

const WIDTH = 720;
const LABELS = 230;
/** The longest bar, so that its figure still fits beside it. */
const LONGEST = WIDTH - LABELS - 110;
const LINE = 22;
const TITLE = 34;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .ours { fill: #0969da }
  .peer { fill: #8c959f }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .ours { fill: #4493f8 }
    .peer { fill: #656c76 }
  }
`;

/** @type {Record<string, string>} */
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>]/g, (character) => entities[character]);

/** Bytes are too many digits for a picture. @param {Bar} bar */
function value({ median, unit }) {
  return unit === 'bytes' ? `${figure(median / 1_000)} KB` : `${figure(median)} ${unit}`;
}

/**
 * @param {Bar} bar
 * @param {number} largest
 * @param {number} y
 */
function drawn(bar, largest, y) {
  const width = Math.max((bar.median / largest) * LONGEST, 1).toFixed(1);
  const kind = bar.name.startsWith(OURS) ? 'ours' : 'peer';
  const end = (LABELS + 8 + Number(width)).toFixed(1);
  return [
    `<text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${escaped(bar.name)}</text>`,
    `<rect class="${kind}" x="${LABELS}" y="${y + 4}" width="${width}" height="14" rx="2"/>`,
    `<text x="${end}" y="${y + 15}">${escaped(value(bar))}</text>`,
  ];
}

/**
 * The panel's bars, as far as they were measured.
 *
 * @param {import('./panels.js').Panel} panel
 * @param {Record<string, Result>} results
 * @returns {Bar[]}
 */
function barsOf({ bench, what, where, subjects }, results) {
  const rows = results[bench]?.rows ?? [];
  return Object.entries(subjects).flatMap(([subject, name]) => {
    const found = rows.find(
      (row) => row.what === what && row.where === where && row.subject === subject,
    );
    return found ? [{ name, median: found.median, unit: found.unit }] : [];
  });
}

/** @param {Record<string, Result>} results by bench @returns {string} an SVG document */
export function picture(results) {
  let y = 0;
  const shapes = panels.flatMap((panel) => {
    const bars = barsOf(panel, results);
    if (bars.length === 0) return [];
    const largest = Math.max(...bars.map(({ median }) => median));
    const title = `<text class="title" x="0" y="${y + 22}">${escaped(panel.title)}</text>`;
    y += TITLE;
    const lines = bars.flatMap((bar, index) => drawn(bar, largest, y + index * LINE));
    y += bars.length * LINE;
    return [title, ...lines];
  });
  const size = `width="${WIDTH}" height="${y + 10}" viewBox="0 0 ${WIDTH} ${y + 10}"`;
  const name = 'ecs-delete-image beside what one could use instead';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${name}">
<style>${STYLE}</style>
${shapes.join('\n')}
</svg>
`;
}
