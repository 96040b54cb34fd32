// What the buttons do that delete many: find the key, ask by its name, and begin with what was confirmed.
import { signal } from '@preact/signals';
import { onConnectionChange } from '../state/connection.js';
import { onSameConnection } from '../state/same-connection.js';
import * as bulk from './bulk.js';
import { chosenImages } from './chosen.js';
import { currentCourse } from './course.js';
import { isConfirmed } from './doomed.jsx';

/** @typedef {import('ecs-delete-image').Image} Image */
/** @typedef {import('./course.js').Course} Course */

/** Why there was no key to begin with. @type {import('@preact/signals').Signal<unknown>} */
export const keyProblem = signal(undefined);

onConnectionChange(() => (keyProblem.value = undefined));

/** What is confirmed is what is deleted, and where, whatever is selected and set by then. */
export async function deleteChosen() {
  const images = chosenImages.value;
  const course = await found(currentCourse());
  if (course && (await isSure(images, course, 'delete'))) await bulk.begin(images, course);
}

/** By the same key nothing is asked again: it was confirmed for all of them. */
export async function goOn() {
  const before = bulk.course.value;
  const course = before && (await found(before.renewed()));
  if (!course) return;
  const isKnown = course.keyId === before.keyId;
  if (!isKnown && !(await isSure(bulk.openImages(), course, 'delete'))) return;
  if (bulk.course.value === before) await bulk.resume(course);
}

export async function tryAgain() {
  const images = bulk.toRetry.value;
  const before = bulk.course.value;
  const course = before && (await found(before.renewed()));
  if (!course || !(await isSure(images, course, 'retry'))) return;
  if (bulk.course.value === before) await bulk.retry(images, course);
}

/** @param {Promise<Course>} coming */
function found(coming) {
  keyProblem.value = undefined;
  return onSameConnection(coming, (error) => (keyProblem.value = error));
}

/**
 * @param {readonly Image[]} images
 * @param {Course} course
 * @param {'delete' | 'retry'} what
 */
async function isSure(images, course, what) {
  return (await isConfirmed(images, course, what)) && course.isCurrent();
}
