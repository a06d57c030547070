// A hospital's CD: what is on it is told by its first bytes, a series is one document, and it travels as one.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { slice } from './dicom_files.mjs';
import { Shelf, json, recorder, until, web } from './support.mjs';
import { client, tus } from './tus_server.mjs';

const at = { lastModified: 1700000000000 };
const file = (name, bytes, type = '') => new File([bytes], name, { type, ...at });
const scan = (number, options = {}) => file(options.name ?? `IM${String(number).padStart(6, '0')}`, slice(number, options));
const inFolder = (path, made) => Object.defineProperty(made, 'webkitRelativePath', { value: path });
const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const sorted = (files, folder = false) => web.sort(files, folder, () => {});
const names = (files) => files.map(({ name }) => name);

const disc = () => [
  file('DICOMDIR', slice(0, { series: 99 })),
  file('AUTORUN.INF', '[autorun]'),
  file('viewer.exe', 'MZ', 'application/x-msdownload'),
  file('README', 'no mark, no extension'),
];

test('series: a disc\'s slices are one document in their order, and the rest is counted', async () => {
  const found = await sorted([...disc(), ...[3, 1, 10, 2].map((number) => scan(number, { name: `x${number}.dcm` }))]);
  assert.deepEqual([found.photos, found.papers, found.leftOut], [[], [], 3], 'DICOMDIR is not worth a word');
  assert.equal(found.series.length, 1);
  assert.deepEqual(names(found.series[0].files.map((one) => one.file)), ['x1.dcm', 'x2.dcm', 'x3.dcm', 'x10.dcm']);
});

test('series: several in one pick are several documents, by their number, with the hospital\'s words for them', async () => {
  const files = [
    scan(1, { series: 3, description: 'Thin 1.0' }), scan(1, { series: 2, description: '\xd0\xd8\xb2\xbf', encoding: 'GB18030' }),
    scan(2, { series: 3 }), scan(1, { series: 4, modality: 'SR' }), scan(2, { series: 2 }),
  ];
  const { series, leftOut } = await sorted(files);
  assert.deepEqual(series.map(({ name, files: all }) => [name, all.length]), [['胸部', 2], ['Thin 1.0', 2]]);
  assert.equal(leftOut, 1, 'a report has no picture');
  const again = await sorted(files.reverse());
  assert.deepEqual(again.series.map(({ print }) => print), series.map(({ print }) => print), 'known again in any order');
});

test('series: a head with long lists in it is read further; a slice that is there twice goes once', async () => {
  const { series } = await sorted([scan(1, { bytes: 40_000 }), scan(2, { bytes: 40_000 }), scan(1, { bytes: 40_000, name: 'COPY' })]);
  assert.deepEqual(series.map(({ files }) => files.length), [2]);
});

test('series: more slices than one document holds go on in another', async () => {
  const { series } = await sorted(numbers(1, 501).map((number) => scan(number)));
  assert.deepEqual(series.map(({ files }) => files.length), [500, 1]);
  assert.notEqual(series[0].print, series[1].print);
});

test('series: photos and papers picked with it stay what they are, but in a folder they are the viewer\'s', async () => {
  const files = () => [file('a.jpg', 'x', 'image/jpeg'), scan(1), scan(2), file('b.pdf', 'x', 'application/pdf'), file('c', Buffer.from('\xff\xd8\xff\xe0', 'latin1'))];
  const picked = await sorted(files());
  assert.deepEqual([names(picked.photos), names(picked.papers), picked.series.length, picked.leftOut], [['a.jpg', 'c'], ['b.pdf'], 1, 0]);
  const folder = await sorted(files(), true);
  assert.deepEqual([folder.photos, folder.papers, folder.series.length, folder.leftOut], [[], [], 1, 3]);
});

// ---- one pick, as the page hands it over ----

function picking(load = async () => web) {
  const record = recorder();
  const added = [];
  const uploads = {
    addFile: (picker, one, count, batch) => (added.push(['file', one.name, count, batch]), `h${added.length}`),
    addSeries: (picker, one, count) => (added.push(['series', one.files.length, count]), `h${added.length}`),
  };
  const made = web.createPicking({ uploads, emit: record.emit, load });
  const pick = (files) => {
    let batch = '';
    for (const one of files) {
      const handle = made.addFile('records.file', one, files.length, batch);
      batch ||= handle;
    }
  };
  return { ...record, made, pick, added, sorted: () => until(() => record.of('file').find(({ state }) => state === 'sorted'), 'sorted') };
}

test('picking: photos alone go on at once, as pages of one paper', () => {
  const t = picking(() => assert.fail('nothing to look at'));
  t.pick([file('b.pdf', 'x', 'application/pdf'), file('1.jpg', 'x', 'image/jpeg'), file('2.HEIC', 'x')]);
  assert.deepEqual(t.added, [['file', '1.jpg', 3, ''], ['file', '2.HEIC', 3, 'h1'], ['file', 'b.pdf', 3, undefined]]);
});

