// What a data set says of its picture, checked: what contradicts itself or is too large is refused here, before any memory
// is asked for.
import { DicomError, broken } from './error';
import { decimals, text, word, type DataSet } from './parse';

export interface Level {
  centre: number;
  width: number;
}

export interface Palette {
  first: number; // the value that the first entry is for
  red: Uint8Array;
  green: Uint8Array;
  blue: Uint8Array;
}

export interface Image {
  set: DataSet;
  syntax: string;
  rows: number;
  columns: number;
  frames: number;
  samples: 1 | 3;
  photometric: string;
  planar: boolean;
  allocated: 8 | 16 | 32;
  stored: number;
  high: number;
  signed: boolean;
  slope: number;
  intercept: number;
  levels: Level[]; // the file's own windows
  curve: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
  inverse: boolean;
  padding: number | undefined; // the value around the picture, as stored
  palette: Palette | null;
  modality: string;
}

const side_max = 32767;
const pixels_max = 100_000_000; // of one frame
const frames_max = 5000;

const photometrics = new Set(['MONOCHROME1', 'MONOCHROME2', 'RGB', 'PALETTE COLOR', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT', 'YBR_PARTIAL_420']);

function paletteSide(set: DataSet, tag: number, entries: number, bits: number): Uint8Array {
  const found = set.elements.get(tag);
  if (!found) throw new DicomError(set.elements.has(tag + 0x20) ? 'dicom.unsupported' : 'dicom.broken', 'palette');
  const wide = found.length >= entries * 2;
  if (found.length < entries) throw broken('palette length');
  const table = new Uint8Array(entries);
  // Eight bits of them are enough for a screen. Narrow tables hold a byte an entry, in words.
  for (let i = 0; i < entries; i++) {
    if (wide) {
      const value = set.view.getUint16(found.at + 2 * i, set.little);
      table[i] = bits > 8 ? value >> 8 : value;
    } else {
      table[i] = set.bytes[found.at + (set.little ? i : i ^ 1)]!;
    }
  }
  return table;
}

function readPalette(set: DataSet, signed: boolean): Palette {
  const descriptor = set.elements.get(0x00281101);
  if (!descriptor || descriptor.length < 6) throw broken('palette descriptor');
  const entries = set.view.getUint16(descriptor.at, set.little) || 65536;
  const first = signed ? set.view.getInt16(descriptor.at + 2, set.little) : set.view.getUint16(descriptor.at + 2, set.little);
  const bits = set.view.getUint16(descriptor.at + 4, set.little);
  const side = (tag: number): Uint8Array => paletteSide(set, tag, entries, bits);
  return { first, red: side(0x00281201), green: side(0x00281202), blue: side(0x00281203) };
}

function levelsOf(set: DataSet): Level[] {
  const widths = decimals(set, 0x00281051);
  return decimals(set, 0x00281050).flatMap((centre, i) => {
    const width = widths[i];
    return width !== undefined && width >= 1 && Math.abs(centre) < 1e7 && width < 1e7 ? [{ centre, width }] : [];
  });
}

function shape(set: DataSet): Pick<Image, 'rows' | 'columns' | 'frames' | 'samples' | 'allocated' | 'stored' | 'high'> {
  const rows = word(set, 0x00280010) ?? 0;
  const columns = word(set, 0x00280011) ?? 0;
  const frames = decimals(set, 0x00280008)[0] ?? 1;
  const samples = word(set, 0x00280002) ?? 1;
  const allocated = word(set, 0x00280100) ?? 0;
  const stored = word(set, 0x00280101) ?? allocated;
  const high = word(set, 0x00280102) ?? stored - 1;
  if (rows === 0 || columns === 0) throw broken('rows and columns');
  if (rows > side_max || columns > side_max || rows * columns * samples > pixels_max || frames > frames_max) throw new DicomError('dicom.too_large');
  if (!Number.isInteger(frames) || frames < 1) throw broken('frames');
  if (samples !== 1 && samples !== 3) throw new DicomError('dicom.unsupported', 'samples');
  if (allocated !== 8 && allocated !== 16 && allocated !== 32) throw new DicomError('dicom.unsupported', 'bits allocated');
  if (stored < 1 || stored > allocated || high < stored - 1 || high >= allocated) throw broken('bits stored');
  return { rows, columns, frames, samples, allocated, stored, high };
}

export function readImage(set: DataSet): Image {
  if (!set.pixels) throw new DicomError('dicom.no_picture');
  const form = shape(set);
  const photometric = text(set, 0x00280004) || (form.samples === 3 ? 'RGB' : 'MONOCHROME2');
  if (!photometrics.has(photometric)) throw new DicomError('dicom.unsupported', 'photometric interpretation');
  const grey = photometric.startsWith('MONOCHROME') || photometric === 'PALETTE COLOR';
  if (grey !== (form.samples === 1)) throw broken('samples');
  const signed = word(set, 0x00280103) === 1;
  const padding = set.elements.has(0x00280120) ? word(set, 0x00280120) : undefined;
  const curve = text(set, 0x00281056);
  return {
    set, syntax: set.syntax, ...form, photometric, signed,
    planar: form.samples === 3 && word(set, 0x00280006) === 1,
    slope: decimals(set, 0x00281053)[0] || 1,
    intercept: decimals(set, 0x00281052)[0] ?? 0,
    levels: levelsOf(set),
    curve: curve === 'LINEAR_EXACT' || curve === 'SIGMOID' ? curve : 'LINEAR',
    inverse: photometric === 'MONOCHROME1',
    padding: padding !== undefined && signed && form.allocated === 16 ? (padding << 16) >> 16 : padding,
    palette: photometric === 'PALETTE COLOR' ? readPalette(set, signed) : null,
    modality: /^[A-Z]{1,16}$/.exec(text(set, 0x00080060))?.[0] ?? 'OT',
  };
}

// Where a slice belongs in its series: along the body where the file says so, else by its number.
export interface Order {
  along: number | null;
  number: number | null;
}

export function readOrder(set: DataSet): Order {
  const position = decimals(set, 0x00200032);
  const [a, b, c, d, e, f] = decimals(set, 0x00200037);
  const number = decimals(set, 0x00200013)[0] ?? null;
  if (position.length !== 3 || f === undefined) return { along: null, number };
  const normal = [b! * f - c! * e!, c! * d! - a! * f, a! * e! - b! * d!];
  return { along: normal.reduce((sum, part, i) => sum + part * position[i]!, 0), number };
}
