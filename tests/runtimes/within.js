// Runs the suite within a runtime, for an address of the endpoint that a launcher has passed on.
import { connect } from '../suite/control.js';
import { tests as suite } from '../suite/index.js';
import { run } from '../suite/run.js';

/**
 * @param {typeof import('ecs-delete-image')} ecs
 * @param {import('./lane.js').Target} target
 * @param {import('../suite/run.js').Test[]} [extra] tests that only this runtime has
 */
export function runWithin(ecs, { runtime, endpointUrl, controlUrl, refusingUrl }, extra = []) {
  const control = connect(controlUrl);
  const context = { ecs, runtime, control, refusingUrl, endpoint: { url: endpointUrl } };
  return run([...suite, ...extra], context);
}
