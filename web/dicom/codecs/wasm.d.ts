// WebAssembly files become addresses in the bundle (esbuild's file loader).
declare module '*.wasm' {
  const address: string | Uint8Array<ArrayBuffer>;
  export default address;
}
declare module '@cornerstonejs/*wasm' {
  const address: string | Uint8Array<ArrayBuffer>;
  export default address;
}
declare module '@cornerstonejs/*wasmjs' {
  import type { Create } from './codec';
  const create: Create;
  export default create;
}
