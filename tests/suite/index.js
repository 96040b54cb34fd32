// All tests, in the order in which they run.
import { tests as aborts } from './aborts.js';
import { tests as access } from './access.js';
import { tests as afterAll } from './after-all.js';
import { tests as answers } from './answers.js';
import { tests as wrongArguments } from './arguments.js';
import { tests as attempts } from './attempts.js';
import { tests as badSurroundings } from './bad-surroundings.js';
import { tests as clock } from './clock.js';
import { tests as credentialsFailures } from './credentials-failures.js';
import { tests as credentialsFunction } from './credentials-function.js';
import { tests as deletion } from './deletion.js';
import { tests as faults } from './faults.js';
import { tests as force } from './force.js';
import { tests as interruptions } from './interruptions.js';
import { tests as lostAnswers } from './lost-answers.js';
import { tests as network } from './network.js';
import { tests as options } from './options.js';
import { tests as overlap } from './overlap.js';
import { tests as ownFetch } from './own-fetch.js';
import { tests as pauses } from './pauses.js';
import { tests as refusals } from './refusals.js';
import { tests as request } from './request.js';
import { tests as secrets } from './secrets.js';
import { tests as timeOuts } from './time-outs.js';

export const tests = [
  // First, because they look through the endpoint's whole log, which is short then.
  ...wrongArguments,
  ...options,
  ...force,
  ...deletion,
  ...refusals,
  ...access,
  ...request,
  ...answers,
  ...network,
  ...interruptions,
  ...timeOuts,
  ...aborts,
  ...attempts,
  ...lostAnswers,
  ...pauses,
  ...clock,
  ...credentialsFunction,
  ...credentialsFailures,
  ...faults,
  ...overlap,
  ...secrets,
  ...ownFetch,
  ...badSurroundings,
  ...afterAll,
];
