// Opens a page in the browser of whoever sits there. Where there is none, nothing happens: the address
// is printed anyway.
import { spawn } from 'node:child_process';

/** By platform; anything else does what free desktops do. @type {Record<string, string>} */
const openers = { darwin: 'open', win32: 'explorer.exe' };

/** @param {string} url */
export function openInBrowser(url) {
  const command = openers[process.platform] ?? 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
