import { EcsClient, isEcsError } from 'ecs-delete-image';

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

export async function answer(request) {
  const { endpoint, image } = Object.fromEntries(new URL(request.url).searchParams);
  try {
    const ecs = new EcsClient({ credentials, endpoint });
    return Response.json(await ecs.deleteImage('cn-hangzhou', image));
  } catch (error) {
    return Response.json(isEcsError(error) ? error : { message: String(error) }, { status: 502 });
  }
}
