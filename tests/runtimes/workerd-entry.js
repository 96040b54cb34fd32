// The Worker that runs the suite: a request says for which target, the answer has the results.
import * as ecs from 'ecs-delete-image';
import { runWithin } from './within.js';

export default {
  /** @param {Request} request */
  async fetch(request) {
    return Response.json(await runWithin(ecs, await request.json()));
  },
};
