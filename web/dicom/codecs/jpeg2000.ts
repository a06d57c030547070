// JPEG 2000 (OpenJPEG).
import create from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import wasm from '@cornerstonejs/codec-openjpeg/decodewasm';
import { typed, wasmCodec, type Decoded } from './codec';

const load = wasmCodec(create, wasm, 'J2KDecoder');

export async function codec(): Promise<(bytes: Uint8Array) => Decoded> {
  const decode = await load();
  return (bytes) => {
    const { info, values } = decode(bytes);
    const bits = info.bitsPerSample;
    const signed = !!info.isSigned;
    return { width: info.width, height: info.height, samples: info.componentCount, bits, signed, values: typed(values, bits, signed) };
  };
}
