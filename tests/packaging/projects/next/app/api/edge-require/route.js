// As in a dependency that is CommonJS: what it requires is there at once, and no promise.
export const runtime = 'edge';
export const dynamic = 'force-dynamic';

export async function GET(request) {
  const { EcsClient } = require('ecs-delete-image');
  const { endpoint, image } = Object.fromEntries(new URL(request.url).searchParams);
  const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
  const ecs = new EcsClient({ credentials, endpoint });
  return Response.json(await ecs.deleteImage('cn-hangzhou', image));
}
