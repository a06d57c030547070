// JPEG lossless (process 14, all seven predictors): 2 to 16 bits, one or several samples, restart marks.
import { DicomError, broken } from '../error';
import type { Decoded } from './codec';

interface Table {
  // By code length 1..16: the codes up to `max[length]` begin with `first[length]`, their values at `index[length]`.
  first: Int32Array;
  max: Int32Array;
  index: Int32Array;
  values: Uint8Array;
  quick: Int16Array; // the next 8 bits → length * 256 + value, or -1
}

function huffman(counts: Uint8Array, values: Uint8Array): Table {
  const first = new Int32Array(17), max = new Int32Array(17).fill(-1), index = new Int32Array(17);
  const quick = new Int16Array(256).fill(-1);
  let code = 0, at = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1]!;
    first[length] = code;
    index[length] = at;
    if (code + count > 1 << length) throw broken('Huffman table');
    for (let i = 0; i < count; i++, code++, at++) {
      if (length > 8) continue;
      const from = code << (8 - length);
      quick.fill(length * 256 + values[at]!, from, from + (1 << (8 - length)));
    }
    if (count > 0) max[length] = code - 1;
    code <<= 1;
  }
  return { first, max, index, values, quick };
}

class Bits {
  private held = 0;
  private count = 0;
  private past = 0; // zero bits given beyond the end
  constructor(private readonly bytes: Uint8Array, public at: number) {}

  private fill(wanted: number): void {
    while (this.count < wanted) {
      let byte = 0;
      const next = this.bytes[this.at];
      if (next === 0xff && this.bytes[this.at + 1] !== 0) {
        // A mark, or the end: the decoder may look a little further than the last bit.
        if ((this.past += 8) > 64) throw new DicomError('dicom.truncated');
      } else if (next === undefined) {
        if ((this.past += 8) > 64) throw new DicomError('dicom.truncated');
      } else {
        byte = next;
        this.at += next === 0xff ? 2 : 1;
      }
      this.held = ((this.held << 8) | byte) & 0xffffff;
      this.count += 8;
    }
  }
  take(wanted: number): number {
    if (wanted > 8) return (this.take(wanted - 8) << 8) | this.take(8);
    this.fill(wanted);
    this.count -= wanted;
    return (this.held >> this.count) & ((1 << wanted) - 1);
  }
  symbol(table: Table): number {
    this.fill(8);
    const quick = table.quick[(this.held >> (this.count - 8)) & 255]!;
    if (quick >= 0) {
      this.count -= quick >> 8;
      return quick & 255;
    }
    let code = this.take(8);
    for (let length = 9; length <= 16; length++) {
      code = (code << 1) | this.take(1);
      if (code <= table.max[length]!) return table.values[table.index[length]! + code - table.first[length]!]!;
    }
    throw broken('Huffman code');
  }
  difference(table: Table): number {
    const size = this.symbol(table);
    if (size === 0) return 0;
    if (size === 16) return 32768;
    if (size > 16) throw broken('difference');
    const value = this.take(size);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }
  // Passes the restart mark that must come next.
  restart(): void {
    this.held = this.count = this.past = 0;
    for (let skipped = 0; skipped < 16; skipped++, this.at++) {
      const mark = this.bytes[this.at + 1]!;
      if (this.bytes[this.at] === 0xff && mark >= 0xd0 && mark <= 0xd7) {
        this.at += 2;
        return;
      }
    }
    throw broken('restart');
  }
}

interface Frame {
  width: number;
  height: number;
  bits: number;
  ids: number[];
}

interface Scan {
  tables: Table[];
  predictor: number;
  shift: number;
  restart: number; // samples between marks, 0 = none
}

