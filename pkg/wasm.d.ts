/**
 * The WebAssembly module itself, for `init` of `ecs-delete-image/slim`. What importing it gives is
 * for the bundler or runtime to say: this is what Workers and `import source` give.
 *
 * @module
 */
import type { CompiledModule } from './slim.js';

/** The module, compiled and not yet instantiated. */
declare const module: CompiledModule;
export default module;
