// The package as a CommonJS module sees it.
import { EcsClient, isEcsError } from 'ecs-delete-image';
import ecs = require('ecs-delete-image/slim');

export async function run(): Promise<string> {
  const client: EcsClient = new ecs.EcsClient({
    credentials: async () => ({ accessKeyId: 'testid', accessKeySecret: 'testsecret' }),
  });
  const { requestId } = await client.deleteImage('cn-hangzhou', 'm-bp67acfmxazb4p0001', false);
  const caught: unknown = new Error(requestId);
  return isEcsError(caught) ? caught.kind : '';
}