test('picking: one line says what was left out; alone, an unknown file goes to the hospital, which says why not', async () => {
  const t = picking();
  t.pick([...disc(), scan(1), scan(2)]);
  const { count, sent, bytes } = await t.sorted();
  assert.deepEqual([count, sent, bytes], [3, 1, 6]);
  assert.deepEqual(t.added, [['series', 2, 1]]);
  const alone = picking();
  alone.pick([file('letter.docx', 'x')]);
  await until(() => alone.added.length === 1);
  assert.deepEqual([alone.added[0][1], alone.events], ['letter.docx', []]);
});

test('picking: a disc without pictures says so, and so does a network that is gone', async () => {
  const nothing = picking();
  nothing.pick(disc());
  assert.deepEqual([(await nothing.sorted()).sent, nothing.added], [0, []]);
  const lost = picking(() => Promise.reject(new Error('offline')));
  lost.pick([scan(1), scan(2)]);
  assert.equal((await lost.sorted()).error, 'offline');
});

test('picking: who signs out while a disc is read leaves nothing behind', async () => {
  let open;
  const t = picking(() => new Promise((resolve) => (open = () => resolve(web))));
  t.pick([scan(1), scan(2)]);
  t.made.clear();
  open();
  const other = picking();
  other.pick([scan(1), scan(2)]);
  await other.sorted();
  assert.deepEqual([t.added, t.events], [[], []]);
});

// ---- on its way ----

const series = async (count, options) => (await sorted(numbers(1, count).map((number) => scan(number, options)))).series[0];
const idsOf = ({ upload_id, page_upload_ids }) => [upload_id, ...page_upload_ids];
const patched = (server) => server.seen.filter(({ method }) => method === 'PATCH').length;

test('series: it arrives whole and in order, a few at a time, told as one', async () => {
  let most = 0;
  const server = await tus((request) => {
    const under_way = [...server.uploads.values()].filter(({ bytes, length }) => bytes.length < length).length;
    if (request.method === 'POST') most = Math.max(most, under_way + 1);
    return null;
  });
  const t = client(server);
  const one = await series(40);
  const handle = t.uploads.addSeries('records.file', one);
  assert.deepEqual([t.last().pages, t.last().bytes, t.last().type], [40, one.files.reduce((sum, { file: { size } }) => sum + size, 0), 'application/dicom']);
  const began = Date.now();
  t.uploads.start(handle);
  const done = await t.reach('done');
  const sent = idsOf(done).map((id) => server.uploads.get(id).bytes);
  for (const [i, { file: made }] of one.files.entries()) assert.ok(sent[i].equals(Buffer.from(await made.arrayBuffer())), `slice ${i + 1}`);
  assert.deepEqual([done.arrived, done.sent], [40, done.bytes]);
  assert.ok(most > 1 && most <= 3, `${most} at a time`);
  const told = t.of('file');
  assert.ok(told.length <= 5 + (Date.now() - began) / 200, `${told.length} events`);
  assert.ok(told.every(({ file: of }) => of === handle));
  assert.equal(t.shelf.map.size, 0, 'nothing is kept of what has arrived');
  await server.close();
});

test('series: after a reload only what is missing is sent, and what is kept stays small', async () => {
  let cut = false;
  const server = await tus((request) => (cut && request.method !== 'DELETE' ? (response) => response.socket.destroy() : null));
  const first = client(server);
  const one = await series(60);
  const handle = first.uploads.addSeries('records.file', one);
  first.uploads.start(handle);
  await until(() => patched(server) >= 25);
  cut = true;
  first.uploads.flush();
  const kept = [...first.shelf.map.values()].join('');
  assert.ok(kept.length < 60 * 60, `${kept.length} characters`);
  assert.ok(!kept.includes('1.2.826'), 'no identifier of the hospital\'s');
  first.uploads.pause(handle);
  cut = false;
  const before = patched(server);
  const second = client(server, { shelf: first.shelf });
  const again = second.uploads.addSeries('records.again', await series(60));
  assert.equal(again, handle, 'the draft knows it again');
  assert.ok(second.last().arrived >= 20, `${second.last().arrived} are there already`);
  second.uploads.start(again);
  const done = await second.reach('done');
  assert.equal(new Set(idsOf(done)).size, 60);
  assert.ok(patched(server) - before <= 60 - 20, `${patched(server) - before} were sent after it`);
  await server.close();
});

test('series: pause stops all of it, start goes on, forget deletes all that has arrived', async () => {
  const server = await tus();
  const t = client(server);
  const handle = t.uploads.addSeries('records.file', await series(80));
  t.uploads.start(handle);
  await until(() => patched(server) >= 10);
  t.uploads.pause(handle);
  assert.deepEqual([t.last().state, t.last().file], ['paused', handle]);
  t.uploads.start(handle);
  await until(() => patched(server) >= 30);
  t.uploads.forget(handle);
  await until(() => server.uploads.size <= 2 * 3, 'deleted'); // those that were being made at the pause and now expire: three at a time
  assert.equal([...t.shelf.map.values()].join(''), '');
  await server.close();
});

