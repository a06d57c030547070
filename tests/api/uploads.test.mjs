// tus 1.0.0: creation, offsets, checksum, expiration, termination; and what a finished upload may become.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { base64, jpeg, pdf, program, sha1, tinyPng } from './support/files.mjs';
import { createUpload, offsetOf, patient, record, sendPart, tus, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
let someone;
const signedIn = async () => (someone ??= patient(await started()));
const problem = (answer, status, code) => refused(answer, status, code);

test('uploads: OPTIONS tells version, extensions, size and checksums', async () => {
  const client = await signedIn();
  const answer = await client.request('OPTIONS', '/uploads');
  ok(answer, 200, 204);
  assert.match(answer.headers['tus-version'], /\b1\.0\.0\b/);
  const extensions = answer.headers['tus-extension'].split(',');
  for (const name of ['creation', 'expiration', 'checksum', 'termination']) assert.ok(extensions.includes(name), name);
  assert.match(answer.headers['tus-checksum-algorithm'], /\bsha1\b/);
  assert.equal(Number(answer.headers['tus-max-size']), ok(await client.get('/hospital')).rules.record_bytes_max);
});

test('uploads: in pieces, with the offset told each time, and the same bytes come back', async () => {
  const client = await signedIn();
  const bytes = jpeg(300_000, 11);
  const { path, answer } = await createUpload(client, bytes.length);
  assert.equal(answer.headers['tus-resumable'], '1.0.0');
  assert.ok(Date.parse(answer.headers['upload-expires']) > Date.now());
  const created = { path };
  let offset = 0;
  for (const size of [1, 65_535, 65_536, 65_537, bytes.length]) {
    const part = bytes.subarray(offset, Math.min(offset + size, bytes.length));
    const sent = await sendPart(client, created, part, offset);
    ok(sent, 204);
    offset += part.length;
    assert.equal(Number(sent.headers['upload-offset']), offset);
    assert.equal(sent.headers['tus-resumable'], '1.0.0');
    assert.equal(await offsetOf(client, created), offset);
  }
  const made = ok(await client.post('/records', { upload_id: path.split('/').pop(), person_id: client.personId, kind: 'imaging' }), 201);
  assert.equal(made.bytes, bytes.length);
  assert.equal(made.media_type, 'image/jpeg');
  assert.deepEqual(ok(await client.get(`/records/${made.id}`)), made);
  const content = await client.get(`/records/${made.id}/content`);
  ok(content, 200);
  assert.ok(content.bytes.equals(bytes));
});

test('uploads: HEAD tells offset and length and is never stored by a cache', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 1000);
  ok(await sendPart(client, created, jpeg(400), 0), 204);
  const answer = await client.request('HEAD', created.path, { headers: tus });
  ok(answer, 200, 204);
  assert.equal(answer.headers['upload-offset'], '400');
  assert.equal(answer.headers['upload-length'], '1000');
  assert.match(answer.headers['cache-control'], /no-store/);
});

test('uploads: another tus version gets 412 and is told which there is', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 1000);
  const headers = { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  for (const version of [{ 'Tus-Resumable': '0.2.2' }, {}]) {
    const answer = await client.request('PATCH', created.path, { headers: { ...headers, ...version }, body: jpeg(100) });
    assert.equal(answer.status, 412);
    assert.match(answer.headers['tus-version'], /\b1\.0\.0\b/);
  }
  const post = await client.request('POST', '/uploads', { headers: { 'Upload-Length': '10', 'Tus-Resumable': '0.2.2' } });
  assert.equal(post.status, 412);
  assert.equal(await offsetOf(client, created), 0);
});

test('uploads: a wrong offset gets 409 and changes nothing', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 1000);
  ok(await sendPart(client, created, jpeg(400), 0), 204);
  for (const offset of [0, 399, 401, 1000]) problem(await sendPart(client, created, jpeg(100), offset), 409);
  assert.equal(await offsetOf(client, created), 400);
});

test('uploads: offsets that are no numbers are refused', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 1000);
  for (const offset of ['-1', 'x', '', '1e2', '99999999999999999999']) {
    const answer = await sendPart(client, created, jpeg(100), 0, { 'Upload-Offset': offset });
    assert.ok(answer.status === 400 || answer.status === 409, `"${offset}" gave ${answer.status}`);
  }
  assert.equal(await offsetOf(client, created), 0);
});

test('uploads: another content type gets 415', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 1000);
  problem(await sendPart(client, created, jpeg(100), 0, { 'Content-Type': 'image/jpeg' }), 415);
  assert.equal(await offsetOf(client, created), 0);
});

