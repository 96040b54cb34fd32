// Runs the suite in another Node than this one.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} installed the npm package that brings it, for Linux on x64
 * @param {string} variable of the environment, which says elsewhere where one is
 * @param {(version: string) => boolean} isMeant whether it is the one that is meant, such as 'v20.0.0'
 */
export function launchIn(installed, variable, isMeant) {
  const here = new URL(`../../node_modules/${installed}/bin/node`, import.meta.url);
  const node = process.env[variable] ?? fileURLToPath(here);
  if (!existsSync(node)) throw new Error(`there is no ${node}: say with ${variable} where one is`);
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (!isMeant(version)) throw new Error(`${node} is Node ${version}, which is not meant`);
  const launcher = fileURLToPath(new URL('node.js', import.meta.url));
  process.exitCode = spawnSync(node, [launcher], { stdio: 'inherit' }).status ?? 1;
}
