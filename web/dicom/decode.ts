// The stored values of one frame, with the codec that its transfer syntax needs.
import type { Decoded } from './codecs/codec';
import { unpackRle } from './codecs/rle';
import { DicomError, broken } from './error';
import { frameBytes } from './frames';
import type { Image } from './image';
import { syntaxes } from './parse';

export type Values = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

export interface Frame {
  values: Values; // rows × columns × samples, interleaved
  colour: 'grey' | 'palette' | 'rgb' | 'ybr';
}

type Decode = (bytes: Uint8Array) => Decoded;
export interface CodecModule {
  codec(): Promise<Decode>;
}

const jpeg = '1.2.840.10008.1.2.4.';
const loaders: Record<string, () => Promise<CodecModule>> = {
  [`${jpeg}50`]: () => import('./codecs/jpeg'),
  [`${jpeg}57`]: () => import('./codecs/lossless'),
  [`${jpeg}70`]: () => import('./codecs/lossless'),
  [`${jpeg}80`]: () => import('./codecs/jpegls'),
  [`${jpeg}81`]: () => import('./codecs/jpegls'),
  [`${jpeg}90`]: () => import('./codecs/jpeg2000'),
  [`${jpeg}91`]: () => import('./codecs/jpeg2000'),
};
// Extended JPEG has 8 or 12 bits; those with 8 are read by the same decoder.
loaders[`${jpeg}51`] = loaders[`${jpeg}50`]!;

const rle = '1.2.840.10008.1.2.5';
const native = new Set<string>(Object.values(syntaxes));

export const isSupported = (syntax: string): boolean => native.has(syntax) || syntax === rle || syntax in loaders;

const allocate = (image: Image, count: number): Values => {
  switch (image.allocated) {
    case 8: return image.signed ? new Int8Array(count) : new Uint8Array(count);
    case 16: return image.signed ? new Int16Array(count) : new Uint16Array(count);
    case 32: return image.signed ? new Int32Array(count) : new Uint32Array(count);
  }
};

// Keeps the bits that are stored, with their sign.
function finish(image: Image, raw: ArrayLike<number>, high = image.high): Values {
  const values = allocate(image, raw.length);
  const { stored, signed } = image;
  const shift = high + 1 - stored;
  const spare = 32 - stored;
  if (signed) for (let i = 0; i < raw.length; i++) values[i] = ((raw[i]! >> shift) << spare) >> spare;
  else for (let i = 0; i < raw.length; i++) values[i] = (((raw[i]! >>> shift) << spare) >>> spare);
  return values;
}

function words(bytes: Uint8Array, image: Image): ArrayLike<number> {
  const { allocated, set: { little, pixels } } = image;
  if (allocated === 8) return little || pixels?.vr !== 'OW' ? bytes : bytes.map((_, i) => bytes[i ^ 1]!);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (allocated === 16) {
    const values = new Uint16Array(bytes.length >> 1);
    for (let i = 0; i < values.length; i++) values[i] = view.getUint16(2 * i, little);
    return values;
  }
  const values = new Int32Array(bytes.length >> 2);
  for (let i = 0; i < values.length; i++) values[i] = view.getInt32(4 * i, little);
  return values;
}

// Sample by sample (planes) → pixel by pixel.
function interleave(raw: ArrayLike<number>, pixels: number): Int32Array {
  const values = new Int32Array(pixels * 3);
  for (let i = 0; i < pixels; i++) for (let sample = 0; sample < 3; sample++) values[i * 3 + sample] = raw[sample * pixels + i]!;
  return values;
}

// Y Y Cb Cr for two pixels → Y Cb Cr for each.
function spread(raw: ArrayLike<number>, pixels: number): Int32Array {
  const values = new Int32Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const pair = (i >> 1) * 4;
    values[i * 3] = raw[pair + (i & 1)]!;
    values[i * 3 + 1] = raw[pair + 2]!;
    values[i * 3 + 2] = raw[pair + 3]!;
  }
  return values;
}

