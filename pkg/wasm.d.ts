/**
 * The WebAssembly module itself, for `init` of `ecs-delete-image/slim`. What importing it gives is
 * for the bundler or runtime to say: this is what Workers and `import source` give.
 *
 * @module
 */
/** The module, compiled and not yet instantiated. */
declare const module: WebAssembly.Module;
export default module;
