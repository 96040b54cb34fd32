// What all work needs at hand.
import { readSettings } from './settings.js';

/** @typedef {ReturnType<typeof gather>} Fleet */

/** @param {import('./settings.js').Env} env */
export function gather(env) {
  return {
    env,
    db: env.DB,
    turns: env.TURNS,
    deadLetters: env.DEAD_LETTERS,
    settings: readSettings(env),
    now: () => Date.now(),
  };
}
