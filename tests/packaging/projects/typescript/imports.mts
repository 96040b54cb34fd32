// The package as an ES module sees it.
import { EcsClient, isEcsError, type EcsError } from 'ecs-delete-image';
import { init, EcsClient as SlimClient } from 'ecs-delete-image/slim';
import module from 'ecs-delete-image/ecs_delete_image.wasm';

export async function run(): Promise<string> {
  await init(module);
  const ecs: EcsClient = new SlimClient({
    credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
  });
  try {
    return (await ecs.deleteImage('cn-hangzhou', 'm-bp67acfmxazb4p0001')).outcome;
  } catch (error) {
    if (!isEcsError(error)) throw error;
    return describe(error);
  }
}

export function describe(error: EcsError): string {
  if (error.kind !== 'service') return error.message;
  for (const remedy of error.remedies) return remedy.action;
  return error.requestId;
}
