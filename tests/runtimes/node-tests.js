// Tests that only Node can run: its inspector, and a second copy of the package.
import { inspect } from 'node:util';
import { equal, ok, rejection } from '../suite/assert.js';
import { keys, newClient } from '../suite/clients.js';
import { failure } from '../suite/failures.js';

/** @type {import('../suite/run.js').Test[]} */
export const tests = [
  {
    name: 'util.inspect of a client shows no secret',
    run(context) {
      const client = newClient(context, { credentials: keys.temporary });
      const text = inspect(client, { depth: null, showHidden: true, getters: true });
      for (const secret of ['testid', 'testsecret', 'CAIS']) {
        ok(!text.includes(secret), `shows ${secret}: ${text}`);
      }
    },
  },
  {
    name: 'util.inspect of an error shows its name and fields',
    async run(context) {
      const error = await failure(
        context,
        () => newClient(context, { timeout: -1 }),
        'EcsArgumentError',
      );
      const text = inspect(error);
      ok(text.startsWith('EcsArgumentError: '), text);
      ok(text.includes("argument: 'options.timeout'"), text);
    },
  },
  {
    name: 'isEcsError knows errors of another copy of the package',
    async run(context) {
      const copy = '../../pkg/errors.js?copy';
      const { conclude, EcsArgumentError } = await import(copy);
      const error = await failure(
        context,
        () => newClient(context, { timeout: -1 }),
        'EcsArgumentError',
      );
      const call = () => conclude([1, { message: error.message, ...error }]);
      const other = await rejection(call, 'the copy');
      ok(other instanceof EcsArgumentError, 'the copy makes its own class');
      equal(other instanceof context.ecs.EcsArgumentError, false, 'instanceof across copies');
      ok(context.ecs.isEcsError(other), 'isEcsError across copies');
    },
  },
];
