// The entry for edge-light (Vercel's Edge Runtime), which forbids compiling bytes as well: its bundler
// makes a compiled module of what is imported with ?module.
import module from './generated/ecs_delete_image_bg.wasm?module';
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
