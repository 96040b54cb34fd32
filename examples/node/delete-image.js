// Deletes an image from the command line, and says what stands in the way if something does.
// Usage: node delete-image.js REGION IMAGE [--force]
//
// The key comes from the same variables that Alibaba Cloud's own tools read.
import { EcsClient, isEcsError } from 'ecs-delete-image';

const { env } = process;
const [regionId, imageId, flag] = process.argv.slice(2);

const ecs = new EcsClient({
  credentials: {
    accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID ?? '',
    accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? '',
    securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN,
  },
  endpoint: env.ALIBABA_CLOUD_ECS_ENDPOINT,
  // No browser has to agree to it here, so the service's current signature is the better one.
  signature: 'ACS3-HMAC-SHA256',
});

try {
  const { outcome, requestId } = await ecs.deleteImage(regionId, imageId, flag === '--force');
  console.log(`${outcome}, request ${requestId}`);
  await ecs.waitUntilDeleted(regionId, imageId, { interval: 1_000 });
  console.log(`${imageId} is gone`);
} catch (error) {
  if (!isEcsError(error)) throw error;
  console.error(error.message);
  if (error.kind === 'service') await explain();
  process.exitCode = 1;
}

/** A refusal names one reason; a diagnosis names them all. */
async function explain() {
  const { blockers, unknown } = await ecs.diagnose(regionId, imageId);
  for (const { code, resources, remedies } of blockers) {
    console.error(`- ${code}: ${resources.join(', ')}`);
    for (const { description } of remedies) console.error(`  ${description}`);
  }
  for (const { action } of unknown) console.error(`- the key may not call ${action}`);
}