test('series: a slice that cannot be sent holds up no other; a next try sends it alone', async () => {
  let refuse = true;
  const server = await tus((request) => (refuse && /SU0wMDAwMDM=/.test(request.headers['upload-metadata'] ?? '') ? (response) => json(response, 413, { code: 'upload_too_large' }) : null));
  const t = client(server);
  const handle = t.uploads.addSeries('records.file', await series(10));
  t.uploads.start(handle);
  const failed = await t.reach('failed');
  assert.deepEqual([failed.error, failed.arrived, failed.page_upload_ids.length], ['upload_too_large', 9, 9]);
  refuse = false;
  const before = patched(server);
  t.uploads.start(handle);
  const done = await t.reach('done');
  assert.equal(patched(server) - before, 1);
  assert.equal(new Set(idsOf(done)).size, 10);
  await server.close();
});

test('series: picked once more it is told to be here already; when it had failed, it goes on with the new files', async () => {
  let refuse = false;
  const server = await tus((request) => (refuse && request.method === 'POST' ? (response) => json(response, 400) : null));
  const t = client(server);
  const handle = t.uploads.addSeries('records.file', await series(20));
  const second = t.uploads.addSeries('records.file', await series(20));
  assert.notEqual(second, handle);
  assert.equal(t.last().batch, handle);
  t.uploads.forget(second);
  t.uploads.start(handle);
  await until(() => patched(server) >= 8);
  refuse = true;
  const failed = await t.reach('failed');
  assert.ok(failed.arrived >= 8);
  refuse = false;
  const before = patched(server);
  assert.equal(t.uploads.addSeries('records.file', await series(20)), handle);
  t.uploads.start(handle);
  assert.equal(new Set(idsOf(await t.reach('done'))).size, 20);
  assert.ok(patched(server) - before <= 12);
  await server.close();
});

test('series: a disc that was taken out does not try five hundred slices', async () => {
  const server = await tus((request) => (request.method === 'PATCH' ? (response) => response.socket.destroy() : null));
  const t = client(server);
  const one = await series(100);
  for (const { file: made } of one.files) made.slice = () => ({ size: 1, arrayBuffer: () => Promise.reject(new Error('NotReadableError')) });
  const handle = t.uploads.addSeries('records.file', one);
  t.uploads.start(handle);
  const failed = await t.reach('failed');
  assert.equal(failed.error, 'upload_unreadable');
  assert.ok(server.seen.length < 30, `${server.seen.length} requests`);
  await server.close();
});

test('series: while the server has no room it waits, and says so', async () => {
  let room = false;
  const server = await tus((request) => (!room && request.method === 'POST' ? (response) => json(response, 413, { code: 'upload_quota' }) : null));
  const t = client(server);
  t.uploads.start(t.uploads.addSeries('records.file', await series(5)));
  await until(() => t.of('file').some(({ state, error }) => state === 'sending' && error === 'upload_quota'));
  room = true;
  assert.equal((await t.reach('done')).arrived, 5);
  await server.close();
});

test('series: the server counts uploads and asks to wait: it waits as often as asked', async () => {
  let asked = 0;
  const server = await tus((request) => (request.method === 'POST' && ++asked % 3 !== 0 ? (response) => json(response, 429, { code: 'too_many_requests' }, { 'Retry-After': '0' }) : null));
  const t = client(server);
  t.uploads.start(t.uploads.addSeries('records.file', await series(30)));
  assert.equal((await t.reach('done')).arrived, 30);
  await server.close();
});

test('series: without a valid session all of it pauses', async () => {
  let signedIn = false;
  const server = await tus(() => (signedIn ? null : (response) => json(response, 401)));
  const t = client(server);
  const handle = t.uploads.addSeries('records.file', await series(9));
  t.uploads.start(handle);
  assert.equal((await t.reach('paused')).error, 'session');
  signedIn = true;
  t.uploads.start(handle);
  assert.equal((await t.reach('done')).arrived, 9);
  await server.close();
});

test('series: what the server lost after it had arrived is sent anew', async () => {
  const server = await tus();
  const t = client(server);
  const handle = t.uploads.addSeries('records.file', await series(4));
  t.uploads.start(handle);
  await t.reach('done');
  t.uploads.start(handle);
  await until(() => t.of('file').filter(({ state }) => state === 'done').length === 2);
  assert.equal(server.uploads.size, 8);
  await server.close();
});

test('series: signing out leaves no trace', async () => {
  const server = await tus();
  const t = client(server, { shelf: new Shelf() });
  t.uploads.start(t.uploads.addSeries('records.file', await series(30)));
  await until(() => patched(server) >= 5);
  t.uploads.flush();
  t.uploads.clear();
  assert.equal([...t.shelf.map.values()].join(''), '');
  await server.close();
});
