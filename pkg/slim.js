// The entry that brings no module: `init` takes it from wherever the caller has it.
import { clientClass, instantiating, presignedSender } from './binding.js';
import { loadedModule } from './loading.js';

const ready = /* @__PURE__ */ instantiating(loadedModule);
export const EcsClient = /* @__PURE__ */ clientClass(ready);
export const sendPresigned = /* @__PURE__ */ presignedSender(ready);
export { init } from './loading.js';
export {
  EcsArgumentError,
  EcsCredentialsError,
  EcsNetworkError,
  EcsResponseError,
  EcsServiceError,
  EcsTimeoutError,
  isEcsError,
} from './errors.js';
