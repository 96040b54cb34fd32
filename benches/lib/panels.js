// What of the results is in the picture: some figures that can be compared, and short names for them.
import { BARE } from '../call.js';
import { NATIVE } from './native.js';
import { OURS } from './rows.js';
import { BY_HAND, HMAC_SHA1 } from './signers.js';

const POP_CORE = '@alicloud/pop-core';
const SDK = '@alicloud/ecs20140526';

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} bench
 * @property {string} what @property {string} where which rows
 * @property {Record<string, string>} subjects which of them, and their names in the picture
 */

/** @type {Panel[]} */
export const panels = [
  {
    title: 'Bytes to load, bundled, minified, gzip',
    bench: 'size',
    what: 'whole import',
    where: 'gzip',
    subjects: {
      [`${OURS} (default)`]: OURS,
      [`${OURS} (workerd)`]: `${OURS}, workerd`,
      [POP_CORE]: POP_CORE,
      [SDK]: SDK,
    },
  },
  {
    title: 'From import to the first signed request, Node',
    bench: 'start',
    what: 'import to first signed request',
    where: 'Node',
    subjects: { [OURS]: OURS, [BY_HAND]: BY_HAND, [POP_CORE]: POP_CORE, [SDK]: SDK },
  },
  {
    title: 'One signature (HMAC-SHA1), Node',
    bench: 'sign',
    what: HMAC_SHA1,
    where: 'Node',
    subjects: {
      [NATIVE]: NATIVE,
      [OURS]: OURS,
      [BY_HAND]: BY_HAND,
      [`${POP_CORE}, a whole call`]: POP_CORE,
    },
  },
  {
    title: 'The client’s CPU time for one call, 32 at a time, Node',
    bench: 'call',
    what: '32 calls at a time, CPU',
    where: 'Node',
    subjects: { [BARE]: 'bare fetch, signed before', [OURS]: OURS, [POP_CORE]: POP_CORE },
  },
];
