// DICOM's run-length coding: one segment for each byte of each sample, the most significant first.
import { DicomError, broken } from '../error';

function unpack(bytes: Uint8Array, from: number, to: number, into: Uint8Array, start: number, step: number, count: number): void {
  let at = from;
  let done = 0;
  while (done < count) {
    if (at >= to) throw new DicomError('dicom.truncated');
    const code = (bytes[at++]! << 24) >> 24;
    if (code === -128) continue;
    const run = Math.min(code < 0 ? 1 - code : code + 1, count - done);
    if (code >= 0 && at + code + 1 > to) throw new DicomError('dicom.truncated');
    if (code < 0 && at >= to) throw new DicomError('dicom.truncated');
    for (let i = 0; i < run; i++) into[start + (done + i) * step] = bytes[code < 0 ? at : at + i]!;
    at += code < 0 ? 1 : code + 1;
    done += run;
  }
}

// Little-endian values, interleaved by sample.
export function unpackRle(bytes: Uint8Array, pixels: number, samples: number, bytesEach: number): Uint8Array<ArrayBuffer> {
  if (bytes.length < 64) throw new DicomError('dicom.truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  if (segments !== samples * bytesEach) throw broken('RLE segments');
  const values = new Uint8Array(pixels * samples * bytesEach);
  for (let segment = 0; segment < segments; segment++) {
    const from = view.getUint32(4 + 4 * segment, true);
    const to = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (from < 64 || to < from) throw broken('RLE offsets');
    if (to > bytes.length) throw new DicomError('dicom.truncated');
    const sample = Math.floor(segment / bytesEach);
    const place = bytesEach - 1 - (segment % bytesEach);
    unpack(bytes, from, to, values, sample * bytesEach + place, samples * bytesEach, pixels);
  }
  return values;
}
