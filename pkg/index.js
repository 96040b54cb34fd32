// The entry for every platform that may compile WebAssembly itself: the module's bytes stand in a
// JavaScript file, so nothing has to be fetched or configured.
import { bind } from './binding.js';
import { bytes } from './generated/inlined.js';

export const { EcsClient, sendPresigned } = bind(() => new WebAssembly.Module(bytes()));
export {
  EcsArgumentError,
  EcsCredentialsError,
  EcsNetworkError,
  EcsResponseError,
  EcsServiceError,
  EcsTimeoutError,
  isEcsError,
} from './errors.js';
