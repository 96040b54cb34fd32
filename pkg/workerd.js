// The entry for workerd (Cloudflare Workers), which forbids compiling bytes: its own loader compiles
// the module when the Worker is deployed.
import module from './generated/ecs_delete_image_bg.wasm';
import { clientClass, instantiating, presignedSender } from './binding.js';

const ready = /* @__PURE__ */ instantiating(() => module);
export const EcsClient = /* @__PURE__ */ clientClass(ready);
export const sendPresigned = /* @__PURE__ */ presignedSender(ready);
export {
  EcsArgumentError,
  EcsCredentialsError,
  EcsNetworkError,
  EcsResponseError,
  EcsServiceError,
  EcsTimeoutError,
  isEcsError,
} from './errors.js';
