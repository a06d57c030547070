// Broken, cut and malicious files: a coded error or a picture, in bounded time, whatever was done to them.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { bytesOf, convert, dicom, make, open, phantom, random } from './support.mjs';

const codes = new Set(['dicom.broken', 'dicom.truncated', 'dicom.unsupported', 'dicom.too_large', 'dicom.no_picture']);

// Looks at the first frame; answers the code of the refusal, or 'shown'.
async function look(bytes) {
  try {
    const image = await open(bytes);
    const frame = await dicom.decodeFrame(image, 0);
    const rgba = dicom.render(image, frame, dicom.ownLevel(image, frame));
    assert.equal(rgba.length, image.rows * image.columns * 4);
    return 'shown';
  } catch (error) {
    assert.ok(error instanceof dicom.DicomError, `not a coded error: ${error?.stack ?? error}`);
    assert.ok(codes.has(error.code), error.code);
    return error.code;
  }
}

const grey = () => make({ values: phantom({ high: 4095, seed: 2 }), stored: 12, fields: ['(0028,1052) DS [-1024]'] });
const kinds = {
  'uncompressed': (file) => file,
  'implicit': (file) => convert('dcmconv', file, '+ti'),
  'deflated': (file) => convert('dcmconv', file, '+td'),
  'RLE': (file) => convert('dcmcrle', file),
  'JPEG lossless': (file) => convert('dcmcjpeg', file, '+e1'),
  'JPEG-LS': (file) => convert('dcmcjpls', file),
  'JPEG 2000': (file) => convert('gdcmconv', file, '--j2k'),
};
const baseline = () => convert('dcmcjpeg', make({ values: phantom({ high: 255, seed: 2 }), allocated: 8 }), '+eb');
const files = new Map();
function sample(kind) {
  if (!files.has(kind)) files.set(kind, bytesOf(kind === 'JPEG baseline' ? baseline() : kinds[kind](grey())));
  return files.get(kind);
}
const all = [...Object.keys(kinds), 'JPEG baseline'];

for (const kind of all) {
  test(`dicom: ${kind}, cut anywhere, is said to be cut`, async () => {
    const bytes = sample(kind);
    assert.equal(await look(bytes), 'shown');
    const seen = new Set();
    for (let part = 1; part <= 24; part++) seen.add(await look(bytes.slice(0, 132 + Math.floor(((bytes.length - 140) * part) / 25))));
    assert.ok(!seen.has('dicom.unsupported') && !seen.has('dicom.too_large'), [...seen].join());
    assert.equal(await look(bytes.slice(0, bytes.length * 0.6)), 'dicom.truncated');
  });

  test(`dicom: ${kind}, with bytes changed by chance`, { timeoutMs: 240_000 }, async () => {
    const dice = random(all.indexOf(kind) + 1);
    const bytes = sample(kind);
    const results = {};
    for (let round = 0; round < 150; round++) {
      const hurt = bytes.slice();
      // Half of them in the elements, which are few, half anywhere.
      const room = round % 2 ? hurt.length - 132 : Math.min(1600, hurt.length - 132);
      for (let changes = 1 + Math.floor(dice() * 6); changes > 0; changes--) hurt[132 + Math.floor(dice() * room)] = Math.floor(dice() * 256);
      const result = await look(hurt);
      results[result] = (results[result] ?? 0) + 1;
    }
    assert.ok(Object.keys(results).length > 1, JSON.stringify(results));
    assert.equal(await look(bytes), 'shown', 'the decoder is whole after all that');
  });
}

test('dicom: what is no DICOM file', async () => {
  assert.equal(await look(new Uint8Array(0)), 'dicom.truncated');
  assert.equal(await look(new Uint8Array(100)), 'dicom.broken');
  assert.equal(await look(new Uint8Array(5000)), 'dicom.broken');
  assert.equal(await look(new TextEncoder().encode('%PDF-1.7'.padEnd(400))), 'dicom.broken');
});

// Changes a value of two bytes in the file, found by its tag.
function set16(bytes, group, element, value) {
  const view = new DataView(bytes.buffer);
  for (let at = 132; at + 10 <= bytes.length; at++) if (view.getUint16(at, true) === group && view.getUint16(at + 2, true) === element) {
    view.setUint16(at + 8, value, true);
    return bytes;
  }
  throw new Error('no such element');
}

test('dicom: sizes that nobody has memory for, and depths that nobody stores', async () => {
  const bytes = () => sample('uncompressed').slice();
  assert.equal(await look(set16(set16(bytes(), 0x28, 0x10, 65535), 0x28, 0x11, 65535)), 'dicom.too_large');
  assert.equal(await look(set16(set16(bytes(), 0x28, 0x10, 30000), 0x28, 0x11, 30000)), 'dicom.too_large');
  assert.equal(await look(set16(bytes(), 0x28, 0x10, 0)), 'dicom.broken');
  assert.equal(await look(set16(bytes(), 0x28, 0x10, 9000)), 'dicom.broken');
  assert.equal(await look(set16(bytes(), 0x28, 0x100, 64)), 'dicom.unsupported');
  assert.equal(await look(set16(bytes(), 0x28, 0x101, 40)), 'dicom.broken');
});

test('dicom: a code stream of another size than the file says is refused before it is decoded', async () => {
  for (const kind of ['JPEG lossless', 'JPEG-LS', 'JPEG 2000', 'JPEG baseline']) {
    const bytes = sample(kind).slice();
    assert.equal(await look(set16(bytes, 0x28, 0x11, 9000)), 'dicom.broken', kind);
  }
});

test('dicom: sequences nested without end, and files without a picture', async () => {
  const head = sample('uncompressed').slice(0, 132);
  const meta = [2, 0, 0x10, 0, 0x55, 0x49, 20, 0, ...new TextEncoder().encode('1.2.840.10008.1.2.1\0')];
  const nest = Array.from({ length: 5000 }, () => [8, 0, 0x40, 0x11, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 254, 255, 0, 224, 255, 255, 255, 255]).flat();
  assert.equal(await look(Uint8Array.from([...head, ...meta, ...nest])), 'dicom.broken');
  assert.equal(await look(Uint8Array.from([...head, ...meta])), 'dicom.no_picture');
});

test('dicom: a transfer syntax that nobody here reads', async () => {
  const bytes = sample('JPEG baseline').slice();
  const text = Buffer.from(bytes).indexOf('1.2.840.10008.1.2.4.50');
  bytes.set(new TextEncoder().encode('1.2.840.10008.1.2.4.99'), text);
  assert.equal(await look(bytes), 'dicom.unsupported');
  assert.equal(await look(bytesOf(convert('dcmcjpeg', grey(), '+ee'))), 'dicom.unsupported', 'JPEG of 12 bits');
});
