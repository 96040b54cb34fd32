// A test double of the service's side of a diagnosis: an image that nothing stands in the way of,
// unless told otherwise.
import { REQUEST_ID, answering, formOf, inTurn } from './doubles.js';

/** @typedef {import('./doubles.js').Fetch} Fetch */
/** @typedef {object | string | Fetch} Answer an object is given as JSON, text as it is */
/** @typedef {'DescribeImages' | 'DescribeImageSharePermission' | 'DescribeInstances' | 'ImportImage' | 'ExportImage'} Question tasks are asked for by action */

export const IMAGE_ID = 'm-bp67acfmxazb4p0001';

/** As the service has it. */
export const IMAGE = {
  ImageId: IMAGE_ID,
  ImageName: 'test',
  ImageOwnerAlias: 'self',
  Status: 'Available',
  Progress: '100%',
  IsCopied: false,
  IsPublic: false,
};

/** @type {Record<Question, Answer>} */
const defaults = {
  DescribeImages: { Images: { Image: [IMAGE] }, TotalCount: 1 },
  DescribeImageSharePermission: {
    Accounts: { Account: [] },
    ShareGroups: { ShareGroup: [] },
    TotalCount: 0,
  },
  DescribeInstances: { Instances: { Instance: [] }, NextToken: '', TotalCount: 0 },
  ImportImage: { TaskSet: { Task: [] }, TotalCount: 0 },
  ExportImage: { TaskSet: { Task: [] }, TotalCount: 0 },
};

/** All that a diagnosis asks. */
export const questions = /** @type {Question[]} */ (Object.keys(defaults));

/** @param {Partial<Record<Question, Answer>>} [answers] */
export function describedService(answers = {}) {
  const all = { ...defaults, ...answers };
  return inTurn((url, init) => {
    const form = formOf({ url, init });
    const question = /** @type {Question} */ (form.TaskAction ?? form.Action);
    const answer = all[question];
    const reply = typeof answer === 'function' ? answer : answering(textOf(answer));
    return /** @type {Fetch} */ (reply)(url, init);
  });
}

/** @param {object | string} answer */
function textOf(answer) {
  return typeof answer === 'string' ? answer : JSON.stringify({ RequestId: REQUEST_ID, ...answer });
}

/**
 * @param {Question} question
 * @param {string} content
 */
export function xml(question, content) {
  const action = question.endsWith('portImage') ? 'DescribeTasks' : question;
  const body = `<RequestId>${REQUEST_ID}</RequestId>${content}`;
  return `<?xml version='1.0' encoding='UTF-8'?><${action}Response>${body}</${action}Response>`;
}
