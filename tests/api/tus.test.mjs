// tus 1.0.0, one row for each MUST and SHOULD that its text lays on a server: core, creation, expiration, checksum and
// termination. Deferred lengths, trailers, concatenation and creation-with-upload are not offered, which has rows too.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { apiBase, exchange, ok, refused } from './support/client.mjs';
import { base64, jpeg, sha1 } from './support/files.mjs';
import { createUpload, offsetOf, patient, sendPart, tus, upload } from './support/journey.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
let someone;
const signedIn = async () => (someone ??= patient(await started()));
const bytes = jpeg(1000, 91);
const is = (answer, ...statuses) => (assert.ok(statuses.includes(answer.status), `got ${answer.status}: ${answer.text}`), answer);
const head = (client, path, headers = tus) => client.request('HEAD', path, { headers });
const post = (client, headers) => client.request('POST', '/uploads', { headers });
const imfDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const patchHeaders = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };

// [part of the text, strength, what it says, how it shows]
const rows = [
  ['core', 'MUST', 'HEAD answers Upload-Offset, even when it is 0', async (c) =>
    assert.equal(is(await head(c, (await createUpload(c, 1000)).path), 200).headers['upload-offset'], '0')],
  ['core', 'MUST', 'HEAD answers Upload-Offset when the upload is complete', async (c) =>
    assert.equal((await head(c, (await upload(c, bytes)).path)).headers['upload-offset'], '1000')],
  ['core', 'MUST', 'HEAD answers Upload-Length, for it is known', async (c) =>
    assert.equal((await head(c, (await createUpload(c, 1000)).path)).headers['upload-length'], '1000')],
  ['core', 'SHOULD', 'HEAD of what is not there is 404, 410 or 403, without Upload-Offset', async (c) => {
    const answer = is(await head(c, '/uploads/upl_nothing'), 404, 410, 403);
    assert.equal(answer.headers['upload-offset'], undefined);
  }],
  ['core', 'MUST', 'HEAD keeps caches from storing the answer', async (c) =>
    assert.match((await head(c, (await createUpload(c, 10)).path)).headers['cache-control'], /no-store/)],
  ['core', 'SHOULD', 'PATCH of any upload applies the bytes at the offset', async (c) => {
    const created = await createUpload(c, 1000);
    is(await sendPart(c, created, bytes.subarray(0, 600), 0), 204);
    is(await sendPart(c, created, bytes.subarray(600), 600), 204);
    assert.equal(await offsetOf(c, created), 1000);
  }],
  ['core', 'SHOULD', 'PATCH of another content type is 415', async (c) => {
    const created = await createUpload(c, 1000);
    for (const type of ['application/octet-stream', 'image/jpeg', ''])
      refused(await sendPart(c, created, bytes, 0, { 'Content-Type': type }), 415, 'unsupported_media_type');
  }],
  ['core', 'MUST', 'PATCH at another offset is 409', async (c) =>
    refused(await sendPart(c, await createUpload(c, 1000), bytes, 1), 409, 'upload_offset')],
  ['core', 'MUST', 'PATCH at another offset changes nothing', async (c) => {
    const created = await createUpload(c, 1000);
    is(await sendPart(c, created, bytes.subarray(0, 100), 0), 204);
    for (const offset of [0, 50, 101, 1000]) is(await sendPart(c, created, bytes.subarray(0, 10), offset), 409);
    assert.equal(await offsetOf(c, created), 100);
  }],
  ['core', 'MUST', 'PATCH that worked is 204', async (c) => is(await sendPart(c, await createUpload(c, 1000), bytes, 0), 204)],
  ['core', 'MUST', 'PATCH that worked answers the new Upload-Offset', async (c) =>
    assert.equal((await sendPart(c, await createUpload(c, 1000), bytes.subarray(0, 250), 0)).headers['upload-offset'], '250')],
  ['core', 'SHOULD', 'PATCH of what is not there is 404', async (c) =>
    refused(await sendPart(c, { path: '/uploads/upl_nothing' }, bytes, 0), 404, 'not_found')],
  ['core', 'MUST', 'PATCH with an offset that is no number that counts bytes is not applied', async (c) => {
    const created = await createUpload(c, 1000);
    for (const offset of ['-1', '0.5', '1e1', '+0', ' ', 'x']) is(await sendPart(c, created, bytes, 0, { 'Upload-Offset': offset }), 400, 409);
    const { 'Upload-Offset': _, ...without } = patchHeaders;
    is(await c.request('PATCH', created.path, { headers: without, body: bytes }), 400);
    assert.equal(await offsetOf(c, created), 0);
  }],
  ['core', 'SHOULD', 'PATCH of nothing at the offset is taken and changes nothing', async (c) => {
    const created = await createUpload(c, 1000);
    assert.equal(is(await sendPart(c, created, '', 0), 204).headers['upload-offset'], '0');
  }],
  ['core', 'MUST', 'OPTIONS is 200 or 204 and answers Tus-Version', async (c) =>
    assert.match(is(await c.request('OPTIONS', '/uploads'), 200, 204).headers['tus-version'], /^1\.0\.0(,|$)/)],
  ['core', 'MUST', 'OPTIONS ignores Tus-Resumable', async (c) =>
    is(await c.request('OPTIONS', '/uploads', { headers: { 'Tus-Resumable': '0.0.1' } }), 200, 204)],
  ['core', 'MUST', 'Tus-Resumable is in every answer but that of OPTIONS', async (c) => {
    const created = await createUpload(c, 1000);
    const answers = [created.answer, await head(c, created.path), await sendPart(c, created, bytes, 5), await sendPart(c, created, bytes, 0),
      await c.request('DELETE', created.path, { headers: tus }), await head(c, created.path), await post(c, { ...tus, 'Upload-Length': 'x' })];
    for (const answer of answers) assert.equal(answer.headers['tus-resumable'], '1.0.0', `at status ${answer.status}`);
  }],
  ['core', 'MUST', 'another version is 412 with Tus-Version', async (c) => {
    const created = await createUpload(c, 1000);
    for (const version of [{ 'Tus-Resumable': '0.2.2' }, { 'Tus-Resumable': '1.0.1' }, {}])
      for (const answer of [await head(c, created.path, version), await post(c, { ...version, 'Upload-Length': '1' }),
        await c.request('DELETE', created.path, { headers: version })]) assert.equal(is(answer, 412).headers['tus-version'], '1.0.0');
  }],
  ['core', 'MUST', 'a request of another version is not processed', async (c) => {
    const created = await createUpload(c, 1000);
    is(await c.request('PATCH', created.path, { headers: { ...patchHeaders, 'Tus-Resumable': '9.9.9' }, body: bytes }), 412);
    is(await c.request('DELETE', created.path, { headers: { 'Tus-Resumable': '9.9.9' } }), 412);
    assert.equal(await offsetOf(c, created), 0);
  }],
  ['core', 'MUST', 'Tus-Extension lists what is offered, and nothing else', async (c) =>
    assert.deepEqual((await c.request('OPTIONS', '/uploads')).headers['tus-extension'].split(',').sort(), ['checksum', 'creation', 'expiration', 'termination'])],
  ['core', 'MUST', 'Tus-Max-Size is a number that counts bytes', async (c) =>
    assert.match((await c.request('OPTIONS', '/uploads')).headers['tus-max-size'], /^\d+$/)],
  ['core', 'MUST', 'X-HTTP-Method-Override is the method, and the actual one is ignored', async (c) => {
    const created = await createUpload(c, 1000);
    // The contract knows these by their real method, so they go round it.
    const instead = (method, other, headers, { path = created.path, body } = {}) => exchange(c.server.url, {
      method, path: apiBase + path, body, headers: { ...headers, Authorization: `Bearer ${c.token}`, 'X-HTTP-Method-Override': other },
    });
    assert.equal(is(await instead('POST', 'PATCH', patchHeaders, { body: bytes.subarray(0, 10) }), 204).headers['upload-offset'], '10');
    assert.equal(is(await instead('POST', 'HEAD', tus), 200).headers['upload-offset'], '10');
    is(await instead('POST', 'TRACE', tus), 405);
    is(await instead('PATCH', 'POST', { ...tus, 'Upload-Length': '1' }, { path: '/uploads', body: '' }), 201);
    is(await instead('POST', 'OPTIONS', {}, { path: '/uploads' }), 204);
    is(await instead('GET', 'DELETE', tus), 204);
    is(await head(c, created.path), 404, 410);
  }],
  ['creation', 'MUST', 'POST is 201 with a Location that can be used', async (c) => {
    const answer = is(await post(c, { ...tus, 'Upload-Length': '1000' }), 201);
    const path = new URL(answer.headers.location, c.server.url).pathname.slice('/api/v1'.length);
    is(await head(c, path), 200);
  }],
  ['creation', 'MUST', 'POST without a length is not taken, for deferred lengths are not offered', async (c) => {
    is(await post(c, tus), 400);
    for (const value of ['1', '2', 'x']) is(await post(c, { ...tus, 'Upload-Defer-Length': value }), 400);
    is(await post(c, { ...tus, 'Upload-Defer-Length': '1', 'Upload-Length': '10' }), 400);
  }],
  ['creation', 'MUST', 'a length that is no number that counts bytes is not taken', async (c) => {
    for (const length of ['-1', '1.5', '1e3', '+1', 'x', '']) is(await post(c, { ...tus, 'Upload-Length': length }), 400);
  }],
  ['creation', 'MUST', 'a length above Tus-Max-Size is 413', async (c) => {
    const most = Number((await c.request('OPTIONS', '/uploads')).headers['tus-max-size']);
    refused(await post(c, { ...tus, 'Upload-Length': String(most + 1) }), 413, 'upload_too_large');
    const whole = is(await post(c, { ...tus, 'Upload-Length': String(most) }), 201);
    is(await c.request('DELETE', whole.headers.location.slice('/api/v1'.length), { headers: tus }), 204);
  }],
  ['creation', 'MUST', 'HEAD answers Upload-Metadata as it was sent', async (c) => {
    const metadata = `filename ${base64('出院小结 ①.jpg')},is_confidential,empty ,filetype ${base64('image/jpeg')}`;
    const { headers } = is(await post(c, { ...tus, 'Upload-Length': '10', 'Upload-Metadata': metadata }), 201);
    assert.equal((await head(c, headers.location.slice('/api/v1'.length))).headers['upload-metadata'], metadata);
  }],
  ['creation', 'MUST', 'metadata with an empty or repeated key, or a value that is not base64, is not taken', async (c) => {
    for (const metadata of [`a ${base64('x')},a ${base64('y')}`, 'a ***', 'a YQ', 'a  YQ==', ',', 'a YQ==,', `${'a'.repeat(5000)} YQ==`])
      refused(await post(c, { ...tus, 'Upload-Length': '10', 'Upload-Metadata': metadata }), 400, 'bad_request');
  }],
  ['creation', 'SHOULD', 'an empty upload is complete at once', async (c) => {
    const created = await createUpload(c, 0);
    const { headers } = await head(c, created.path);
    assert.deepEqual([headers['upload-offset'], headers['upload-length']], ['0', '0']);
  }],
  ['creation', 'MUST', 'creation-with-upload is not offered: a body of POST is not applied', async (c) => {
    const answer = is(await c.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': '1000', 'Content-Type': 'application/offset+octet-stream' }, body: bytes }), 201);
    assert.equal((await head(c, answer.headers.location.slice('/api/v1'.length))).headers['upload-offset'], '0');
  }],
  ['expiration', 'MUST', 'Upload-Expires is in the answer to POST, for it is known then', async (c) =>
    assert.match((await createUpload(c, 10)).answer.headers['upload-expires'], imfDate)],
  ['expiration', 'MUST', 'Upload-Expires is in every answer to PATCH of an unfinished upload', async (c) => {
    const created = await createUpload(c, 1000);
    for (const from of [0, 300]) {
      const { headers } = is(await sendPart(c, created, bytes.subarray(from, from + 300), from), 204);
      assert.match(headers['upload-expires'], imfDate);
      assert.ok(Date.parse(headers['upload-expires']) > Date.now());
    }
  }],
  ['checksum', 'MUST', 'OPTIONS answers Tus-Checksum-Algorithm, which has sha1, in small letters', async (c) => {
    const names = (await c.request('OPTIONS', '/uploads')).headers['tus-checksum-algorithm'].split(',');
    assert.ok(names.includes('sha1'));
    for (const name of names) assert.match(name, /^[a-z0-9-]+$/);
  }],
  ['checksum', 'MUST', 'a checksum that fits is applied, in each algorithm', async (c) => {
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    for (const sum of [`sha1 ${sha1(bytes)}`, `sha256 ${sha256}`])
      is(await sendPart(c, await createUpload(c, 1000), bytes, 0, { 'Upload-Checksum': sum }), 204);
  }],
  ['checksum', 'MUST', 'one that does not fit is 460, and the piece is thrown away', async (c) => {
    const created = await createUpload(c, 1000);
    is(await sendPart(c, created, bytes.subarray(0, 400), 0), 204);
    refused(await sendPart(c, created, bytes.subarray(400), 400, { 'Upload-Checksum': `sha1 ${sha1(bytes)}` }), 460, 'upload_checksum');
    assert.equal(await offsetOf(c, created), 400);
    is(await sendPart(c, created, bytes.subarray(400), 400, { 'Upload-Checksum': `sha1 ${sha1(bytes.subarray(400))}` }), 204);
  }],
  ['checksum', 'MUST', 'an algorithm that is not offered is 400, and the piece is thrown away', async (c) => {
    const created = await createUpload(c, 1000);
    for (const sum of [`md5 ${base64('x')}`, `SHA1 ${sha1(bytes)}`, 'sha1', 'sha1 ***', `sha1  ${sha1(bytes)}`])
      refused(await sendPart(c, created, bytes, 0, { 'Upload-Checksum': sum }), 400, 'bad_request');
    assert.equal(await offsetOf(c, created), 0);
  }],
  ['termination', 'MUST', 'DELETE of an upload is 204', async (c) =>
    is(await c.request('DELETE', (await createUpload(c, 10)).path, { headers: tus }), 204)],
  ['termination', 'SHOULD', 'what comes later is 404 or 410', async (c) => {
    const created = await createUpload(c, 1000);
    is(await sendPart(c, created, bytes.subarray(0, 10), 0), 204);
    is(await c.request('DELETE', created.path, { headers: tus }), 204);
    for (const answer of [await head(c, created.path), await sendPart(c, created, bytes, 10), await c.request('DELETE', created.path, { headers: tus })])
      is(answer, 404, 410);
  }],
  ['termination', 'SHOULD', 'DELETE frees what the upload held', async () => {
    const server = await startServer();
    const client = await patient(server);
    const held = () => server.diskBytes(join(server.data, 'uploads'));
    const created = await createUpload(client, 400_000);
    is(await sendPart(client, created, jpeg(400_000), 0), 204);
    assert.ok(held() >= 400_000);
    is(await client.request('DELETE', created.path, { headers: tus }), 204);
    assert.equal(held(), 0);
    await server.kill();
  }],
];

for (const [part, strength, says, shows] of rows) test(`tus ${part} ${strength}: ${says}`, async () => shows(await signedIn()));

test('tus expiration SHOULD: PATCH of an expired upload is 410, or 404 once it is forgotten', async () => {
  const server = await startServer();
  const client = await patient(server);
  const created = await createUpload(client, 1000);
  is(await sendPart(client, created, bytes.subarray(0, 10), 0), 204);
  await server.kill();
  server.sql('UPDATE uploads SET expires_at=1');
  await server.restart();
  is(await sendPart(client, created, bytes.subarray(10), 10), 410, 404);
  is(await head(client, created.path), 410, 404);
  await server.kill();
});

test('tus: an account has no more than its quota of unfinished uploads, and gets it back', async () => {
  const client = await patient(await started());
  const length = 50 * 1024 * 1024;
  const made = [];
  for (let i = 0; i < 10; i++) made.push(await createUpload(client, length));
  refused(await post(client, { ...tus, 'Upload-Length': '1' }), 413, 'upload_quota');
  refused(await post(client, { ...tus, 'Upload-Length': String(length) }), 413, 'upload_quota');
  is(await createUpload(await patient(await started()), 10).then(({ answer }) => answer), 201); // nobody else's
  is(await client.request('DELETE', made[3].path, { headers: tus }), 204);
  await createUpload(client, length);
  refused(await post(client, { ...tus, 'Upload-Length': '1' }), 413, 'upload_quota');
  assert.equal(ok(await client.get('/account')).records_count, 0);
});

test('tus: of two pieces at one offset exactly one is applied, whichever comes first', async () => {
  const client = await signedIn();
  for (let round = 0; round < 10; round++) {
    const one = jpeg(200_000, 100 + round);
    const created = await createUpload(client, one.length);
    const short = one.subarray(0, 150_000);
    const answers = await Promise.all([sendPart(client, created, one, 0), sendPart(client, created, short, 0)]);
    const taken = answers.filter(({ status }) => status === 204);
    assert.equal(taken.length, 1, answers.map(({ status }) => status).join());
    for (const answer of answers) if (answer !== taken[0]) is(answer, 409, 423);
    const offset = Number(taken[0].headers['upload-offset']);
    assert.equal(await offsetOf(client, created), offset);
    if (offset < one.length) is(await sendPart(client, created, one.subarray(offset), offset), 204);
    const made = ok(await client.post('/records', { upload_id: created.id, person_id: client.personId, kind: 'other' }), 201);
    assert.ok((await client.get(`/records/${made.id}/content`)).bytes.equals(one));
  }
});
