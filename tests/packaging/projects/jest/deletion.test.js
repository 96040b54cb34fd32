const { EcsClient, EcsArgumentError } = require('ecs-delete-image');

test('deletes', async () => {
  const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
  const ecs = new EcsClient({ credentials, endpoint: process.env.ECS_ENDPOINT });
  const result = await ecs.deleteImage('cn-hangzhou', process.env.ECS_IMAGE);
  expect(result).toMatchObject({ outcome: 'accepted', attempts: 1 });
});

test('throws errors of its own classes', () => {
  expect(() => new EcsClient({})).toThrow(EcsArgumentError);
});
