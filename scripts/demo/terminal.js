// How the demo writes: headings, lines, code, and colour where the terminal shows it.

/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'} Colour */
/** @typedef {ReturnType<typeof makeTerminal>} Terminal */

/** The codes that begin and end each. @type {Record<Colour, [number, number]>} */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/**
 * @param {{ isTTY?: boolean }} stream
 * @param {Record<string, string | undefined>} environment
 */
export function isColourful({ isTTY = false }, environment) {
  return isTTY && !environment.NO_COLOR && environment.TERM !== 'dumb';
}

/**
 * @param {boolean} hasColours
 * @param {(line: string) => void} write
 */
export function makeTerminal(hasColours, write) {
  /** @param {Colour} colour @param {string} text */
  const paint = (colour, text) => {
    const [begin, end] = codes[colour];
    return hasColours ? `\x1b[${begin}m${text}\x1b[${end}m` : text;
  };
  const indent = (/** @type {string} */ text) => text.replaceAll(/^(?=.)/gm, '    ');
  return {
    paint,
    line: write,
    /** @param {number} number @param {string} title */
    step(number, title) {
      write('');
      write(paint('bold', `${number}  ${title}`));
      write('');
    },
    /** @param {string} text */
    say: (text) => write(indent(text)),
    /** @param {string} code */
    code(code) {
      write(indent(paintEachLine(paint, 'cyan', code)));
      write('');
    },
    /**
     * @param {string} text
     */
    done: (text) => write(indent(`${paint('green', '✓')} ${text}`)),
    /**
     * Names in one column, values in the next.
     * @param {[name: string, value: string][]} pairs
     */
    pairs(pairs) {
      const width = Math.max(...pairs.map(([name]) => name.length));
      for (const [name, value] of pairs) {
        write(indent(`${paint('dim', name.padEnd(width))}  ${value}`));
      }
    },
  };
}

/**
 * A colour that spans lines is lost when the output is paged.
 *
 * @param {(colour: Colour, text: string) => string} paint
 * @param {Colour} colour
 * @param {string} text
 */
function paintEachLine(paint, colour, text) {
  return text.replaceAll(/^.+$/gm, (line) => paint(colour, line));
}
