// Every pixel as dcmtk or gdcm have it, in each transfer syntax, depth, sign, colour and number of frames.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { convert, decodeAll, make, open, phantom, reference, valuesOf } from './support.mjs';

const kinds = {
  '8 bit': { allocated: 8, high: 255 },
  '12 bit': { stored: 12, high: 4095 },
  '16 bit': { high: 65535 },
  '16 bit signed': { signed: true, low: -32768, high: 32767 },
  '12 bit signed': { stored: 12, signed: true, low: -2048, high: 2047 },
  'RGB': { allocated: 8, samples: 3, high: 255 },
  '8 frames of 12 bit': { stored: 12, high: 4095, frames: 8 },
  '3 frames of RGB': { allocated: 8, samples: 3, high: 255, frames: 3 },
};

function draw(kind, seed) {
  const values = phantom({ seed, ...kind });
  return { values: Array.from(values), file: make({ values, ...kind }) };
}

function compare(actual, expected, what) {
  assert.equal(actual.length, expected.length, `${what}: count`);
  let wrong = 0, worst = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] !== expected[i]) {
    wrong++;
    worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
  }
  assert.equal(wrong, 0, `${what}: ${wrong} of ${actual.length} differ, by up to ${worst}`);
}

// What the tools themselves cannot do is left out: gdcm's RLE of bytes, near lossless with a sign.
// name → how the file is made, who decodes it for us, whether its values must be those that were drawn
const syntaxes = {
  'implicit little endian': { make: (file) => convert('dcmconv', file, '+ti'), exact: true },
  'explicit little endian': { make: (file) => convert('dcmconv', file, '+te'), exact: true },
  'explicit big endian': { make: (file) => convert('dcmconv', file, '+tb'), exact: true },
  'deflated': { make: (file) => convert('dcmconv', file, '+td'), exact: true },
  'RLE by dcmtk': { make: (file) => convert('dcmcrle', file), decode: 'dcmdrle', exact: true },
  'RLE by gdcm': { make: (file) => convert('gdcmconv', file, '--rle'), decode: 'dcmdrle', exact: true, only: (kind) => kind.allocated !== 8 },
  'JPEG lossless by dcmtk': { make: (file) => convert('dcmcjpeg', file, '+e1'), decode: 'dcmdjpeg', exact: true },
  'JPEG lossless, process 14, predictor 6': { make: (file) => convert('dcmcjpeg', file, '+el', '+sv', '6'), decode: 'dcmdjpeg', exact: true },
  'JPEG lossless by gdcm': { make: (file) => convert('gdcmconv', file, '--jpeg'), decode: 'dcmdjpeg', exact: true },
  'JPEG-LS by dcmtk': { make: (file) => convert('dcmcjpls', file), decode: 'dcmdjpls', exact: true },
  'JPEG-LS near lossless': { make: (file) => convert('dcmcjpls', file, '+en', '+md', '3'), decode: 'dcmdjpls', only: (kind) => !kind.signed },
  'JPEG-LS by gdcm': { make: (file) => convert('gdcmconv', file, '--jpegls'), decode: 'dcmdjpls', exact: true },
  'JPEG 2000 lossless': { make: (file) => convert('gdcmconv', file, '--j2k'), decode: 'gdcmconv', exact: true },
  'JPEG 2000 lossy': { make: (file) => convert('gdcmconv', file, '--j2k', '--lossy', '-q', '30'), decode: 'gdcmconv', only: (kind) => !kind.signed },
  'JPEG baseline': { make: (file) => convert('dcmcjpeg', file, '+eb', '+q', '90'), decode: 'dcmdjpeg', only: (kind) => kind.allocated === 8 },
  'JPEG baseline, colour of half the width': { make: (file) => convert('dcmcjpeg', file, '+eb', '+s2'), decode: 'dcmdjpeg', only: (kind) => kind.samples === 3 },
  'JPEG baseline, red, green and blue as they are': { make: (file) => convert('dcmcjpeg', file, '+eb', '+cr'), decode: 'dcmdjpeg', only: (kind) => kind.samples === 3 },
};

let seed = 20;
for (const [syntax, how] of Object.entries(syntaxes)) for (const [name, kind] of Object.entries(kinds)) {
  if (how.only && !how.only(kind)) continue;
  const own = ++seed;
  test(`dicom: ${syntax}, ${name}`, async () => {
    const drawn = draw(kind, own);
    const file = how.make(drawn.file);
    const { image, values } = await decodeAll(file);
    const raw = reference(file, how.decode ?? 'dcmconv');
    compare(values, valuesOf(raw, image, drawn.values.length), 'with the reference');
    if (how.exact) compare(values, drawn.values, 'with what was drawn');
  });
}

test('dicom: planes of colour become pixels', async () => {
  const values = phantom({ samples: 3, high: 255, seed: 5 });
  const count = values.length / 3;
  const planes = Int32Array.from(values, (_, i) => values[(i % count) * 3 + Math.floor(i / count)]);
  const file = make({ values: planes, samples: 3, allocated: 8, planar: 1 });
  const { image, values: decoded } = await decodeAll(file);
  assert.equal(image.planar, true);
  compare(decoded, Array.from(values), 'planes');
  compare((await decodeAll(convert('dcmcrle', file))).values, Array.from(values), 'RLE');
});

test('dicom: several fragments to a frame, with an offset table and without', async () => {
  const kind = kinds['8 frames of 12 bit'];
  const { values, file } = draw(kind, 77);
  compare((await decodeAll(convert('dcmcjpeg', file, '+e1', '+fs', '1'))).values, values, 'one kilobyte a fragment');
  compare((await decodeAll(convert('dcmcjpeg', file, '+e1', '+fs', '1', '-ot'))).values, values, 'without offsets');
});

test('dicom: a size of one pixel, and sides that are odd', async () => {
  for (const [rows, columns] of [[1, 1], [1, 7], [33, 1], [17, 31]]) {
    const values = phantom({ rows, columns, high: 4095, seed: rows });
    const file = make({ values, rows, columns, stored: 12 });
    for (const changed of [file, convert('dcmcrle', file), convert('dcmcjpeg', file, '+e1'), convert('dcmcjpls', file)])
      compare((await decodeAll(changed)).values, Array.from(values), `${rows} × ${columns}`);
  }
});

test('dicom: what the file says of itself is read', async () => {
  const image = await open(make({
    values: phantom({ high: 4095 }), stored: 12,
    fields: ['(0028,1050) DS [-600\\40]', '(0028,1051) DS [1500\\400]', '(0028,1052) DS [-1024]', '(0028,1053) DS [2]'],
  }));
  assert.deepEqual(image.levels, [{ centre: -600, width: 1500 }, { centre: 40, width: 400 }]);
  assert.deepEqual([image.slope, image.intercept, image.modality, image.stored], [2, -1024, 'CT', 12]);
});
