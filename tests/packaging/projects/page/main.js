// What every bundler is given: a page that deletes the image that its address names.
import { EcsClient, isEcsError } from 'ecs-delete-image';

const { endpoint, image, force } = Object.fromEntries(new URLSearchParams(location.search));
const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

try {
  const ecs = new EcsClient({ credentials, endpoint });
  const { outcome } = await ecs.deleteImage('cn-hangzhou', image, force === 'true');
  document.title = outcome;
} catch (error) {
  document.title = isEcsError(error) ? `${error.name}: ${error.code}` : String(error);
}
