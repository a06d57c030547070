// JPEG with 8 bits (libjpeg-turbo).
import create from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import wasm from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm';
import { typed, wasmCodec, type Decoded } from './codec';

const load = wasmCodec(create, wasm, 'JPEGDecoder');

export async function codec(): Promise<(bytes: Uint8Array) => Decoded> {
  const decode = await load();
  return (bytes) => {
    const { info, values } = decode(bytes);
    const bits = info.bitsPerSample;
    const signed = !!info.isSigned;
    return { width: info.width, height: info.height, samples: info.componentCount, bits, signed, values: typed(values, bits, signed) };
  };
}
