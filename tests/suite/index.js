// All tests, in the order in which they run.
import { tests as access } from './access.js';
import { tests as afterAll } from './after-all.js';
import { tests as answers } from './answers.js';
import { tests as wrongArguments } from './arguments.js';
import { tests as deletion } from './deletion.js';
import { tests as force } from './force.js';
import { tests as interruptions } from './interruptions.js';
import { tests as network } from './network.js';
import { tests as options } from './options.js';
import { tests as overlap } from './overlap.js';
import { tests as ownFetch } from './own-fetch.js';
import { tests as refusals } from './refusals.js';
import { tests as request } from './request.js';
import { tests as secrets } from './secrets.js';

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
  ...overlap,
  ...secrets,
  ...ownFetch,
  ...afterAll,
];
