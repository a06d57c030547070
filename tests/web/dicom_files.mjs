// DICOM files of a few bytes, written without any tool: a head that says which slice it is, and a tiny picture.
const text = (value) => (value.length % 2 ? `${value}\0` : value);

export function element(group, number, vr, value) {
  const data = Buffer.isBuffer(value) ? value : Buffer.from(text(value), 'latin1');
  const long = ['OB', 'OW', 'SQ', 'UN'].includes(vr);
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (long) head.writeUInt32LE(data.length, 8);
  else head.writeUInt16LE(data.length, 6);
  return Buffer.concat([head, data]);
}
const short = (value) => {
  const data = Buffer.alloc(2);
  data.writeUInt16LE(value);
  return data;
};

const root = '1.2.826.0.1.3680043.2.1125';

// `bytes` more of a private element make it larger.
export function slice(number, { series = 1, modality = 'CT', description = '', rows = 16, columns = 16, bytes = 0, encoding = '' } = {}) {
  const pixels = Buffer.alloc(rows * columns * 2);
  for (let i = 0; i < rows * columns; i++) pixels.writeInt16LE(((i * 7 + number * 31) % 1500) - 500, i * 2);
  const set = Buffer.concat([
    ...(encoding ? [element(0x0008, 0x0005, 'CS', encoding)] : []),
    element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x0008, 0x0018, 'UI', `${root}.${series}.${number}`),
    element(0x0008, 0x0060, 'CS', modality),
    ...(description ? [element(0x0008, 0x103e, 'LO', description)] : []),
    ...(bytes ? [element(0x0009, 0x0010, 'LO', 'BANZHEN'), element(0x0009, 0x1000, 'OB', Buffer.alloc(bytes + (bytes % 2), number & 255))] : []),
    element(0x0020, 0x000d, 'UI', root),
    element(0x0020, 0x000e, 'UI', `${root}.${series}`),
    element(0x0020, 0x0011, 'IS', String(series)),
    element(0x0020, 0x0013, 'IS', String(number)),
    element(0x0020, 0x0032, 'DS', `0\\0\\${number * 5}`),
    element(0x0020, 0x0037, 'DS', '1\\0\\0\\0\\1\\0'),
    element(0x0028, 0x0002, 'US', short(1)),
    element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    element(0x0028, 0x0010, 'US', short(rows)),
    element(0x0028, 0x0011, 'US', short(columns)),
    element(0x0028, 0x0100, 'US', short(16)),
    element(0x0028, 0x0101, 'US', short(16)),
    element(0x0028, 0x0102, 'US', short(15)),
    element(0x0028, 0x0103, 'US', short(1)),
    element(0x0028, 0x1050, 'DS', '40'),
    element(0x0028, 0x1051, 'DS', '400'),
    element(0x7fe0, 0x0010, 'OW', pixels),
  ]);
  const meta = element(0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element(0x0002, 0x0000, 'UL', length), meta, set]);
}
