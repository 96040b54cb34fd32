// What importing a wasm file gives where the runtime's bundler compiles it, as Workers' does.
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
// The same in the words of Vercel's Edge Runtime.
declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}
