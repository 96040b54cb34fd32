// Deletes the images that are given, and says what became of each.
// Usage: deno run --allow-net --allow-env delete-images.ts REGION IMAGE…
import { EcsClient } from 'ecs-delete-image';

const [regionId = '', ...imageIds] = Deno.args;

const ecs = new EcsClient({
  credentials: {
    accessKeyId: Deno.env.get('ALIBABA_CLOUD_ACCESS_KEY_ID') ?? '',
    accessKeySecret: Deno.env.get('ALIBABA_CLOUD_ACCESS_KEY_SECRET') ?? '',
    securityToken: Deno.env.get('ALIBABA_CLOUD_SECURITY_TOKEN'),
  },
  endpoint: Deno.env.get('ALIBABA_CLOUD_ECS_ENDPOINT'),
  signature: 'ACS3-HMAC-SHA256',
});

const { items, counts } = await ecs.deleteImages(regionId, imageIds);
for (const { imageId, status, error } of items) {
  console.log(`${imageId} ${status}${error ? `: ${error.message}` : ''}`);
}
Deno.exit(counts.failed === 0 ? 0 : 1);
