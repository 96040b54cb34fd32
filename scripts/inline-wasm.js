// Writes a wasm module into a JavaScript module, as a string literal with one character per byte.
// Usage: node scripts/inline-wasm.js MODULE.wasm OUT.js
//
// A byte becomes the character of its number, U+0000 to U+00FF. Compressed, that costs about 6 %,
// where base64 costs 24 %: base64 cuts across bytes and so hides repetition from the compressor.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a literal in single quotes cannot hold as it is. @type {Record<string, string>} */
const escapes = { '\0': '\\0', '\n': '\\n', '\r': '\\r', "'": "\\'", '\\': '\\\\' };

/**
 * The literal, quotes included.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function literal(bytes) {
  const text = Buffer.from(bytes).toString('latin1');
  // `\0` before a digit would be an octal escape, which a module may not have.
  const escape = (
    /** @type {string} */ character,
    /** @type {string | undefined} */ beforeDigit,
  ) => (beforeDigit ? '\\x00' : escapes[character]);
  return `'${text.replace(/(\0(?=[0-9]))|[\0\n\r'\\]/g, escape)}'`;
}

/**
 * The source of an ES module that gives the bytes back.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function inlined(bytes) {
  return `// The compiled module, one character per byte. Written by scripts/inline-wasm.js.
const text = ${literal(bytes)};

/** @returns {Uint8Array<ArrayBuffer>} */
export function bytes() {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
`;
}

/**
 * Writes the module and proves, by importing it, that it gives back the bytes.
 * @param {string} wasm
 * @param {string} out
 */
export async function inlineFile(wasm, out) {
  const source = readFileSync(wasm);
  writeFileSync(out, inlined(source));
  const module = await import(`${pathToFileURL(out)}`);
  if (!source.equals(module.bytes())) throw new Error(`${out} does not give back ${wasm}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [wasm, out] = process.argv.slice(2);
  if (!wasm || !out) throw new Error('usage: node scripts/inline-wasm.js MODULE.wasm OUT.js');
  await inlineFile(wasm, out);
}
