// The entry for workerd (Cloudflare Workers), which forbids compiling bytes: its own loader compiles
// the module when the Worker is deployed.
import module from './generated/ecs_delete_image_bg.wasm';
import { bind } from './binding.js';

export const { EcsClient, sendPresigned } = bind(() => module);
export {
  EcsArgumentError,
  EcsCredentialsError,
  EcsNetworkError,
  EcsResponseError,
  EcsServiceError,
  EcsTimeoutError,
  isEcsError,
} from './errors.js';
