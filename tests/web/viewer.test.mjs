// Where the picture lies, which slice is which file, and how a page's bytes are fetched.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const stage = { width: 400, height: 400 };
const picture = { width: 100, height: 200 };
const whole = { zoom: 1, x: 0.5, y: 0.5 };

test('viewer: a view is read as the screen writes it', () => {
  assert.deepEqual(web.readView('47 3 13000 4000 5000 -600 1500 -8 10 2'), {
    frame: 47, pages: 3, zoom: 1.3, x: 0.4, y: 0.5, centre: -600, width: 1500, brightness: -8, contrast: 10, attempt: 2,
  });
  assert.equal(web.writeLook({ zoom: 1.3, x: 0.4, y: 0.5 }), '13000 4000 5000');
});

test('viewer: the whole picture fits, in the middle', () => {
  assert.deepEqual(web.placePicture(stage, picture, whole), { left: 100, top: 0, width: 200, height: 400 });
  assert.deepEqual(web.placePicture(stage, picture, { ...whole, zoom: 2 }), { left: 0, top: -200, width: 400, height: 800 });
});

test('viewer: what is under the finger stays under it', () => {
  const at = [260, 100];
  const under = (look) => {
    const { left, top, width, height } = web.placePicture(stage, picture, look);
    return [(at[0] - left) / width, (at[1] - top) / height];
  };
  const near = web.moveLook(stage, picture, whole, at, at, 2);
  assert.equal(near.zoom, 2);
  under(near).forEach((part, i) => assert.ok(Math.abs(part - under(whole)[i]) < 1e-9));
  const dragged = web.moveLook(stage, picture, near, [200, 200], [180, 220], 1);
  assert.ok(Math.abs((dragged.x - near.x) * 400 - 20) < 1e-9);
  assert.ok(Math.abs((dragged.y - near.y) * 800 + 20) < 1e-9);
});

test('viewer: nobody gets lost outside the picture', () => {
  let look = whole;
  for (let i = 0; i < 50; i++) look = web.moveLook(stage, picture, look, [10, 390], [300, 20], 1.3);
  assert.equal(look.zoom, 8);
  assert.ok(look.x >= 0.0625 && look.x <= 0.9375 && look.y >= 0.0625 && look.y <= 0.9375);
  for (let i = 0; i < 50; i++) look = web.moveLook(stage, picture, look, [200, 200], [390, 390], 0.7);
  assert.deepEqual(look, whole);
});

test('viewer: slices are in order when all are known, by place, then by number', () => {
  const series = web.createSeries(3);
  assert.equal(series.count(), 3);
  assert.equal(series.order(0, { along: 30, number: 3 }), false);
  assert.equal(series.order(1, { along: 10, number: 1 }), false);
  assert.deepEqual(series.at(0), { page: 0, frame: 0 });
  assert.equal(series.order(2, { along: 20, number: 2 }), true);
  assert.deepEqual([0, 1, 2].map((i) => series.at(i).page), [1, 2, 0]);
  assert.equal(series.find({ page: 0, frame: 0 }), 2);
  const feetFirst = web.createSeries(2);
  feetFirst.order(0, { along: 10, number: 2 });
  feetFirst.order(1, { along: 20, number: 1 });
  assert.deepEqual([0, 1].map((i) => feetFirst.at(i).page), [1, 0], 'number 1 is the first');
  const numbered = web.createSeries(2);
  numbered.order(0, { along: null, number: 8 });
  assert.equal(numbered.order(1, { along: 5, number: 7 }), true);
  assert.deepEqual([0, 1].map((i) => numbered.at(i).page), [1, 0]);
  const bare = web.createSeries(2);
  bare.order(0, { along: null, number: null });
  assert.equal(bare.order(1, { along: null, number: 1 }), false);
  assert.deepEqual([0, 1].map((i) => bare.at(i).page), [0, 1], 'as they were sent');
});

test('viewer: a file of many frames takes as many places', () => {
  const series = web.createSeries(2);
  series.frames(0, 3);
  assert.equal(series.count(), 4);
  assert.deepEqual(series.at(2), { page: 0, frame: 2 });
  assert.deepEqual(series.at(3), { page: 1, frame: 0 });
  assert.deepEqual(series.at(99), { page: 1, frame: 0 });
});

const answering = (status, body = new Uint8Array(10), headers = {}) => {
  const asked = [];
  return { asked, file: () => null, ask: async (path, init) => (asked.push({ path, init }), new Response(body, { status, headers })) };
};
const fetchPage = (deps, source, page, most) => web.fetchPage(deps, source, page, new AbortController().signal, () => {}, most);

test('viewer: pages are asked for by the record\'s address, the beginning by range', async () => {
  const deps = answering(200, new Uint8Array([1, 2, 3]), { 'Content-Length': '3' });
  assert.deepEqual(new Uint8Array(await fetchPage(deps, 'record:rec_1', 0)), new Uint8Array([1, 2, 3]));
  await fetchPage(deps, 'record:rec_1', 4, 8192);
  await fetchPage(deps, 'message:m/2', 0);
  assert.deepEqual(deps.asked.map(({ path }) => path), ['/records/rec_1/content', '/records/rec_1/content?page=5', '/messages/m%2F2/content']);
  assert.equal(deps.asked[1].init.headers.Range, 'bytes=0-8191');
});

test('viewer: each refusal has its code', async () => {
  const code = async (deps, source = 'record:r') => fetchPage(deps, source, 0).then(() => 'none', (error) => error.code);
  assert.equal(await code(answering(404)), 'not_found');
  assert.equal(await code(answering(401)), 'unauthorized');
  assert.equal(await code(answering(500)), 'server');
  assert.equal(await code(answering(200, new Uint8Array(2), { 'Content-Length': '900000000' })), 'dicom.too_large');
  assert.equal(await code(answering(200, new Uint8Array(2), { 'Content-Length': '5' })), 'offline', 'cut on the way');
  assert.equal(await code({ file: () => null, ask: () => Promise.reject(new TypeError()) }), 'offline');
  assert.equal(await code(answering(200), 'file:gone'), 'not_found');
});

test('viewer: what a file is shows in its first bytes', () => {
  const bytes = (text, at = 0) => {
    const all = new Uint8Array(200);
    all.set([...text].map((letter) => letter.charCodeAt(0)), at);
    return all.buffer;
  };
  assert.equal(web.kindOf(bytes('DICM', 128)), 'dicom');
  assert.equal(web.kindOf(bytes('\xff\xd8\xff')), 'photo');
  assert.equal(web.kindOf(bytes('\x89PNG')), 'photo');
  assert.equal(web.kindOf(bytes('%PDF-')), 'other');
  assert.equal(web.kindOf(new ArrayBuffer(0)), 'other');
});

test('pictures: where the small one is', () => {
  assert.equal(web.previewPath('record:rec_1:1'), '/records/rec_1/preview');
  assert.equal(web.previewPath('record:rec_1:3'), '/records/rec_1/preview?page=3');
  assert.equal(web.previewPath('message:m?1'), '/messages/m%3F1/preview');
});