test('uploads: more bytes than announced are refused', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 100);
  const answer = await sendPart(client, created, jpeg(101), 0);
  assert.ok([400, 413, 422].includes(answer.status), `got ${answer.status}`);
  assert.equal(await offsetOf(client, created), 0);
});

test('uploads: a 60 MB file is refused before it is sent', async () => {
  const client = await signedIn();
  for (const length of [60 * 1024 * 1024, 50 * 1024 * 1024 + 1]) {
    problem(await client.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': String(length) } }), 413, 'upload_too_large');
  }
  ok(await client.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': String(50 * 1024 * 1024) } }), 201);
});

test('uploads: a photo of 12 MB in pieces of one comes back byte for byte', async () => {
  const client = await signedIn();
  const bytes = jpeg(12 * 1024 * 1024, 12);
  const created = await createUpload(client, bytes.length);
  for (let offset = 0; offset < bytes.length; offset += 1024 * 1024)
    ok(await sendPart(client, created, bytes.subarray(offset, offset + 1024 * 1024), offset), 204);
  const made = ok(await client.post('/records', { upload_id: created.id, person_id: client.personId, kind: 'imaging' }), 201);
  assert.ok((await client.get(`/records/${made.id}/content`)).bytes.equals(bytes));
});

test('uploads: a piece too large for one request is refused or cut off, and the upload goes on', async () => {
  const client = await signedIn();
  const bytes = jpeg(20 * 1024 * 1024, 13);
  const created = await createUpload(client, bytes.length);
  const answer = await sendPart(client, created, bytes, 0).catch((error) => {
    if (!['ECONNRESET', 'EPIPE'].includes(error.code)) throw error;
    return null;
  });
  if (answer && answer.status !== 204) problem(answer, 413);
  const offset = await offsetOf(client, created);
  assert.equal(offset, answer?.status === 204 ? bytes.length : 0);
  if (offset === 0) ok(await sendPart(client, created, bytes.subarray(0, 1000), 0), 204);
  ok(await client.request('DELETE', created.path, { headers: tus }), 204);
});

test('uploads: lengths that are no numbers are refused', async () => {
  const client = await signedIn();
  for (const length of ['-1', 'x', '', '1.5']) {
    const answer = await client.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': length } });
    assert.equal(answer.status, 400, `"${length}"`);
  }
  assert.equal((await client.request('POST', '/uploads', { headers: tus })).status, 400);
});

test('uploads: metadata that is not base64 is refused or ignored, never a crash', async () => {
  const client = await signedIn();
  for (const metadata of ['filename ***', ',,,', `filename ${base64('../../etc/passwd')}`, `filename ${base64('a'.repeat(3000))}`]) {
    const answer = await client.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': '10', 'Upload-Metadata': metadata } });
    assert.ok([201, 400].includes(answer.status), `${metadata.slice(0, 30)} gave ${answer.status}`);
  }
});

test('uploads: a checksum that fits passes; one that does not gets 460 and nothing is kept', async () => {
  const client = await signedIn();
  const bytes = jpeg(5000, 5);
  const created = await createUpload(client, bytes.length);
  const wrong = await sendPart(client, created, bytes, 0, { 'Upload-Checksum': `sha1 ${sha1(jpeg(5000, 6))}` });
  problem(wrong, 460);
  assert.equal(await offsetOf(client, created), 0);
  const unknown = await sendPart(client, created, bytes, 0, { 'Upload-Checksum': `rot13 ${sha1(bytes)}` });
  assert.equal(unknown.status, 400);
  ok(await sendPart(client, created, bytes, 0, { 'Upload-Checksum': `sha1 ${sha1(bytes)}` }), 204);
});

test('uploads: a deleted upload is gone', async () => {
  const client = await signedIn();
  const created = await createUpload(client, 1000);
  ok(await sendPart(client, created, jpeg(400), 0), 204);
  ok(await client.request('DELETE', created.path, { headers: tus }), 204);
  const head = await client.request('HEAD', created.path, { headers: tus });
  assert.ok([404, 410].includes(head.status), `HEAD gave ${head.status}`);
  const patch = await sendPart(client, created, jpeg(600), 400);
  assert.ok([404, 410].includes(patch.status), `PATCH gave ${patch.status}`);
});

test('uploads: of parallel pieces for one offset exactly one is taken', async () => {
  const client = await signedIn();
  const bytes = jpeg(50_000, 21);
  const created = await createUpload(client, bytes.length);
  const answers = await Promise.all(Array.from({ length: 8 }, () => sendPart(client, created, bytes, 0)));
  const statuses = answers.map((answer) => answer.status).sort();
  assert.equal(statuses.filter((status) => status === 204).length, 1, statuses.join());
  assert.ok(statuses.every((status) => [204, 409, 423].includes(status)), statuses.join());
  const made = ok(await client.post('/records', { upload_id: created.id, person_id: client.personId, kind: 'other' }), 201);
  assert.ok((await client.get(`/records/${made.id}/content`)).bytes.equals(bytes));
});

test('records: the type is told from the content', async () => {
  const client = await signedIn();
  assert.equal((await record(client, { bytes: tinyPng(), name: 'x.pdf', type: 'application/pdf' })).media_type, 'image/png');
  assert.equal((await record(client, { bytes: pdf(), kind: 'discharge_summary' })).media_type, 'application/pdf');
});

test('records: a program renamed to .jpg is refused', async () => {
  const client = await signedIn();
  const bytes = program();
  const created = await createUpload(client, bytes.length, { name: 'report.jpg', type: 'image/jpeg' });
  const sent = await sendPart(client, created, bytes, 0);
  if (sent.status === 415) return void problem(sent, 415, 'file_type');
  ok(sent, 204);
  refused(await client.post('/records', { upload_id: created.id, person_id: client.personId, kind: 'outpatient' }), 422, 'validation', { '/upload_id': 'file_type' });
});

test('records: an empty file is refused', async () => {
  const client = await signedIn();
  const answer = await client.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': '0' } });
  if (answer.status !== 201) return void assert.match(refused(answer, 422).code, /empty/);
  const id = answer.headers.location.split('/').pop();
  refused(await client.post('/records', { upload_id: id, person_id: client.personId, kind: 'outpatient' }), 422, 'validation', { '/upload_id': 'file_empty' });
});

test('records: an unfinished upload is refused and can still be finished', async () => {
  const client = await signedIn();
  const bytes = jpeg(2000, 9);
  const created = await createUpload(client, bytes.length);
  ok(await sendPart(client, created, bytes.subarray(0, 700), 0), 204);
  const body = { upload_id: created.id, person_id: client.personId, kind: 'outpatient' };
  refused(await client.post('/records', body), 422, 'validation', { '/upload_id': 'upload_unfinished' });
  ok(await sendPart(client, created, bytes.subarray(700), 700), 204);
  ok(await client.post('/records', body), 201);
});

test('records: one upload is one record, however often it is sent', async () => {
  const client = await signedIn();
  const { id } = await upload(client, jpeg(2000, 31));
  const body = { upload_id: id, person_id: client.personId, kind: 'outpatient' };
  const before = ok(await client.get('/account')).records_count;
  const answers = await Promise.all(Array.from({ length: 6 }, () => client.post('/records', body)));
  assert.equal(new Set(answers.map((answer) => ok(answer, 200, 201).id)).size, 1);
  assert.equal(ok(await client.get('/account')).records_count, before + 1);
});

test('records: ranges of the content, and ranges that are none', async () => {
  const client = await signedIn();
  const bytes = jpeg(150_000, 41);
  const made = await record(client, { bytes });
  const get = (range) => client.get(`/records/${made.id}/content`, { headers: { Range: range } });
  const cases = { 'bytes=0-0': [0, 1], 'bytes=65530-65545': [65530, 65546], 'bytes=149990-': [149990, 150000], 'bytes=-10': [149990, 150000] };
  for (const [range, [from, to]] of Object.entries(cases)) {
    const answer = await get(range);
    assert.equal(answer.status, 206, range);
    assert.equal(answer.headers['content-range'], `bytes ${from}-${to - 1}/${bytes.length}`);
    assert.ok(answer.bytes.equals(bytes.subarray(from, to)), range);
  }
  const beyond = await get('bytes=150000-150010');
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers['content-range'], 'bytes */150000');
  const whole = await client.get(`/records/${made.id}/content`);
  assert.match(whole.headers['cache-control'], /no-store/);
  assert.equal(whole.headers['x-content-type-options'], 'nosniff');
});

test('records: a list, newest first, in pages, and a deleted one is gone', async () => {
  const client = await patient(await started());
  const made = [];
  for (let i = 0; i < 5; i++) made.unshift((await record(client, { bytes: jpeg(500, 50 + i), title: `第 ${i} 份` })).id);
  const seen = [];
  let cursor = '';
  for (let page = 0; page < 5; page++) {
    const list = ok(await client.get(`/records?limit=2${cursor && `&cursor=${cursor}`}`));
    assert.ok(list.items.length <= 2);
    seen.push(...list.items.map((one) => one.id));
    cursor = list.next_cursor;
    if (!cursor) break;
  }
  assert.deepEqual(seen, made);
  ok(await client.delete(`/records/${made[2]}`), 204);
  refused(await client.get(`/records/${made[2]}`), 404, 'not_found');
  refused(await client.get(`/records/${made[2]}/content`), 404, 'not_found');
  assert.equal(ok(await client.get('/account')).records_count, 4);
});
