// Where this machine's browsers and their drivers are, and how they are started for tests.
// Run as a program it lists what was found; with --missing, only the names of what was not.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('../../.tools/bin', import.meta.url));

/**
 * The variable wins, then the first name found on PATH, then the first path that exists.
 * @typedef {{ variable: string, names: string[], paths: string[], get: string }} Place
 */

/** @satisfies {Record<string, Place>} */
const places = {
  chromium: {
    variable: 'CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    paths: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    get: 'Debian: apt-get install chromium; macOS: brew install --cask google-chrome',
  },
  chromedriver: {
    variable: 'CHROMEDRIVER',
    names: ['chromedriver'],
    paths: [],
    get: 'Debian: apt-get install chromium-driver; macOS: brew install --cask chromedriver',
  },
  firefox: {
    variable: 'FIREFOX',
    names: ['firefox-esr', 'firefox'],
    paths: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    get: 'Debian: apt-get install firefox-esr; macOS: brew install --cask firefox',
  },
};

/** @typedef {keyof typeof places} Program */
export const programs = /** @type {Program[]} */ (Object.keys(places));

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a browser or its driver, or undefined where there is none.
 * @param {Program} program
 * @param {Record<string, string | undefined>} [environment]
 * @returns {string | undefined}
 */
export function find(program, environment = process.env) {
  const { variable, names, paths } = places[program];
  const chosen = environment[variable];
  if (chosen) return isExecutable(chosen) ? chosen : undefined;
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...paths].find(isExecutable);
}

/**
 * The path of a browser or its driver; throws, saying how to get it, where there is none.
 * @param {Program} program
 * @returns {string}
 */
export function locate(program) {
  const path = find(program);
  if (!path) throw new Error(howToGet(program));
  return path;
}

/** @param {Program} program */
function howToGet(program) {
  const { variable, names, get } = places[program];
  const chosen = process.env[variable];
  return chosen
    ? `${program}: ${variable}=${chosen} is not a program`
    : `${program}: none of ${names.join(', ')} found. ${get}. Or set ${variable} to its path`;
}

/** What drives Firefox; `scripts/setup.sh browsers` puts it there. */
export const geckodriver = process.env.GECKODRIVER || join(tools, 'geckodriver');

/**
 * How Chromium is started: without a window, and without the requests that it makes of its own
 * accord, which would only fail or disturb a test. Chromium's sandbox refuses to work for root.
 */
export const chromiumArguments = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export const firefoxArguments = ['-headless'];

/** @param {string} path */
function version(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return stdout.trim().split(/ \(| built on /)[0];
}

/**
 * A driver refuses a browser of another major version, in words that do not say so.
 * @param {string} browser
 * @param {string} driver
 * @returns {string[]}
 */
export function mismatch(browser, driver) {
  const [wanted, found] = [browser, driver].map((text) => /\d+/.exec(text)?.[0]);
  if (wanted === found) return [];
  return [`chromedriver ${found} cannot drive Chromium ${wanted}: install a pair of one version`];
}

/** Prints what was found and returns what is wrong. */
function list() {
  const problems = programs.filter((program) => !find(program)).map(howToGet);
  /** @type {Partial<Record<Program, string>>} */
  const versions = {};
  for (const program of programs) {
    const path = find(program);
    if (!path) continue;
    versions[program] = version(path);
    console.log(`  ${program.padEnd(24)} ${versions[program]} at ${path}`);
  }
  const { chromium, chromedriver } = versions;
  if (chromium && chromedriver) problems.push(...mismatch(chromium, chromedriver));
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === '--missing') {
    console.log(programs.filter((program) => !find(program)).join(' '));
  } else {
    const problems = list();
    if (problems.length > 0) console.error(`\n${problems.join('\n')}`);
    process.exitCode = problems.length > 0 ? 1 : 0;
  }
}
