// Writes the package's entries for `require`, from the same sources as all others, and their types.
// Usage: node scripts/bundle-cjs.js   after scripts/build.sh has made the rest of pkg/generated/
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const PACKAGE = 'pkg';
const OUT = 'pkg/generated/cjs';
const ENTRIES = ['index', 'slim'];

/**
 * Each entry as one file: CommonJS cannot load the ES modules that it is made of.
 *
 * @returns {[name: string, text: string][]}
 */
function bundles() {
  const { outputFiles } = buildSync({
    entryPoints: ENTRIES.map((name) => join(PACKAGE, `${name}.js`)),
    outdir: OUT,
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2022',
    // The module's bytes stand in a string: escaped, they would take half as much again.
    charset: 'utf8',
    outExtension: { '.js': '.cjs' },
    write: false,
    logLevel: 'error',
  });
  return outputFiles.map(({ path, text }) => [
    path.slice(path.indexOf(OUT) + OUT.length + 1),
    text,
  ]);
}

/**
 * The type files under names that say that they describe CommonJS.
 *
 * @returns {[name: string, text: string][]}
 */
function declarations() {
  const types = readdirSync(join(PACKAGE, 'types')).filter((name) => name.endsWith('.d.ts'));
  const files = [...ENTRIES.map((name) => `${name}.d.ts`), ...types.map((name) => `types/${name}`)];
  return files.map((file) => {
    const text = readFileSync(join(PACKAGE, file), 'utf8');
    return [
      file.replace(/\.d\.ts$/, '.d.cts'),
      text.replace(/(from '\.{1,2}\/[^']+)\.js'/g, "$1.cjs'"),
    ];
  });
}

// Made aside and then moved, so that a file is always whole, and no old one is left.
const aside = `${OUT}.new`;
rmSync(aside, { recursive: true, force: true });
for (const [name, text] of [...bundles(), ...declarations()]) {
  const file = join(aside, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
rmSync(OUT, { recursive: true, force: true });
renameSync(aside, OUT);
