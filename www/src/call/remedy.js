// Carries out the calls of a remedy: by the key that was named when it was asked about, and none once
// the connection is another one.
import { signal } from '@preact/signals';
import { onConnectionChange } from '../state/connection.js';
import { guardLeaving } from '../state/leaving.js';
import { remedyClient, unanswered } from './run.js';

/** @typedef {import('../lib/credentials.js').Key} Key */
/** @typedef {{ action: string, parameters: Record<string, any>, description: string }} Call */

/** @type {import('@preact/signals').Signal<{ action: string, controller: AbortController } | undefined>} */
const underWay = signal(undefined);
guardLeaving(() => underWay.value !== undefined && !isRead(underWay.value.action));

// It stays to be read until the next call, as the end of a deletion does.
onConnectionChange(() => {
  const { action, controller } = underWay.peek() ?? {};
  if (action && !isRead(action)) unanswered.value = action;
  controller?.abort();
});

/** @param {string} action */
export function isRead(action) {
  return action.startsWith('Describe');
}

/**
 * @param {readonly Call[]} calls all of one action
 * @param {Key} key
 * @returns {Promise<unknown[] | undefined>} their answers; nothing when the connection was changed
 */
export async function carryOut(calls, key) {
  const controller = new AbortController();
  const { signal: mine } = controller;
  const ecs = await remedyClient(key);
  underWay.value = { action: calls[0].action, controller };
  unanswered.value = '';
  try {
    const answers = [];
    for (const { action, parameters } of calls) {
      answers.push(await ecs.call(action, parameters, { signal: mine }));
    }
    return mine.aborted ? undefined : answers;
  } catch (error) {
    if (mine.aborted) return undefined;
    throw error;
  } finally {
    if (underWay.peek()?.controller === controller) underWay.value = undefined;
  }
}
