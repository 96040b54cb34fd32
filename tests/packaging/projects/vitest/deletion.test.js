import { EcsClient } from 'ecs-delete-image';
import { expect, test } from 'vitest';

test('deletes', async () => {
  const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
  const ecs = new EcsClient({ credentials, endpoint: process.env.ECS_ENDPOINT });
  const result = await ecs.deleteImage('cn-hangzhou', process.env.ECS_IMAGE);
  expect(result).toMatchObject({ outcome: 'accepted', attempts: 1 });
});
