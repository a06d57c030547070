// Bytes to upload: small files of the real kinds, and ones that only pretend.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

// Numbers that look random and come again for the same seed, so that a failure can be repeated.
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function filled(head, size, seed) {
  const bytes = Buffer.alloc(Math.max(size, head.length));
  const random = seeded(seed);
  for (let at = head.length; at < bytes.length; at++) bytes[at] = random() * 256;
  head.copy(bytes);
  return bytes;
}

// ---- JPEG: a real one of any size, so that decoders have nothing to say against it ----
const jpegSegment = (marker, payload) => Buffer.concat([Buffer.from([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255]), payload]);
const codeLengths = (...counts) => [...counts, ...Array(16 - counts.length).fill(0)];
const bitsPerBlock = 188; // a "no change" bit, 62 coefficients of three bits, an "end of block" bit

function jpegHead(width, height) {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    jpegSegment(0xc0, frame),
    jpegSegment(0xc4, Buffer.from([0x00, ...codeLengths(1), 0])), // 0: as bright as the block before
    jpegSegment(0xc4, Buffer.from([0x10, ...codeLengths(1, 1), 0x00, 0x01])), // 0: end of block; 10: one more bit
    jpegSegment(0xda, Buffer.from([1, 1, 0x00, 0, 63, 0])),
  ]);
}

// Grey noise, exactly `size` bytes (from about 150 on; of smaller sizes only the beginning is given).
export function jpeg(size = 3000, seed = 1) {
  const whole = Math.max(size, 160);
  const bits = (whole - jpegHead(8, 8).length - 2) * 8;
  const blocks = Math.ceil(bits / bitsPerBlock);
  const across = Math.ceil(Math.sqrt(blocks));
  const down = Math.ceil(blocks / across);
  const coefficients = Math.floor((bits - 2 * across * down) / 3);
  const out = Buffer.alloc(whole);
  let at = jpegHead(across * 8, down * 8).copy(out);
  let held = 0;
  let count = 0;
  const put = (value, width) => {
    held = (held << width) | value;
    for (count += width; count >= 8; count -= 8) out[at++] = held >> (count - 8);
    held &= 0xff;
  };
  let noise = seed * 2654435761 + 1;
  for (let block = 0; block < across * down; block++) {
    put(0, 1);
    const here = Math.floor(coefficients / (across * down)) + (block < coefficients % (across * down) ? 1 : 0);
    for (let i = 0; i < here; i++) {
      noise = (Math.imul(noise, 1103515245) + 12345) >>> 0;
      put(0b100 | (noise >>> 31), 3);
    }
    put(0, 1);
  }
  while (count > 0) put(1, 1);
  out.set([0xff, 0xd9], at);
  return out.subarray(0, size);
}

// The same picture with more said about it, and more behind its end.
export function jpegWith(bytes, segments, tail = Buffer.alloc(0)) {
  return Buffer.concat([bytes.subarray(0, 2), ...segments.map(([marker, payload]) => jpegSegment(marker, Buffer.from(payload))), bytes.subarray(2), tail]);
}

export function jpegSize(bytes) {
  for (let at = 2; bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2))
    if (bytes[at + 1] >= 0xc0 && bytes[at + 1] <= 0xc2) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  throw new Error('no frame in this JPEG');
}

// EXIF's TIFF part as a phone writes it, with a place, and which way up.
export function exif(orientation, place = 'PLANTED-PLACE 31.23 N') {
  const text = Buffer.from(`${place}\0`);
  const entry = (tag, type, count, value) => {
    const out = Buffer.alloc(12);
    out.writeUInt16LE(tag, 0);
    out.writeUInt16LE(type, 2);
    out.writeUInt32LE(count, 4);
    out.writeUInt32LE(value, 8);
    return out;
  };
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0]);
  return Buffer.concat([head, entry(0x010e, 2, text.length, 38), entry(0x0112, 3, 1, orientation), Buffer.alloc(4), text]);
}
// What the server keeps of it.
export function plainExif(orientation) {
  return Buffer.concat([Buffer.from('4d4d002a00000008' + '0001' + '0112000300000001', 'hex'), Buffer.from([0, orientation, 0, 0, 0, 0, 0, 0])]);
}