function decodeScan(bytes: Uint8Array, at: number, frame: Frame, scan: Scan): Uint8Array | Uint16Array {
  const { width, height } = frame;
  const samples = frame.ids.length;
  const values = frame.bits > 8 ? new Uint16Array(width * height * samples) : new Uint8Array(width * height * samples);
  const line = width * samples;
  const start = 1 << (frame.bits - scan.shift - 1);
  const bits = new Bits(bytes, at);
  // Differences are of the values before the shift: they are kept so until the end.
  let left = scan.restart;
  let fresh = true; // the first line after the start or a restart predicts from the left only
  let freshLine = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (scan.restart > 0 && left-- === 0) {
        bits.restart();
        left = scan.restart - 1;
        fresh = true;
      }
      if (fresh) freshLine = y;
      for (let sample = 0; sample < samples; sample++) {
        const here = y * line + x * samples + sample;
        let guess: number;
        if (fresh) guess = start;
        else if (y === freshLine) guess = values[here - samples]!;
        else if (x === 0) guess = values[here - line]!;
        else {
          const a = values[here - samples]!, b = values[here - line]!, c = values[here - line - samples]!;
          switch (scan.predictor) {
            case 1: guess = a; break;
            case 2: guess = b; break;
            case 3: guess = c; break;
            case 4: guess = a + b - c; break;
            case 5: guess = a + ((b - c) >> 1); break;
            case 6: guess = b + ((a - c) >> 1); break;
            default: guess = (a + b) >> 1;
          }
        }
        values[here] = (guess + bits.difference(scan.tables[sample]!)) & 0xffff;
      }
      fresh = false;
    }
  }
  if (scan.shift > 0) for (let i = 0; i < values.length; i++) values[i] = values[i]! << scan.shift;
  return values;
}

interface Parts {
  frame: Frame | null;
  tables: (Table | undefined)[];
  restart: number;
}

function readFrame(bytes: Uint8Array, at: number, end: number): Frame {
  const count = bytes[at + 5]!;
  const bits = bytes[at]!;
  if (at + 6 + 3 * count > end || (count !== 1 && count !== 3) || bits < 2 || bits > 16) throw broken('frame');
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    if (bytes[at + 7 + 3 * i] !== 0x11) throw new DicomError('dicom.unsupported', 'sampling');
    ids.push(bytes[at + 6 + 3 * i]!);
  }
  return { height: (bytes[at + 1]! << 8) | bytes[at + 2]!, width: (bytes[at + 3]! << 8) | bytes[at + 4]!, bits, ids };
}

function readTables(bytes: Uint8Array, from: number, end: number, into: Parts): void {
  for (let at = from; at < end; ) {
    const counts = bytes.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (at + 17 + total > end || total > 256) throw broken('Huffman table');
    into.tables[bytes[at]! & 15] = huffman(counts, bytes.subarray(at + 17, at + 17 + total));
    at += 17 + total;
  }
}

function readScan(bytes: Uint8Array, at: number, end: number, parts: Parts): Scan {
  const { frame } = parts;
  const count = bytes[at]!;
  if (!frame || at + 4 + 2 * count > end) throw broken('scan');
  // Samples in scans of their own are not written by anyone.
  if (count !== frame.ids.length) throw new DicomError('dicom.unsupported', 'scans');
  const tables = frame.ids.map((id, i) => {
    const table = parts.tables[bytes[at + 2 + 2 * i]! >> 4];
    if (bytes[at + 1 + 2 * i] !== id || !table) throw broken('scan');
    return table;
  });
  const predictor = bytes[at + 1 + 2 * count]!;
  const shift = bytes[at + 3 + 2 * count]! & 15;
  if (predictor < 1 || predictor > 7 || shift >= frame.bits) throw broken('predictor');
  return { tables, predictor, shift, restart: parts.restart };
}

export function decodeLossless(bytes: Uint8Array): Decoded {
  const parts: Parts = { frame: null, tables: [], restart: 0 };
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw broken('mark');
    const mark = bytes[at + 1]!;
    if (mark === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (end > bytes.length) throw new DicomError('dicom.truncated');
    if (mark === 0xc3) parts.frame = readFrame(bytes, at + 4, end);
    else if (mark === 0xc4) readTables(bytes, at + 4, end, parts);
    else if (mark === 0xdd) parts.restart = (bytes[at + 4]! << 8) | bytes[at + 5]!;
    else if (mark === 0xda) {
      const scan = readScan(bytes, at + 4, end, parts);
      const { width, height, bits, ids } = parts.frame!;
      return { width, height, bits, samples: ids.length, signed: false, values: decodeScan(bytes, end, parts.frame!, scan) };
    } else if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc8 && mark !== 0xcc) throw new DicomError('dicom.unsupported', 'JPEG process');
    else if (mark === 0xd9) break;
    at = end;
  }
  throw new DicomError('dicom.truncated');
}

export async function codec(): Promise<(bytes: Uint8Array) => Decoded> {
  return decodeLossless;
}
