// The public types, without their comments: a change of them is a change for every caller.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { matches } from '../golden/golden.js';
import { root, workshop } from '../workshop.js';

// TypeScript 6: the compiler of today has no programmers' interface.
const load = createRequire(join(workshop, 'package.json'));
const ts = load('typescript');

/** @param {string} name */
function withoutComments(name) {
  const text = readFileSync(join(root, 'pkg', name), 'utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

test('the types are those that were reviewed', () => {
  const types = readdirSync(join(root, 'pkg/types')).filter((name) => name.endsWith('.d.ts'));
  const files = [
    'index.d.ts',
    'slim.d.ts',
    'wasm.d.ts',
    ...types.sort().map((name) => `types/${name}`),
  ];
  matches('api.txt', files.map((name) => `// ${name}\n${withoutComments(name)}`).join('\n'));
});

test('the reference can be written from them, without a warning', () => {
  const typedoc = join(workshop, 'node_modules/.bin/typedoc');
  execFileSync(typedoc, ['--emit', 'none'], { cwd: root, stdio: 'pipe' });
});
