// Fails with the marked key, and lets the error end the process.
import * as ecs from 'ecs-delete-image';
import { calling, echoing } from './ways-to-fail.js';

const refusal = (/** @type {string} */ body) =>
  Response.json({ RequestId: 'A', Code: 'InvalidParameter', Message: `not valid: ${body}` });
await calling(echoing(refusal))(ecs);
