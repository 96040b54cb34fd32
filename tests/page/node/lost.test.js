// What the Explorer's page remembers of deletions that got no clear answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostOf, settled } from '../../../www/src/state/lost.js';

/** @typedef {import('../../../www/src/lib/ends.js').End} End */

let count = 0;
/** Of its own for each test: what is remembered stays. */
const newId = () => `m-${(count += 1)}`;

/** @param {Partial<import('../../../www/src/state/lost.js').Way>} [how] */
const way = (how = {}) => ({ region: 'r', signer: 'a', dryRun: false, ...how });

/** @param {string} imageId @returns {End} */
const unknown = (imageId) => ({ imageId, fate: 'unknown', code: 'NoAnswer' });
/** @param {string} imageId @param {string} [code] @returns {End} */
const refused = (imageId, code = 'InvalidImageId.NotFound') => ({ imageId, fate: 'failed', code });

test('what nobody has tried before has failed', () => {
  const imageId = newId();
  assert.equal(settled(way(), refused(imageId)).fate, 'failed');
});

test('what is not found after a lost answer is gone, and that is the end of it', () => {
  const imageId = newId();
  assert.equal(settled(way(), unknown(imageId)).fate, 'unknown');
  assert.equal(settled(way(), refused(imageId)).fate, 'absent');
  assert.equal(settled(way(), refused(imageId)).fate, 'failed');
});

test('of another account it is not known, nor after another refusal', () => {
  const imageId = newId();
  settled(way(), unknown(imageId));
  assert.equal(settled(way({ signer: 'b' }), refused(imageId)).fate, 'unknown');
  assert.equal(settled(way(), refused(imageId, 'Throttling')).fate, 'unknown');
  assert.equal(settled(way(), refused(imageId)).fate, 'absent');
});

test('what one signer finds out is not what another one has sent', () => {
  const imageId = newId();
  const other = way({ signer: 'b' });
  settled(way(), unknown(imageId));
  settled(other, unknown(imageId));
  assert.equal(settled(other, refused(imageId)).fate, 'absent');
  assert.equal(settled(other, refused(imageId)).fate, 'unknown');
  assert.equal(settled(way(), refused(imageId)).fate, 'absent');
  assert.equal(settled(way(), refused(imageId)).fate, 'failed');
});

test('a refusal for the state of the image leaves open what may still be carried out', () => {
  const imageId = newId();
  settled(way(), unknown(imageId));
  assert.equal(settled(way(), refused(imageId, 'ImageUseShared')).fate, 'unknown');
  assert.equal(settled(way(), refused(imageId)).fate, 'absent');
});

test('another region and a dry run have nothing to do with it', () => {
  const imageId = newId();
  settled(way({ dryRun: true }), unknown(imageId));
  assert.equal(settled(way(), refused(imageId)).fate, 'failed');
  settled(way(), unknown(imageId));
  assert.equal(settled(way({ region: 's' }), refused(imageId)).fate, 'failed');
  assert.equal(settled(way({ dryRun: true }), refused(imageId)).fate, 'failed');
});

test('gives the ends that are still unknown, for what is not sent this time', () => {
  const [lost, fresh] = [newId(), newId()];
  settled(way(), unknown(lost));
  const images = /** @type {any[]} */ ([{ imageId: lost }, { imageId: fresh }]);
  assert.deepEqual([...lostOf(way(), images)], [[lost, unknown(lost)]]);
  assert.deepEqual([...lostOf(way({ dryRun: true }), images)], []);
});
