// The form: its values, its messages beside the fields, and what its buttons say.
import { byId } from './dom.js';
import { labelFor } from './words.js';

/** @typedef {import('./call.js').Wish} Wish */
/** @typedef {import('./config.js').PageConfig} PageConfig */

const form = byId('form', HTMLFormElement);
const deleteButton = byId('delete', HTMLButtonElement);
const stopButton = byId('stop', HTMLButtonElement);
const keyDetails = byId('key', HTMLDetailsElement);
const keySummary = byId('key-summary', HTMLSpanElement);
const keyWarning = byId('key-warning', HTMLParagraphElement);

const fields = {
  regionId: byId('regionId', HTMLInputElement),
  imageId: byId('imageId', HTMLInputElement),
  force: byId('force', HTMLInputElement),
  dryRun: byId('dryRun', HTMLInputElement),
  accessKeyId: byId('accessKeyId', HTMLInputElement),
  accessKeySecret: byId('accessKeySecret', HTMLInputElement),
  securityToken: byId('securityToken', HTMLInputElement),
  endpoint: byId('endpoint', HTMLInputElement),
};

/** The endpoint that the test key is for; empty without a demo. */
let demoEndpoint = '';

/** @returns {Wish} */
export function readForm() {
  return {
    regionId: fields.regionId.value,
    imageId: fields.imageId.value,
    force: fields.force.checked,
    dryRun: fields.dryRun.checked,
    accessKeyId: fields.accessKeyId.value,
    accessKeySecret: fields.accessKeySecret.value,
    securityToken: fields.securityToken.value,
    endpoint: fields.endpoint.value,
  };
}

/** @param {PageConfig} config */
export function fillForm({ endpoint = '', regionId = '', credentials }) {
  demoEndpoint = endpoint;
  fields.endpoint.value = endpoint;
  fields.regionId.value = regionId;
  fields.accessKeyId.value = credentials?.accessKeyId ?? '';
  fields.accessKeySecret.value = credentials?.accessKeySecret ?? '';
  keyDetails.open = credentials === undefined;
  changed();
}

/**
 * Force never carries over from one image to the next.
 *
 * @param {{ regionId: string, imageId: string }} image
 */
export function chooseImage({ regionId, imageId }) {
  fields.regionId.value = regionId;
  fields.imageId.value = imageId;
  fields.force.checked = false;
  changed();
}

export function dropForce() {
  fields.force.checked = false;
  changed();
}

/** Ticks the box and leaves the decision to the one who presses the button. */
export function offerForce() {
  fields.force.checked = true;
  fields.dryRun.checked = false;
  changed();
  deleteButton.focus();
}

/**
 * @param {{ onChange: (wish: Wish) => void, onSubmit: (wish: Wish) => void, onStop: () => void }} handlers
 */
export function listen({ onChange, onSubmit, onStop }) {
  form.addEventListener('change', () => onChange(readForm()));
  form.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement) setMessage(event.target, '');
    showState();
    onChange(readForm());
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!isBusy()) onSubmit(readForm());
  });
  // The second half of a double click comes after a quick call has ended.
  deleteButton.addEventListener('click', (event) => {
    if (event.detail > 1) event.preventDefault();
  });
  stopButton.addEventListener('click', onStop);
}

/** @param {boolean} isUnderWay */
export function setBusy(isUnderWay) {
  // Not `disabled`, which would take the keyboard's focus away.
  deleteButton.ariaDisabled = String(isUnderWay);
  stopButton.hidden = !isUnderWay;
  showState();
}

function isBusy() {
  return deleteButton.ariaDisabled === 'true';
}

/**
 * Shows the message beside the field that it is about; false when there is no such field.
 *
 * @param {import('../pkg/index.js').EcsArgumentError} error
 */
export function showProblem({ argument, message }) {
  const name = argument.split('.').at(-1) ?? '';
  const field = name === 'credentials' ? fields.accessKeyId : findField(name);
  if (field === undefined) return false;
  if (keyDetails.contains(field)) keyDetails.open = true;
  setMessage(field, message);
  field.focus();
  return true;
}

export function clearProblems() {
  for (const field of Object.values(fields)) setMessage(field, '');
}

/** @param {string} name */
function findField(name) {
  return Object.hasOwn(fields, name)
    ? fields[/** @type {keyof typeof fields} */ (name)]
    : undefined;
}

/**
 * @param {HTMLInputElement} field
 * @param {string} text
 */
function setMessage(field, text) {
  byId(`${field.id}-message`, HTMLParagraphElement).textContent = text;
  field.ariaInvalid = text ? 'true' : null;
}

/** The values were set by the page: listeners are told as if they had been typed. */
function changed() {
  clearProblems();
  form.dispatchEvent(new Event('input'));
}

/** What follows from the values. */
function showState() {
  const wish = readForm();
  deleteButton.textContent = isBusy() ? 'Under way…' : labelFor(wish);
  deleteButton.className = wish.force && !wish.dryRun ? 'danger' : 'primary';
  const isDemo = demoEndpoint !== '' && wish.endpoint === demoEndpoint;
  keySummary.textContent = isDemo ? 'the demo’s' : (wish.endpoint && 'your own') || 'by region';
  keyWarning.hidden = isDemo || !wish.accessKeySecret || wish.securityToken !== '';
}