// ---- PNG ----
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function pngChunk(type, data = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(body.length - 4, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

// Colour noise; `extra` chunks come before the pixels, `tail` behind the end.
export function png({ width = 8, height = 8, extra = [], tail = Buffer.alloc(0), claim = { width, height } } = {}) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  const random = seeded(width * 1000 + height);
  for (let at = 0; at < rows.length; at++) rows[at] = at % (1 + width * 3) === 0 ? 0 : random() * 256;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claim.width, 0);
  header.writeUInt32BE(claim.height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([pngMark, pngChunk('IHDR', header), ...extra, pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND'), tail]);
}
export const tinyPng = () => png({ width: 1, height: 1 });

// ---- others ----
export const riff = (type, ...chunks) => {
  const body = Buffer.concat([Buffer.from(type), ...chunks]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), size, body]);
};
export const riffChunk = (type, data) => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type), size, Buffer.from(data), Buffer.alloc(data.length % 2)]);
};
// The pixels of a lossy picture of 1 × 1.
export const webpPixels = () => Buffer.from('3001009d012a010001000ec0fe25a400037000000000', 'hex');

export function dicom(preamble = Buffer.alloc(128)) {
  return Buffer.concat([preamble, Buffer.from('DICM'), Buffer.from([2, 0, 0, 0]), Buffer.from('UL'), Buffer.from([4, 0, 0, 0, 0, 0])]);
}
export const heic = () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(100)]);
export const pdf = (size = 3000, seed = 2) => filled(Buffer.from('%PDF-1.4\n'), size, seed);
export const program = (size = 3000) => filled(Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), size, 3);

// ---- voice notes ----
export function wav(seconds, extra = []) {
  const rate = 8000;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  return riff('WAVE', riffChunk('fmt ', format), ...extra, riffChunk('data', Buffer.alloc(Math.round(rate * seconds), 128)));
}

export function oggOpus(seconds) {
  const page = (position, body) => {
    const head = Buffer.alloc(28);
    head.write('OggS', 0, 'latin1');
    head.writeBigUInt64LE(BigInt(position), 6);
    head[26] = 1;
    head[27] = body.length;
    return Buffer.concat([head, body]);
  };
  const opening = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  return Buffer.concat([page(0, opening), page(0, Buffer.from('OpusTags')), page(312 + seconds * 48000, Buffer.alloc(40, 7))]);
}

const element = (id, ...content) => {
  const body = Buffer.concat(content.map((one) => Buffer.from(one)));
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
};
// As a browser's recorder streams it: the sizes of segment and cluster are open, no duration is told.
export function webmOpus(seconds, codec = 'A_OPUS') {
  const open = Buffer.from('01ffffffffffffff', 'hex');
  const block = (ms) => element('a3', [0x81, ms >> 8, ms & 255, 0x80], Buffer.alloc(20, 5));
  const clusters = [];
  for (let at = 0; at <= seconds * 1000; at += 10_000) {
    const time = Buffer.alloc(4);
    time.writeUInt32BE(at);
    clusters.push(Buffer.from('1f43b675', 'hex'), open, element('e7', time), block(0), block(Math.min(10_000, Math.round(seconds * 1000) - at)));
  }
  return Buffer.concat([
    element('1a45dfa3', element('4282', 'webm')), Buffer.from('18538067', 'hex'), open,
    element('1654ae6b', element('ae', element('83', [2]), element('86', codec))), ...clusters,
  ]);
}

const box = (type, ...content) => {
  const body = Buffer.concat(content.map((one) => Buffer.from(one)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
export function m4a(seconds, { handler = 'soun', userData = '' } = {}) {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(seconds * 1000, 16);
  const track = box('trak', box('mdia', box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(13)])),
    box('minf', box('stbl', box('stsd', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box('mp4a', Buffer.alloc(28))]))))));
  return Buffer.concat([box('ftyp', 'M4A \0\0\0\0M4A '), box('moov', box('mvhd', header), track, ...(userData ? [box('udta', userData)] : [])), box('mdat', Buffer.alloc(50, 9))]);
}

export const sha1 = (bytes) => createHash('sha1').update(bytes).digest('base64');
export const base64 = (text) => Buffer.from(text).toString('base64');
