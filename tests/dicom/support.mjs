// Phantoms drawn from a seed, files that dcmtk and gdcm make of them, and what those tools decode.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../../tools/files.mjs';

// web/dicom as a browser gets it, but for the decoders' WebAssembly, which is inside.
export async function load() {
  const result = await esbuild.build({
    absWorkingDir: root, entryPoints: ['web/dicom/index.ts'], bundle: true, format: 'esm', target: 'es2022', platform: 'browser', write: false,
    loader: { '.wasm': 'binary' }, external: ['fs', 'path'], define: { process: 'undefined' }, tsconfigRaw: '{}',
  });
  return import(`data:text/javascript;base64,${Buffer.from(result.outputFiles[0].contents).toString('base64')}`);
}
export const dicom = await load();

const folder = mkdtempSync(join(tmpdir(), 'banzhen-dicom-'));
export const cleanUp = () => rmSync(folder, { recursive: true, force: true });
let made = 0;
export const place = (extension) => join(folder, `${++made}.${extension}`);

export function tool(name, ...args) {
  return execFileSync(name, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

// A small generator of numbers (mulberry32): the same seed gives the same file.
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Ellipses, a gradient and noise between `low` and `high`: edges for predictors, flat parts for runs.
export function phantom({ seed = 1, rows = 61, columns = 53, frames = 1, samples = 1, low = 0, high = 255 }) {
  const dice = random(seed);
  const values = new Int32Array(rows * columns * frames * samples);
  const shapes = Array.from({ length: 9 }, () => ({
    x: dice() * columns, y: dice() * rows, a: 2 + dice() * columns * 0.3, b: 2 + dice() * rows * 0.3, v: Array.from({ length: samples }, dice),
  }));
  let at = 0;
  for (let frame = 0; frame < frames; frame++) for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) for (let s = 0; s < samples; s++) {
    let value = (x / columns) * 0.2;
    for (const shape of shapes) if (((x - shape.x - frame) / shape.a) ** 2 + ((y - shape.y) / shape.b) ** 2 < 1) value = shape.v[s];
    if (y > rows * 0.75) value += (dice() - 0.5) * 0.1;
    if (y < 2) value = (x + frame) % 2; // the extremes, too
    values[at++] = Math.round(low + Math.min(1, Math.max(0, value)) * (high - low));
  }
  return values;
}

// A file in explicit little endian, by dump2dcm. `fields` are lines of dump, e.g. '(0028,1052) DS [-1024]'.
export function make({ values, rows = 61, columns = 53, frames = 1, samples = 1, allocated = 16, stored = allocated, signed = false,
  photometric = samples === 3 ? 'RGB' : 'MONOCHROME2', planar = 0, modality = 'CT', fields = [] }) {
  const bytes = Buffer.alloc((values.length * allocated) / 8 + ((values.length * allocated) / 8) % 2);
  const mask = 2 ** stored - 1;
  values.forEach((value, i) => {
    const raw = allocated === 32 ? value >>> 0 : value & mask;
    bytes.writeUIntLE(raw, (i * allocated) / 8, allocated / 8);
  });
  const raw = place('raw');
  writeFileSync(raw, bytes);
  const multi = frames > 1;
  const lines = [
    `(0008,0016) UI =${multi ? 'MultiframeTrueColorSecondaryCaptureImageStorage' : modality === 'CT' ? 'CTImageStorage' : 'SecondaryCaptureImageStorage'}`,
    `(0008,0018) UI [1.2.826.0.1.3680043.2.1125.${1000 + made}]`,
    `(0008,0060) CS [${modality}]`,
    '(0010,0010) PN [Phantom^Seeded]',
    '(0020,000d) UI [1.2.826.0.1.3680043.2.1125.1]', '(0020,000e) UI [1.2.826.0.1.3680043.2.1125.2]',
    `(0028,0002) US ${samples}`, `(0028,0004) CS [${photometric}]`,
    ...(samples === 3 ? [`(0028,0006) US ${planar}`] : []),
    ...(multi ? [`(0028,0008) IS [${frames}]`] : []),
    `(0028,0010) US ${rows}`, `(0028,0011) US ${columns}`,
    `(0028,0100) US ${allocated}`, `(0028,0101) US ${stored}`, `(0028,0102) US ${stored - 1}`, `(0028,0103) US ${signed ? 1 : 0}`,
    ...fields,
    `(7fe0,0010) ${allocated === 8 ? 'OB' : 'OW'} =${raw}`,
  ];
  const dump = place('dump');
  writeFileSync(dump, `${lines.join('\n')}\n`);
  const file = place('dcm');
  // The raw file is little endian; +te writes explicit little endian.
  tool('dump2dcm', '+te', dump, file);
  return file;
}

// The same file in another transfer syntax.
export function convert(name, file, ...args) {
  const out = place('dcm');
  tool(name, ...args, file, out);
  return out;
}

// The stored values as dcmtk's or gdcm's own decoder gives them: the file made uncompressed by `name`, then its bytes as they are.
export function reference(file, name = 'dcmconv', ...args) {
  const plain = place('dcm');
  if (name === 'gdcmconv') tool(name, '--raw', file, plain);
  else if (name === 'dcmconv') tool(name, '+te', ...args, file, plain);
  else tool(name, '+te', ...args, file, plain);
  const raw = place('raw');
  tool('gdcmraw', '-i', plain, '-o', raw);
  return readFileSync(raw);
}

export const bytesOf = (file) => new Uint8Array(readFileSync(file));

export async function open(bytes) {
  const set = await dicom.parse(bytes instanceof Uint8Array ? bytes : bytesOf(bytes));
  return dicom.readImage(set);
}

// All frames' values, one after the other.
export async function decodeAll(file) {
  const image = await open(file);
  const parts = [];
  for (let frame = 0; frame < image.frames; frame++) parts.push((await dicom.decodeFrame(image, frame)).values);
  return { image, values: parts.flatMap((part) => Array.from(part)) };
}

// Raw little-endian bytes → the stored values, with their sign.
export function valuesOf(raw, { allocated, stored, signed }, count) {
  const values = [];
  for (let i = 0; i < count; i++) {
    const word = raw.readUIntLE((i * allocated) / 8, allocated / 8);
    const low = word % 2 ** stored;
    values.push(signed && low >= 2 ** (stored - 1) ? low - 2 ** stored : low);
  }
  return values;
}