function decodeNative(image: Image, bytes: Uint8Array): Values {
  const pixels = image.rows * image.columns;
  let raw = words(bytes, image);
  if (image.photometric === 'YBR_FULL_422') raw = spread(raw, pixels);
  else if (image.planar) raw = interleave(raw, pixels);
  return finish(image, raw);
}

function decodeRle(image: Image, bytes: Uint8Array): Values {
  const { rows, columns, samples, allocated } = image;
  const unpacked = unpackRle(bytes, rows * columns, samples, allocated / 8);
  const { buffer } = unpacked;
  return finish(image, allocated === 8 ? unpacked : allocated === 16 ? new Uint16Array(buffer) : new Int32Array(buffer));
}

// Reads the size from the code stream before a decoder asks for memory to hold it.
function checkSize(bytes: Uint8Array, image: Image): void {
  const size = codedSize(bytes);
  if (!size) throw broken('code stream');
  if (size[0] !== image.columns || size[1] !== image.rows) throw broken('size of the code stream');
  if (image.syntax === `${jpeg}51` && size[2] !== 8) throw new DicomError('dicom.unsupported', 'JPEG of 12 bits');
}

// Width, height and bits of a sample.
function codedSize(bytes: Uint8Array): [number, number, number] | null {
  const short = (at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
  const long = (at: number): number => short(at) * 65536 + short(at + 2);
  if (bytes[0] !== 0xff) return null;
  if (bytes[1] === 0x4f) {
    if (short(2) !== 0xff51 || bytes.length < 48) return null;
    return [long(8) - long(16), long(12) - long(20), (bytes[42]! & 127) + 1];
  }
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const mark = bytes[at + 1]!;
    if (mark === 0xff) at++;
    else if ((mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc) || mark === 0xf7) return [short(at + 7), short(at + 5), bytes[at + 4]!];
    else at += 2 + short(at + 2);
  }
  return null;
}

async function decodeCoded(image: Image, bytes: Uint8Array): Promise<Decoded> {
  let decode: Decode;
  try {
    decode = await (await loaders[image.syntax]!()).codec();
  } catch {
    throw new DicomError('dicom.codec');
  }
  checkSize(bytes, image);
  let decoded: Decoded;
  try {
    decoded = decode(bytes);
  } catch (error) {
    throw error instanceof DicomError ? error : broken('decoder');
  }
  const { width, height, samples, bits, values } = decoded;
  if (width !== image.columns || height !== image.rows || samples !== image.samples) throw broken('size of the code stream');
  if (bits > image.allocated || values.length < width * height * samples) throw broken('depth of the code stream');
  return decoded;
}

// Code streams of JPEG kinds give colour as red, green and blue, but those without a transform of their own.
const keepsColour = (syntax: string): boolean => /\.4\.(57|70|80|81)$/.test(syntax);

function colourOf(image: Image): Frame['colour'] {
  if (image.samples === 1) return image.palette ? 'palette' : 'grey';
  if (!image.photometric.startsWith('YBR')) return 'rgb';
  return native.has(image.syntax) || image.syntax === rle || keepsColour(image.syntax) ? 'ybr' : 'rgb';
}

export async function decodeFrame(image: Image, frame: number): Promise<Frame> {
  if (!isSupported(image.syntax)) throw new DicomError('dicom.unsupported', 'transfer syntax');
  const bytes = frameBytes(image, frame);
  const colour = colourOf(image);
  if (native.has(image.syntax)) return { values: decodeNative(image, bytes), colour };
  if (image.syntax === rle) return { values: decodeRle(image, bytes), colour };
  const { values } = await decodeCoded(image, bytes);
  // A code stream holds the stored bits alone, wherever the high bit is said to be.
  return { values: finish(image, values, image.stored - 1), colour };
}
