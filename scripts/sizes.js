// Prints how large files are: raw, and as a server would send them.
// Usage: node scripts/sizes.js FILE…
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** @param {number} count */
const bytes = (count) => count.toLocaleString('en').padStart(11);

console.log(
  `  ${'bytes'.padEnd(48)}${'raw'.padStart(11)}${'gzip'.padStart(11)}${'brotli'.padStart(11)}`,
);
for (const file of process.argv.slice(2)) {
  const raw = readFileSync(file);
  const sizes = [raw, gzipSync(raw, { level: 9 }), brotliCompressSync(raw)];
  console.log(`  ${file.padEnd(48)}${sizes.map((size) => bytes(size.length)).join('')}`);
}
