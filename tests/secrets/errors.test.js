// However a call fails, and however its error is looked at, nothing of the key is to be seen but the
// masked id.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as ecs from 'ecs-delete-image';
import { marksIn } from './marks.js';
import { surfaces } from './surfaces.js';
import { waysToFail } from './ways-to-fail.js';

/**
 * @param {import('./ways-to-fail.js').Way} way
 * @returns {Promise<any>}
 */
async function errorOf(way) {
  try {
    await way(ecs);
  } catch (error) {
    return error;
  }
  return assert.fail('did not fail');
}

for (const [className, ways] of Object.entries(waysToFail)) {
  describe(className, () => {
    for (const [name, way] of Object.entries(ways)) {
      it(name, async () => {
        const error = await errorOf(way);
        assert.equal(error.name, className);
        for (const [surface, show] of Object.entries(surfaces)) {
          assert.deepEqual(marksIn(show(error)), [], surface);
        }
      });
    }
  });
}

it('an error that nobody catches ends the process without showing the key', () => {
  const program = fileURLToPath(new URL('uncaught.js', import.meta.url));
  const { stderr, status } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.match(stderr, /EcsServiceError/);
  assert.deepEqual(marksIn(stderr), []);
});
