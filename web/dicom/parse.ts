// The data elements of a DICOM part 10 file: where each value lies. Reads hostile files: every length is checked against
// what is there, and nesting has an end.
import { DicomError, broken } from './error';

export interface Element {
  vr: string; // '' where the file does not say (implicit)
  at: number;
  length: number;
}

export interface PixelData {
  vr: string;
  at: number; // native: of the values
  length: number; // native; -1 when encapsulated
  offsets: number[]; // encapsulated: the basic offset table
  fragments: Element[];
  cut: boolean; // the file ends inside
}

export interface DataSet {
  bytes: Uint8Array;
  view: DataView;
  little: boolean;
  syntax: string; // transfer syntax
  elements: Map<number, Element>; // of the root, by group * 65536 + element
  pixels: PixelData | null;
}

const pixelData = 0x7fe00010;
const item = 0xfffee000, itemEnd = 0xfffee00d, sequenceEnd = 0xfffee0dd;
const undefinedLength = 0xffffffff;
const depth_max = 16;
const elements_max = 100_000; // of the root and all its items

const longLength = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const vrs = new Set([...longLength, 'AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS', 'LO', 'LT', 'PN', 'SH', 'SL', 'SS', 'ST', 'TM', 'UI', 'UL', 'US']);

interface Head extends Element {
  tag: number;
}

class Reader {
  readonly view: DataView;
  at = 0;
  count = 0;
  constructor(readonly bytes: Uint8Array, readonly explicit: boolean, readonly little: boolean) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  need(length: number): void {
    if (this.at + length > this.bytes.length) throw new DicomError('dicom.truncated');
  }
  // The tag, value representation and length of the next element; leaves `at` at its value.
  head(): Head {
    if (++this.count > elements_max) throw broken('too many elements');
    const { view, little } = this;
    this.need(8);
    const tag = view.getUint16(this.at, little) * 65536 + view.getUint16(this.at + 2, little);
    this.at += 4;
    let vr = '';
    let length: number;
    if (this.explicit && tag < item) {
      vr = String.fromCharCode(view.getUint8(this.at), view.getUint8(this.at + 1));
      if (!vrs.has(vr)) throw broken('value representation');
      if (longLength.has(vr)) {
        this.need(8);
        length = view.getUint32(this.at + 4, little);
        this.at += 8;
      } else {
        length = view.getUint16(this.at + 2, little);
        this.at += 4;
      }
    } else {
      length = view.getUint32(this.at, little);
      this.at += 4;
    }
    return { tag, vr, at: this.at, length };
  }
}

// Passes a sequence of undefined length, item by item.
function skipSequence(reader: Reader, depth: number): void {
  if (depth > depth_max) throw broken('nesting');
  for (;;) {
    const head = reader.head();
    if (head.tag === sequenceEnd) return;
    if (head.tag !== item) throw broken('sequence');
    if (head.length === undefinedLength) skipItem(reader, depth + 1);
    else skipValue(reader, head.length);
  }
}

function skipItem(reader: Reader, depth: number): void {
  for (;;) {
    const head = reader.head();
    if (head.tag === itemEnd) return;
    if (head.length === undefinedLength) skipUndefined(reader, head, depth);
    else skipValue(reader, head.length);
  }
}

function skipUndefined(reader: Reader, head: Head, depth: number): void {
  // An UN of undefined length is a sequence in implicit little endian, whatever the file is in.
  if (head.vr !== 'UN') return skipSequence(reader, depth + 1);
  const inner = new Reader(reader.bytes, false, true);
  inner.at = reader.at;
  inner.count = reader.count;
  skipSequence(inner, depth + 1);
  reader.at = inner.at;
  reader.count = inner.count;
}

function skipValue(reader: Reader, length: number): void {
  reader.need(length);
  reader.at += length;
}

