// An invented scan for the gallery, as a file: explicit little endian, not compressed, every frame the same.

export interface Scan {
  side: number; // px
  frames: number;
  modality: 'CT' | 'DX';
  own: readonly [centre: number, width: number]; // the window it names itself
  at(x: number, y: number): number; // its value; x and y from -1 to 1
}

const long_form = 'OW';

function element(group: number, number: number, kind: string, value: string | number | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = String(value);
  const data = value instanceof Uint8Array ? value
    : kind === 'US' ? new Uint8Array(Uint16Array.of(Number(value)).buffer)
    : new TextEncoder().encode(text.length % 2 ? `${text} ` : text);
  const head = new DataView(new ArrayBuffer(kind === long_form ? 12 : 8));
  head.setUint16(0, group, true);
  head.setUint16(2, number, true);
  head.setUint8(4, kind.charCodeAt(0));
  head.setUint8(5, kind.charCodeAt(1));
  if (kind === long_form) head.setUint32(8, data.length, true);
  else head.setUint16(6, data.length, true);
  const all = new Uint8Array(head.byteLength + data.length);
  all.set(new Uint8Array(head.buffer));
  all.set(data, head.byteLength);
  return all;
}

function pixels({ side, frames, at }: Scan): Uint8Array<ArrayBuffer> {
  const values = new Int16Array(side * side * frames);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) values[y * side + x] = at((2 * x + 1) / side - 1, (2 * y + 1) / side - 1);
  for (let frame = 1; frame < frames; frame++) values.copyWithin(frame * side * side, 0, side * side);
  return new Uint8Array(values.buffer);
}

export const dicomFile = (scan: Scan): Blob => new Blob([
  new Uint8Array(128), 'DICM',
  element(0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1'),
  element(0x0008, 0x0060, 'CS', scan.modality),
  element(0x0028, 0x0002, 'US', 1),
  element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
  element(0x0028, 0x0008, 'IS', scan.frames),
  element(0x0028, 0x0010, 'US', scan.side),
  element(0x0028, 0x0011, 'US', scan.side),
  element(0x0028, 0x0100, 'US', 16),
  element(0x0028, 0x0101, 'US', 16),
  element(0x0028, 0x0102, 'US', 15),
  element(0x0028, 0x0103, 'US', 1),
  element(0x0028, 0x1050, 'DS', scan.own[0]),
  element(0x0028, 0x1051, 'DS', scan.own[1]),
  element(0x7fe0, 0x0010, 'OW', pixels(scan)),
]);
