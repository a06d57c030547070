// Milliseconds to decode and to render one CT slice of 512 × 512, by codec, in one run of Node; and what a browser loads for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { cleanUp, convert, dicom, make, open, phantom } from '../dicom/support.mjs';

const goal_ms = 100; // of decoding, each codec
const rounds = 21;
const side = 512;

const kind = { rows: side, columns: side, low: -1024, high: 2000, signed: true };
const file = make({ values: phantom({ seed: 7, ...kind }), ...kind, fields: ['(0028,1052) DS [0]', '(0028,1053) DS [1]'] });
const byte = { rows: side, columns: side, high: 255, allocated: 8 };
const files = {
  'uncompressed': file,
  'RLE': convert('dcmcrle', file),
  'JPEG lossless': convert('dcmcjpeg', file, '+e1'),
  'JPEG-LS': convert('dcmcjpls', file),
  'JPEG 2000': convert('gdcmconv', file, '--j2k'),
  'JPEG baseline (8 bit)': convert('dcmcjpeg', make({ values: phantom({ seed: 7, ...byte }), ...byte }), '+eb'),
};
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const round = (ms) => Math.round(ms * 10) / 10;

const codecs = {};
for (const [name, path] of Object.entries(files)) {
  const image = await open(path);
  const first = performance.now();
  let frame = await dicom.decodeFrame(image, 0);
  const first_ms = round(performance.now() - first);
  const decode = [], render = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    frame = await dicom.decodeFrame(image, 0);
    const decoded = performance.now();
    dicom.render(image, frame, { centre: 40, width: 400 });
    decode.push(decoded - started);
    render.push(performance.now() - decoded);
  }
  codecs[name] = { first_ms, decode_ms: round(median(decode)), render_ms: round(median(render)) };
}
cleanUp();

// Parts that are loaded with the viewer and with a codec, as the server sends them.
const site = JSON.parse(readFileSync(join(root, 'build/site/site.json'), 'utf8'));
const lazy = /^\/(viewer|dicom|jpeg|jpegls|jpeg2000|lossless|chunk|charls|libjpeg|openjpeg)[\w-]*\.[^/]+\.(js|wasm)$/;
const parts = Object.fromEntries(Object.entries(site.files).filter(([path]) => lazy.test(path)).map(([path, { bytes }]) => [path, bytes.br ?? bytes.identity]));

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ codecs, parts_brotli: parts }));
} else {
  for (const [name, ms] of Object.entries(codecs)) console.log(`${name.padEnd(24)} decode ${ms.decode_ms} ms (the first ${ms.first_ms}), render ${ms.render_ms} ms`);
  for (const [path, size] of Object.entries(parts).sort(([, a], [, b]) => a - b)) console.log(`${String(size).padStart(8)}  ${path}`);
}
process.exitCode = Object.values(codecs).every(({ decode_ms }) => decode_ms <= goal_ms) ? 0 : 1;
