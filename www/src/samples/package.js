// The call with this package.
import { singleQuoted } from './quote.js';
import { lines } from './wish.js';

/** @param {import('./wish.js').Wish} wish */
export function packageSample({ region, image, force, dryRun, signature, endpoint, isTemporary }) {
  const options = dryRun ? ', { dryRun: true }' : '';
  return lines(
    "import { EcsClient, isEcsError } from 'ecs-delete-image';",
    '',
    'const ecs = new EcsClient({',
    '  credentials: {',
    '    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,',
    '    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,',
    isTemporary && '    securityToken: process.env.ALIBABA_CLOUD_SECURITY_TOKEN,',
    '  },',
    endpoint !== '' && `  endpoint: ${singleQuoted(endpoint)},`,
    signature !== 'HMAC-SHA1' && `  signature: ${singleQuoted(signature)},`,
    '});',
    '',
    'try {',
    '  const result = await ecs.deleteImage(',
    `    ${singleQuoted(region)},`,
    `    ${singleQuoted(image)},`,
    `    ${force}${options},`,
    '  );',
    '  console.log(result.outcome, result.requestId);',
    '} catch (error) {',
    '  if (!isEcsError(error)) throw error;',
    '  console.error(error.code, error.message);',
    '  process.exitCode = 1;',
    '}',
  );
}