// The pieces of compressed pixel data. A file that ends too early keeps those that are whole.
function encapsulated(reader: Reader, vr: string): PixelData {
  const found: PixelData = { vr, at: reader.at, length: -1, offsets: [], fragments: [], cut: false };
  try {
    for (let first = true; ; first = false) {
      const head = reader.head();
      if (head.tag === sequenceEnd) return found;
      if (head.tag !== item || head.length === undefinedLength) throw broken('pixel data item');
      reader.need(head.length);
      if (first) {
        for (let at = head.at; at + 4 <= head.at + head.length; at += 4) found.offsets.push(reader.view.getUint32(at, true));
        found.at = head.at + head.length;
      } else {
        found.fragments.push({ vr, at: head.at, length: head.length });
      }
      reader.at += head.length;
    }
  } catch (error) {
    if (!(error instanceof DicomError) || error.code !== 'dicom.truncated') throw error;
    found.cut = true;
    return found;
  }
}

function readElements(reader: Reader, syntax: string, partial: boolean): DataSet {
  const { bytes, view, little } = reader;
  const set: DataSet = { bytes, view, little, syntax, elements: new Map(), pixels: null };
  while (reader.at < bytes.length) {
    let head: Head;
    try {
      head = reader.head();
      if (head.tag === pixelData) {
        if (head.length === undefinedLength) set.pixels = encapsulated(reader, head.vr);
        else set.pixels = { vr: head.vr, at: head.at, length: head.length, offsets: [], fragments: [], cut: head.at + head.length > bytes.length };
        return set;
      }
      if (head.length === undefinedLength) skipUndefined(reader, head, 0);
      else skipValue(reader, head.length);
    } catch (error) {
      // The beginning of a file is enough to know which slice it is.
      if (partial && error instanceof DicomError && error.code === 'dicom.truncated') return set;
      throw error;
    }
    set.elements.set(head.tag, { vr: head.vr, at: head.at, length: head.length });
  }
  return set;
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length)).replace(/[\0 ]+$/, '');

// The file meta information: always explicit, little endian. Leaves the reader at the data set.
function readMeta(bytes: Uint8Array): { syntax: string; end: number } {
  const reader = new Reader(bytes, true, true);
  reader.at = 132;
  let syntax = '';
  while (reader.at + 2 <= bytes.length && reader.view.getUint16(reader.at, true) === 2) {
    const head = reader.head();
    if (head.length === undefinedLength) throw broken('file meta');
    skipValue(reader, head.length);
    if (head.tag === 0x00020010) syntax = ascii(bytes, head.at, Math.min(head.length, 64));
  }
  if (!syntax) throw reader.at >= bytes.length ? new DicomError('dicom.truncated') : broken('no transfer syntax');
  return { syntax, end: reader.at };
}

export const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  big: '1.2.840.10008.1.2.2',
} as const;

const inflated_max = 512 * 1024 * 1024;

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > inflated_max) throw new DicomError('dicom.too_large');
      parts.push(value);
    }
  } catch (error) {
    if (error instanceof DicomError) throw error;
    // A stream that ends too early still gives what came before; whether that is enough shows below.
    if (length === 0) throw broken('deflate');
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// `partial`: only the beginning of the file is there, which is no fault.
export async function parse(bytes: Uint8Array<ArrayBuffer>, partial = false): Promise<DataSet> {
  if (bytes.length < 132) throw new DicomError(bytes.length === 0 ? 'dicom.truncated' : 'dicom.broken');
  if (ascii(bytes, 128, 4) !== 'DICM') throw broken('no DICM mark');
  const { syntax, end } = readMeta(bytes);
  if (syntax === syntaxes.deflated) {
    const inside = await inflate(bytes.subarray(end));
    return readElements(new Reader(inside, true, true), syntax, partial);
  }
  const reader = new Reader(bytes, syntax !== syntaxes.implicit, syntax !== syntaxes.big);
  reader.at = end;
  return readElements(reader, syntax, partial);
}

// ---- values of the root's elements ----

export function text(set: DataSet, tag: number): string {
  const found = set.elements.get(tag);
  return found ? ascii(set.bytes, found.at, Math.min(found.length, 1024)).trim() : '';
}

// Numbers written as text, several parted by backslashes.
export function decimals(set: DataSet, tag: number): number[] {
  return text(set, tag).split('\\').filter((part) => part.trim() !== '').map(Number).filter(Number.isFinite);
}

export function word(set: DataSet, tag: number): number | undefined {
  const found = set.elements.get(tag);
  return found && found.length >= 2 ? set.view.getUint16(found.at, set.little) : undefined;
}
