// A client shows nothing of its key, however it is looked at; its errors are told apart safely.
import { deepEqual, equal, ok } from './assert.js';
import { keys, newClient, newImageId } from './clients.js';
import { failure } from './failures.js';
import { throwing } from './wrong-values.js';

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'a client as text, as JSON and by its keys shows no secret',
    run(context) {
      const client = newClient(context, { credentials: keys.temporary });
      equal(String(client), '[object Object]', 'as text');
      equal(JSON.stringify(client), '{}', 'as JSON');
      deepEqual(Object.keys(client), [], 'keys');
      deepEqual(Reflect.ownKeys(client), [], 'own keys');
      equal(JSON.stringify(structuredClone(client)), '{}', 'as a clone');
    },
  },
  {
    name: 'isEcsError takes errors of the package and nothing else',
    async run(context) {
      const { isEcsError } = context.ecs;
      const call = () => newClient(context).deleteImage('', newImageId());
      const error = await failure(context, call, 'EcsArgumentError');
      ok(isEcsError(error), 'an error of the package');
      const others = [
        undefined,
        null,
        0,
        'text',
        {},
        [],
        new Error('no'),
        error.toJSON(),
        () => {},
      ];
      deepEqual(others.filter(isEcsError), [], 'others');
    },
  },
  ...Object.entries(throwing).map(([name, make]) => ({
    name: `isEcsError does not take ${name} for an error, and does not throw`,
    run: (/** @type {import('./run.js').Context} */ { ecs }) =>
      equal(ecs.isEcsError(make()), false, 'isEcsError'),
  })),
];
