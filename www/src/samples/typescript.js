// The call with the official TypeScript SDK.
import { singleQuoted } from './quote.js';
import { lines, placeOf } from './wish.js';

/** @param {import('./wish.js').Wish} wish */
export function typescriptSample(wish) {
  const { region, image, force, dryRun, isTemporary } = wish;
  const { host, isPlain } = placeOf(wish);
  return lines(
    '// npm install @alicloud/ecs20140526 @alicloud/openapi-core',
    '// These packages are CommonJS: compile with "module": "commonjs".',
    "import Client, { DeleteImageRequest } from '@alicloud/ecs20140526';",
    "import { $OpenApiUtil } from '@alicloud/openapi-core';",
    '',
    'async function main(): Promise<void> {',
    '  const config = new $OpenApiUtil.Config({',
    '    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,',
    '    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,',
    isTemporary && '    securityToken: process.env.ALIBABA_CLOUD_SECURITY_TOKEN,',
    isTemporary && "    type: 'sts',",
    `    regionId: ${singleQuoted(region)},`,
    `    endpoint: ${singleQuoted(host)},`,
    isPlain && "    protocol: 'HTTP',",
    '  });',
    '  const client = new Client(config);',
    '  const request = new DeleteImageRequest({',
    `    regionId: ${singleQuoted(region)},`,
    `    imageId: ${singleQuoted(image)},`,
    `    force: ${force},`,
    dryRun && '    dryRun: true,',
    '  });',
    '  const response = await client.deleteImage(request);',
    '  console.log(response.body?.requestId);',
    '}',
    '',
    'main().catch((error) => {',
    '  console.error(error.code, error.message);',
    '  process.exitCode = 1;',
    '});',
  );
}
