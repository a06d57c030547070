// What is seen: windows as dcm2pnm has them, inverted grey, palettes, colour.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../../tools/test-runner.mjs';
import { convert, dicom, make, open, phantom, place, tool } from './support.mjs';

// The pixels of a binary PGM or PPM.
function picture(file) {
  const bytes = readFileSync(file);
  const head = /^P([56])\s(?:#[^\n]*\n)?\s*(\d+)\s+(\d+)\s+(\d+)\s/.exec(bytes.subarray(0, 400).toString('latin1'));
  assert.ok(head, 'a PNM file');
  return { samples: head[1] === '6' ? 3 : 1, values: bytes.subarray(head[0].length) };
}

async function rendered(file, level) {
  const image = await open(file);
  const frame = await dicom.decodeFrame(image, 0);
  return dicom.render(image, frame, level ?? dicom.ownLevel(image, frame));
}

// Rounding differs by at most one step of 256; dcmtk cuts where it turns luminance into colour, so there by two.
async function sameAs(file, level, ...args) {
  const most = (await open(file)).photometric.startsWith('YBR') ? 2 : 1;
  const out = place('pnm');
  tool('dcm2pnm', ...args, file, out);
  const { samples, values } = picture(out);
  const rgba = await rendered(file, level);
  assert.equal(rgba.length / 4, values.length / samples);
  let worst = 0;
  for (let i = 0; i < values.length; i++) worst = Math.max(worst, Math.abs(values[i] - rgba[4 * Math.floor(i / samples) + (i % samples)]));
  assert.ok(worst <= most, `differs by ${worst} of 255`);
}

const ct = (fields = [], more = {}) => make({
  values: phantom({ low: -1024, high: 2000, seed: 9 }), stored: 16, signed: true, fields: ['(0028,1052) DS [0]', '(0028,1053) DS [1]', ...fields], ...more,
});

for (const [name, centre, width] of [['lungs', -600, 1500], ['heart', 40, 400], ['bones', 400, 1800], ['one step', 0, 1], ['two', 10, 2]])
  test(`dicom: the window for ${name} is dcmtk's`, () => sameAs(ct(), { centre, width }, '+Ww', String(centre), String(width)));

test('dicom: the file\'s own window, slope and intercept', () =>
  sameAs(make({ values: phantom({ high: 4095, seed: 3 }), stored: 12, fields: ['(0028,1050) DS [40]', '(0028,1051) DS [350]', '(0028,1052) DS [-1024]', '(0028,1053) DS [1]'] }), undefined, '+Wi', '1'));

test('dicom: without a window all values are seen', () => sameAs(make({ values: phantom({ low: 100, high: 900, seed: 4 }), stored: 12 }), undefined, '+Wm'));

test('dicom: MONOCHROME1 is the other way round', () =>
  sameAs(make({ values: phantom({ high: 4095, seed: 5 }), stored: 12, photometric: 'MONOCHROME1', modality: 'CR' }), { centre: 2048, width: 4096 }, '+Ww', '2048', '4096'));

test('dicom: colour, also as luminance and differences', async () => {
  const values = phantom({ samples: 3, high: 255, seed: 6 });
  await sameAs(make({ values, samples: 3, allocated: 8 }));
  await sameAs(make({ values, samples: 3, allocated: 8, photometric: 'YBR_FULL' }));
  await sameAs(convert('dcmcrle', make({ values, samples: 3, allocated: 8, photometric: 'YBR_FULL' })));
});

test('dicom: palettes', async () => {
  const table = (shift) => Array.from({ length: 256 }, (_, i) => ((i * shift) % 256 << 8).toString(16).padStart(4, '0')).join('\\');
  const palette = ['1101', '1102', '1103'].map((tag) => `(0028,${tag}) US 256\\0\\16`);
  const fields = [...palette, ...[['1201', 3], ['1202', 5], ['1203', 7]].map(([tag, shift]) => `(0028,${tag}) OW ${table(shift)}`)];
  await sameAs(make({ values: phantom({ high: 255, seed: 8 }), allocated: 8, photometric: 'PALETTE COLOR', fields }));
});

test('dicom: slices lie in the order of the body', async () => {
  const order = async (z, number) => dicom.readOrder(await dicom.parse(new Uint8Array(readFileSync(make({
    values: phantom({ high: 9 }), fields: [`(0020,0013) IS [${number}]`, `(0020,0032) DS [10\\20\\${z}]`, '(0020,0037) DS [1\\0\\0\\0\\1\\0]'],
  })))));
  assert.deepEqual(await order(-12.5, 7), { along: -12.5, number: 7 });
  const bare = dicom.readOrder(await dicom.parse(new Uint8Array(readFileSync(make({ values: phantom({ high: 9 }), fields: ['(0020,0013) IS [3]'] })))));
  assert.deepEqual(bare, { along: null, number: 3 });
});
