import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Shelf, json, sleep, until, web } from './support.mjs';
import { client, tus } from './tus_server.mjs';

const kb = 1024;

function content(bytes) {
  const data = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i += 1) data[i] = (i * 31 + (i >> 8)) & 255;
  return data;
}
const file = (bytes, name = '化验单.jpg', type = 'image/jpeg') => new File([content(bytes)], name, { type, lastModified: 1700000000000 });

test('upload: a photo arrives whole, in pieces, with its name and type', async () => {
  const server = await tus();
  const t = client(server);
  const handle = t.uploads.addFile('records.add', file(1500 * kb));
  assert.deepEqual(t.last(), {
    on: 'file', file: handle, picker: 'records.add', name: '化验单.jpg', type: 'image/jpeg', bytes: 1500 * kb, sent: 0,
    state: 'picked', upload_id: '', error: '',
  });
  assert.equal(server.seen.length, 0, 'nothing is sent before it is asked for');
  t.uploads.start(handle);
  const done = await t.reach('done');
  assert.deepEqual([done.upload_id, done.sent], ['u1', 1500 * kb]);
  const { bytes, metadata } = server.uploads.get('u1');
  assert.ok(bytes.equals(content(1500 * kb)));
  const meta = Object.fromEntries(metadata.split(',').map((pair) => pair.split(' ')).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  assert.deepEqual(meta, { filename: '化验单.jpg', filetype: 'image/jpeg' });
  assert.ok(server.seen.every(({ headers }) => headers.authorization === 'Bearer token-1'));
  assert.ok(server.seen.filter(({ method }) => method === 'PATCH').every(({ headers }) => headers['content-type'] === 'application/offset+octet-stream'));
  await server.close();
});

test('upload: 12 MB are read in slices of at most 512 KB, never whole, and told at most five times a second', async () => {
  const server = await tus();
  const t = client(server);
  const photo = file(12 * kb * kb);
  let largest = 0;
  const slice = photo.slice.bind(photo);
  photo.slice = (from, to) => {
    largest = Math.max(largest, to - from);
    return slice(from, to);
  };
  for (const whole of ['arrayBuffer', 'stream', 'text']) photo[whole] = () => assert.fail(`${whole} of the whole file`);
  const began = Date.now();
  t.uploads.start(t.uploads.addFile('p', photo));
  await t.reach('done');
  assert.equal(largest, 512 * kb);
  assert.ok(server.seen.length < 30, `${server.seen.length} requests`);
  assert.ok(t.of('file').length <= 4 + (Date.now() - began) / 200, `${t.of('file').length} events`);
  await server.close();
});

test('upload: a connection lost in the middle goes on from where the server is', async () => {
  let patches = 0;
  const server = await tus((request, upload, body) => {
    if (request.method !== 'PATCH' || ++patches !== 2) return null;
    upload.bytes = Buffer.concat([upload.bytes, body.subarray(0, 100)]); // part of it came through
    return (response) => response.socket.destroy();
  });
  const t = client(server);
  t.uploads.start(t.uploads.addFile('p', file(600 * kb)));
  await t.reach('done');
  assert.ok(server.uploads.get('u1').bytes.equals(content(600 * kb)));
  assert.deepEqual([...new Set(t.of('file').map(({ state }) => state))], ['picked', 'sending', 'done']);
  assert.deepEqual(t.of('online').map(({ value }) => value), [false, true]);
  assert.equal(server.seen.filter(({ method }) => method === 'HEAD').length, 1);
  await server.close();
});

test('upload: the lost answer to the last piece is not sent twice', async () => {
  const server = await tus((request, upload, body) => {
    if (request.method !== 'PATCH') return null;
    upload.bytes = Buffer.concat([upload.bytes, body]);
    return (response) => response.socket.destroy();
  });
  const t = client(server);
  t.uploads.start(t.uploads.addFile('p', file(10 * kb)));
  await t.reach('done');
  assert.deepEqual(server.seen.map(({ method }) => method), ['POST', 'PATCH', 'HEAD']);
  await server.close();
});

test('upload: what the server lost after it had arrived is sent anew', async () => {
  const server = await tus();
  const t = client(server);
  const handle = t.uploads.addFile('p', file(10 * kb));
  t.uploads.start(handle);
  await t.reach('done');
  assert.equal(t.uploads.file(handle).size, 10 * kb, 'it can still be looked at');
  t.uploads.start(handle);
  await until(() => t.of('file').filter(({ state }) => state === 'done').length === 2);
  assert.deepEqual([...server.uploads.keys()], ['u1', 'u2']);
  assert.equal(t.last().upload_id, 'u2');
  await server.close();
});

test('upload: it resumes at once when the browser is online again', async () => {
  let broken = true;
  const server = await tus((request) => (broken && request.method === 'PATCH' ? (response) => response.socket.destroy() : null));
  const t = client(server, { link: (emit) => web.createLink({ emit, steps: [60_000] }) });
  t.uploads.start(t.uploads.addFile('p', file(10 * kb)));
  await until(() => !t.link.online());
  await sleep(20);
  broken = false;
  t.link.heard(true);
  await t.reach('done');
  await server.close();
});

test('upload: 409 asks for the offset', async () => {
  let conflicts = 0;
  const server = await tus((request) => (request.method === 'PATCH' && ++conflicts === 1 ? (response) => json(response, 409) : null));
  const t = client(server);
  t.uploads.start(t.uploads.addFile('p', file(10 * kb)));
  await t.reach('done');
  assert.deepEqual(server.seen.map(({ method }) => method), ['POST', 'PATCH', 'HEAD', 'PATCH']);
  await server.close();
});

test('upload: a server that never agrees is given up', async () => {
  const server = await tus((request) => (request.method === 'PATCH' ? (response) => json(response, 409) : null));
  const t = client(server);
  t.uploads.start(t.uploads.addFile('p', file(10 * kb)));
  assert.equal((await t.reach('failed')).error, 'server');
  assert.ok(server.seen.length < 25);
  await server.close();
});

test('upload: pause stops it, start goes on', async () => {
  const server = await tus((request) => (request.method === 'PATCH' ? (response) => setTimeout(() => json(response, 503), 200) : null));
  const t = client(server);
  const handle = t.uploads.addFile('p', file(300 * kb));
  t.uploads.start(handle);
  await until(() => server.seen.some(({ method }) => method === 'PATCH'));
  t.uploads.pause(handle);
  assert.equal(t.last().state, 'paused');
  const sent = server.seen.length;
  await sleep(50);
  assert.equal(server.seen.length, sent);
  assert.equal(t.last().state, 'paused');
  await server.close();

  const good = await tus();
  const u = client(good);
  const other = u.uploads.addFile('p', file(300 * kb));
  u.uploads.start(other);
  u.uploads.pause(other);
  u.uploads.start(other);
  await u.reach('done');
  assert.ok([...good.uploads.values()].some(({ bytes }) => bytes.equals(content(300 * kb))));
  await good.close();
});

test('upload: after a reload the same file, picked again, keeps its handle and goes on', async () => {
  let cut = true;
  const server = await tus((request, upload) =>
    cut && request.method === 'PATCH' && upload.bytes.length > 0 ? (response) => setTimeout(() => response.socket.destroy(), 300) : null);
  const before = client(server);
  const handle = before.uploads.addFile('p', file(400 * kb));
  before.uploads.start(handle);
  await until(() => server.seen.filter(({ method }) => method === 'PATCH').length === 2);
  before.uploads.pause(handle); // the page goes away
  cut = false;
  const had = server.uploads.get('u1').bytes.length;
  assert.ok(had > 0);

  const after = client(server, { shelf: before.shelf });
  assert.notEqual(after.uploads.addFile('p', file(400 * kb, '别的.jpg')), handle, 'another file is another upload');
  assert.equal(after.uploads.addFile('p', file(400 * kb)), handle);
  assert.notEqual(after.uploads.addFile('p', file(400 * kb)), handle, 'the same file twice is two uploads');
  after.uploads.start(handle);
  await after.reach('done');
  assert.equal(server.seen.filter(({ method }) => method === 'POST').length, 1);
  assert.ok(server.uploads.get('u1').bytes.equals(content(400 * kb)));
  assert.equal(after.last().file, handle);
  await server.close();
});

for (const status of [404, 410])
  test(`upload: what the server no longer has (${status}) is sent anew`, async () => {
    const server = await tus((request) => (request.url.endsWith('/gone') ? (response) => json(response, status) : null));
    const shelf = new Shelf();
    shelf.setItem('bz.uploads', JSON.stringify({ h1: { print: `${10 * kb} 1700000000000 化验单.jpg`, url: '/api/v1/uploads/gone' } }));
    const t = client(server, { shelf });
    assert.equal(t.uploads.addFile('p', file(10 * kb)), 'h1');
    t.uploads.start('h1');
    await t.reach('done');
    assert.deepEqual(server.seen.map(({ method }) => method), ['HEAD', 'POST', 'PATCH']);
    await server.close();
  });

test('upload: refusals fail with their code', async () => {
  const problem = (status, code) => (response) => json(response, status, code && { code });
  for (const [answer, when, error] of [
    [problem(413), 'POST', 'upload_too_large'],
    [problem(413, 'record_too_large'), 'POST', 'record_too_large'],
    [problem(415, 'upload_not_an_image'), 'PATCH', 'upload_not_an_image'],
    [problem(422), 'PATCH', 'upload_refused'],
  ]) {
    const server = await tus((request) => (request.method === when ? answer : null));
    const t = client(server);
    t.uploads.start(t.uploads.addFile('p', file(10 * kb)));
    assert.equal((await t.reach('failed')).error, error);
    await server.close();
  }
});

test('upload: a failed file can be tried again', async () => {
  let full = true;
  const server = await tus((request) => (full && request.method === 'PATCH' ? (response) => json(response, 422) : null));
  const t = client(server);
  const handle = t.uploads.addFile('p', file(10 * kb));
  t.uploads.start(handle);
  await t.reach('failed');
  full = false;
  t.uploads.start(handle);
  await t.reach('done');
  await server.close();
});

test('upload: without a valid session it pauses, and goes on after signing in', async () => {
  let out = true;
  const server = await tus(() => (out ? (response) => json(response, 401) : null));
  const t = client(server);
  const handle = t.uploads.addFile('p', file(10 * kb));
  t.uploads.start(handle);
  assert.equal((await t.reach('paused')).error, 'session');
  out = false;
  t.uploads.start(handle);
  await t.reach('done');
  await server.close();
});

test('upload: several files go one after the other', async () => {
  const server = await tus();
  const t = client(server);
  const handles = [300, 200, 100].map((size, index) => t.uploads.addFile('p', file(size * kb, `${index}.jpg`)));
  for (const handle of handles) t.uploads.start(handle);
  await until(() => t.of('file').filter(({ state }) => state === 'done').length === 3);
  assert.deepEqual(t.of('file').filter(({ state }) => state === 'done').map((event) => event.file), handles);
  const order = server.seen.filter(({ method }) => method === 'PATCH').map(({ url }) => url);
  assert.deepEqual(order, [...order].sort());
  await server.close();
});

test('upload: forget deletes on the server, also what an earlier page began', async () => {
  const server = await tus();
  const t = client(server);
  const handle = t.uploads.addFile('p', file(10 * kb));
  t.uploads.start(handle);
  await t.reach('done');
  const events = t.events.length;
  t.uploads.forget(handle);
  await until(() => server.uploads.size === 0);
  assert.equal(t.events.length, events);
  assert.equal(t.shelf.map.size, 0);
  t.uploads.start(handle);
  assert.deepEqual([t.last().state, t.last().error], ['failed', 'pick_again']);
  await server.close();
});

test('upload: an address on another server does not get the token', async () => {
  const server = await tus((request) =>
    request.method === 'POST' ? (response) => json(response, 201, undefined, { Location: 'https://example.net/uploads/u1' }) : null);
  const t = client(server);
  t.uploads.start(t.uploads.addFile('p', file(10 * kb)));
  assert.equal((await t.reach('failed')).error, 'server');
  assert.equal(server.seen.length, 1);
  await server.close();
});

test('upload: a file that can no longer be read fails instead of waiting for the network', async () => {
  const server = await tus((request) => (request.method === 'PATCH' ? (response) => response.socket.destroy() : null));
  const t = client(server);
  const moved = file(10 * kb);
  const slice = moved.slice.bind(moved);
  moved.slice = (from, to) => (to === 1 ? { arrayBuffer: () => Promise.reject(new Error('gone')) } : slice(from, to));
  t.uploads.start(t.uploads.addFile('p', moved));
  assert.equal((await t.reach('failed')).error, 'upload_unreadable');
  await server.close();
});

test('upload: signing out stops everything and leaves no trace', async () => {
  const server = await tus((request) => (request.method === 'PATCH' ? () => {} : null));
  const t = client(server);
  for (const name of ['a.jpg', 'b.jpg']) t.uploads.start(t.uploads.addFile('p', file(10 * kb, name)));
  await until(() => server.seen.some(({ method }) => method === 'PATCH'));
  const events = t.events.length;
  t.uploads.clear();
  await sleep(30);
  assert.equal(t.events.length, events);
  assert.equal(t.shelf.map.size, 0);
  assert.equal(server.seen.length, 2);
  await server.close();
});

// -- photos that are prepared first

const small = (bytes = 300 * kb, mark = 1) => new Blob([content(bytes).fill(mark, 0, 10)], { type: 'image/jpeg' });
const prepared = (blob, sum = 's1') => ({ blob, width: 1950, height: 2600, quality: 'blurred', sum });

test('upload: what is prepared is sent in the place of the original, and shown', async () => {
  const server = await tus();
  const asked = [];
  const t = client(server, { preparer: async () => async (...job) => (asked.push(job), prepared(small())) });
  const original = file(2000 * kb);
  const handle = t.uploads.addFile('records.camera', original);
  t.uploads.prepare(handle, 1, [0, 10, 0, 0]);
  const told = await t.reach('prepared');
  assert.deepEqual([told.quality, told.width, told.height, told.bytes], ['blurred', 1950, 2600, 300 * kb]);
  assert.deepEqual(asked, [[original, 1, [0, 10, 0, 0]]]);
  assert.equal(t.uploads.file(`${handle}:1-0-10-0-0`).size, 300 * kb);
  t.uploads.start(handle);
  await t.reach('done');
  assert.ok(server.uploads.get('u1').bytes.equals(Buffer.from(await small().arrayBuffer())));
  assert.equal(t.uploads.file(handle), null, 'nothing is held when it has arrived');
  t.uploads.start(handle); // the server lost it
  assert.deepEqual([t.last().state, t.last().error], ['failed', 'pick_again']);
  assert.equal(t.uploads.addFile('records.camera', original), handle, 'picked again it is the same one');
  await server.close();
});

test('upload: where a photo cannot be prepared, the original goes as it is', async () => {
  for (const preparer of [undefined, async () => async () => null, async () => Promise.reject(new Error('not loaded'))]) {
    const server = await tus();
    const t = client(server, { preparer });
    const handle = t.uploads.addFile('records.camera', file(100 * kb));
    t.uploads.prepare(handle, 0, [0, 0, 0, 0]);
    const told = await t.reach('prepared');
    assert.deepEqual([told.quality, told.width, told.bytes], ['', 0, 100 * kb]);
    t.uploads.start(handle);
    await t.reach('done');
    assert.ok(server.uploads.get('u1').bytes.equals(content(100 * kb)));
    await server.close();
  }
});

test('upload: of two wishes for one photo only the newest is answered', async () => {
  const server = await tus();
  const t = client(server, { preparer: async () => async (_, turns) => (await sleep(turns === 1 ? 30 : 1), prepared(small(300 * kb, turns))) });
  const handle = t.uploads.addFile('records.camera', file(400 * kb));
  t.uploads.prepare(handle, 1, [0, 0, 0, 0]);
  t.uploads.prepare(handle, 2, [0, 0, 0, 0]);
  await t.reach('prepared');
  await sleep(50);
  assert.equal(t.of('file').filter(({ state }) => state === 'prepared').length, 1);
  assert.equal(new Uint8Array(await t.uploads.file(handle).arrayBuffer())[0], 2);
  await server.close();
});

// Sends half of a prepared photo, then the page is gone; it comes back, the same file is picked and prepared again.
async function resumed(sumAfter) {
  let cut = true;
  const server = await tus((request, upload) => (cut && request.method === 'PATCH' && upload.bytes.length > 0 ? (response) => response.socket.destroy() : null));
  const shelf = new Shelf();
  const before = client(server, { shelf, preparer: async () => async () => prepared(small()) });
  const handle = before.uploads.addFile('records.camera', file(900 * kb));
  before.uploads.prepare(handle, 0, [0, 0, 0, 0]);
  await before.reach('prepared');
  before.uploads.start(handle);
  await until(() => server.uploads.get('u1')?.bytes.length > 0);
  await sleep(20);
  before.uploads.pause(handle);
  cut = false;
  const after = client(server, { shelf, preparer: async () => async () => prepared(small(300 * kb, sumAfter === 's1' ? 1 : 9), sumAfter) });
  assert.equal(after.uploads.addFile('records.camera', file(900 * kb)), handle, 'known by its fingerprint');
  after.uploads.prepare(handle, 0, [0, 0, 0, 0]);
  await after.reach('prepared');
  after.uploads.start(handle);
  const done = await after.reach('done');
  await server.close();
  return { server, done };
}

test('upload: after a reload a prepared photo goes on where it stopped', async () => {
  const { server, done } = await resumed('s1');
  assert.equal(done.upload_id, 'u1');
  const offsets = server.seen.filter(({ method }) => method === 'PATCH').map(({ headers }) => Number(headers['upload-offset']));
  assert.ok(offsets.filter((offset) => offset === 0).length === 1, `begun once: ${offsets}`);
});

test('upload: a photo that comes out otherwise than before the reload begins anew', async () => {
  const { server, done } = await resumed('s2');
  assert.equal(done.upload_id, 'u2');
  assert.ok(server.uploads.get('u2').bytes.equals(Buffer.from(await small(300 * kb, 9).arrayBuffer())));
});

test('upload: files that were picked at once say so', async () => {
  const server = await tus();
  const t = client(server);
  const first = t.uploads.addFile('records.pick', file(10, 'a.jpg'), 2, '');
  t.uploads.addFile('records.pick', file(10, 'b.jpg'), 2, first);
  assert.deepEqual(t.of('file').map(({ count, batch }) => [count, batch]), [[2, first], [2, first]]);
  await server.close();
});
