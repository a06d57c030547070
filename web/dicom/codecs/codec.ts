// What every codec answers: values in rows, interleaved by sample, as wide as the code stream says.
export interface Decoded {
  width: number;
  height: number;
  samples: number;
  bits: number; // of a sample
  signed: boolean;
  values: Uint8Array | Uint16Array | Int16Array;
}

export type Codec = (bytes: Uint8Array) => Promise<Decoded>;

// What the decoders of cornerstone.js have in common: C++ made to WebAssembly, one instance kept for all frames.
interface Module {
  [name: string]: unknown;
}
export interface FrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned?: boolean;
}
interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  delete(): void;
}
export type Create = (options: { wasmBinary: ArrayBuffer; print(): void; printErr(): void }) => Promise<Module>;

// The address of a WebAssembly file, or in tests the file itself.
async function binary(wasm: string | Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  if (typeof wasm !== 'string') return wasm.slice().buffer;
  const answer = await fetch(wasm);
  if (!answer.ok) throw new Error('codec');
  return answer.arrayBuffer();
}

const noise = (): void => {};

// Makes a decoder of the class `name`. After a failure the instance is thrown away: C++ may have left it in any state.
export function wasmCodec(create: Create, wasm: string | Uint8Array<ArrayBuffer>, name: string): () => Promise<(bytes: Uint8Array) => { info: FrameInfo; values: Uint8Array }> {
  let loading: Promise<Module> | null = null;
  return async () => {
    loading ??= binary(wasm).then((wasmBinary) => create({ wasmBinary, print: noise, printErr: noise }));
    const module = await loading.catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return (bytes) => {
      try {
        const decoder = new (module[name] as new () => Decoder)();
        decoder.getEncodedBuffer(bytes.length).set(bytes);
        decoder.decode();
        const info = decoder.getFrameInfo();
        const values = decoder.getDecodedBuffer().slice();
        decoder.delete();
        return { info, values };
      } catch (error) {
        loading = null;
        throw error;
      }
    };
  };
}

export function typed(values: Uint8Array, bits: number, signed: boolean): Uint8Array | Uint16Array | Int16Array {
  if (bits <= 8) return values;
  const { buffer, byteOffset, length } = values;
  return signed ? new Int16Array(buffer, byteOffset, length >> 1) : new Uint16Array(buffer, byteOffset, length >> 1);
}
