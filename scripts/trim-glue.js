// Takes out of wasm-bindgen's glue what the package does not use: its own way to load the module.
// Usage: node scripts/trim-glue.js GLUE.js
//
// Bundlers for edge runtimes refuse a file in which WebAssembly.instantiate stands, and a module that
// their platform has compiled is of another realm: the glue would take it for bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** What the glue must not do once it is trimmed. */
const UNWANTED = /WebAssembly\.(compile|instantiate|Module)|import\.meta|\bfetch\(/;

/** How it compiles what is not a module by its own realm's count; the package gives it nothing else. */
const COMPILING =
  /\n *if \(!\(module instanceof WebAssembly\.Module\)\) \{\n.*new WebAssembly\.Module\(module\);\n *\}/;

/**
 * The glue without its default export and what only that needs: `export *` leaves it out.
 *
 * @param {string} file
 * @returns {string}
 */
export function trimmed(file) {
  const folder = dirname(resolve(file));
  const { outputFiles } = buildSync({
    stdin: { contents: `export * from './${basename(file)}';`, resolveDir: folder },
    // The output names its inputs: not by the folder that they happen to be made in.
    absWorkingDir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'error',
  });
  const text = outputFiles[0].text.replace(COMPILING, '');
  const found = UNWANTED.exec(text);
  if (found) throw new Error(`${file} still has ${found[0]}`);
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error('usage: node scripts/trim-glue.js GLUE.js');
  const before = readFileSync(file).length;
  writeFileSync(file, trimmed(file));
  console.log(`  ${before} bytes of glue, of which ${readFileSync(file).length} are used`);
}
