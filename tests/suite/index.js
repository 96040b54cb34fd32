// All tests, in the order in which they run.
import { tests as aborts } from './aborts.js';
import { tests as access } from './access.js';
import { tests as acs3 } from './acs3.js';
import { tests as afterAll } from './after-all.js';
import { tests as answers } from './answers.js';
import { tests as wrongArguments } from './arguments.js';
import { tests as attempts } from './attempts.js';
import { tests as badSurroundings } from './bad-surroundings.js';
import { tests as bulkAborts } from './bulk-aborts.js';
import { tests as bulkKeys } from './bulk-keys.js';
import { tests as bulkParts } from './bulk-parts.js';
import { tests as bulkThrottling } from './bulk-throttling.js';
import { tests as bulk } from './bulk.js';
import { tests as call } from './call.js';
import { tests as causes } from './causes.js';
import { tests as clock } from './clock.js';
import { tests as credentialsFailures } from './credentials-failures.js';
import { tests as credentialsFunction } from './credentials-function.js';
import { tests as deletion } from './deletion.js';
import { tests as diagnosisAnswers } from './diagnosis-answers.js';
import { tests as diagnosisFailures } from './diagnosis-failures.js';
import { tests as diagnosisPermissions } from './diagnosis-permissions.js';
import { tests as diagnosis } from './diagnosis.js';
import { tests as faults } from './faults.js';
import { tests as force } from './force.js';
import { tests as hiddenOptions } from './hidden-options.js';
import { tests as interruptions } from './interruptions.js';
import { tests as lostAnswers } from './lost-answers.js';
import { tests as network } from './network.js';
import { tests as operationAnswers } from './operation-answers.js';
import { tests as operationRequests } from './operation-requests.js';
import { tests as operations } from './operations.js';
import { tests as options } from './options.js';
import { tests as overlap } from './overlap.js';
import { tests as ownFetch } from './own-fetch.js';
import { tests as pace } from './pace.js';
import { tests as pages } from './pages.js';
import { tests as parameters } from './parameters.js';
import { tests as pauses } from './pauses.js';
import { tests as presignedAnswers } from './presigned-answers.js';
import { tests as presignedRefusals } from './presigned-refusals.js';
import { tests as presignedTime } from './presigned-time.js';
import { tests as presignedWrong } from './presigned-wrong.js';
import { tests as presigned } from './presigned.js';
import { tests as refusals } from './refusals.js';
import { tests as remedies } from './remedies.js';
import { tests as request } from './request.js';
import { tests as secrets } from './secrets.js';
import { tests as timeOuts } from './time-outs.js';
import { tests as waiting } from './waiting.js';

export const tests = [
  // First, because they look through the endpoint's whole log, which is short then.
  ...wrongArguments,
  ...options,
  ...force,
  ...deletion,
  ...diagnosis,
  ...diagnosisPermissions,
  ...diagnosisAnswers,
  ...diagnosisFailures,
  ...remedies,
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
  ...parameters,
  ...hiddenOptions,
  ...call,
  ...operations,
  ...operationRequests,
  ...operationAnswers,
  ...pages,
  ...bulk,
  ...bulkAborts,
  ...bulkKeys,
  ...bulkThrottling,
  ...bulkParts,
  ...pace,
  ...waiting,
  ...badSurroundings,
  ...afterAll,
  // After those that look at all that was sent: these send a request twice, or need a preflight.
  ...presigned,
  ...presignedRefusals,
  ...presignedTime,
  ...presignedAnswers,
  ...presignedWrong,
  ...causes,
  ...acs3,
];
