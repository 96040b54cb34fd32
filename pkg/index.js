// The entry for every platform that may compile WebAssembly itself: the module's bytes stand in a
// JavaScript file, so nothing has to be fetched or configured.
import { clientClass, instantiating, presignedSender } from './binding.js';
import { compile } from './compiling.js';
import { bytes } from './generated/inlined.js';

const ready = /* @__PURE__ */ instantiating(() => compile(bytes()));
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
