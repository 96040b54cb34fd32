import { EcsClient } from 'ecs-delete-image';

export default {
  async fetch(request) {
    const { endpoint, image } = Object.fromEntries(new URL(request.url).searchParams);
    const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
    const ecs = new EcsClient({ credentials, endpoint });
    return Response.json(await ecs.deleteImage('cn-hangzhou', image));
  },
};
