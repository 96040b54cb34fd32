// Which action a request asks for.
import { Refusal } from './refusal.js';

/** Every action changes something, or gives the right to. */
const METHODS = ['POST', 'OPTIONS'];

/**
 * @template Action
 * @param {Request} request
 * @param {Readonly<Record<string, Action>>} actions by path
 * @returns {Action}
 */
export function route({ url, method }, actions) {
  const { pathname } = new URL(url);
  if (!Object.hasOwn(actions, pathname)) {
    throw new Refusal(404, 'NoSuchPath', `There is ${Object.keys(actions).join(' and ')}.`);
  }
  if (!METHODS.includes(method)) {
    throw new Refusal(405, 'NoSuchMethod', 'Use POST.', { allow: METHODS.join(', ') });
  }
  return actions[pathname];
}
