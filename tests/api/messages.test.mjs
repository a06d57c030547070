// Messages with a photo or a voice note, from both sides, and how far each side has read.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { base64, exif, jpeg, jpegSize, jpegWith, m4a, oggOpus, pdf, riffChunk, wav, webmOpus } from './support/files.mjs';
import { patient, queuedVisit, tus, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const fine = (answer, status = 200) => (assert.equal(answer.status, status, answer.text.slice(0, 300)), answer);

async function talk() {
  const server = await started();
  const client = await patient(server);
  const desk = new Desk(server);
  const visit = await queuedVisit(client);
  await desk.accept(visit.id);
  return { client, desk, visit, say: (body) => client.post(`/visits/${visit.id}/messages`, body) };
}

async function deskUpload(desk, visit, bytes) {
  const created = await desk.request('POST', '/desk/uploads', {
    headers: { ...tus, 'Upload-Length': String(bytes.length), 'Upload-Metadata': `visit_id ${base64(visit.id)}` },
  });
  ok(created, 201);
  const path = created.headers.location.slice('/api/v1'.length);
  assert.match(path, /^\/desk\/uploads\/[^/]+$/);
  ok(await desk.request('PATCH', path, { headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }, body: bytes }), 204);
  assert.equal(fine(await desk.request('HEAD', path, { headers: tus })).headers['upload-offset'], String(bytes.length));
  return { id: path.split('/').pop(), path };
}

test('messages: a photo, stripped and with a preview, for both sides', async () => {
  const { client, desk, visit, say } = await talk();
  const photo = jpegWith(jpeg(30_000, 71), [[0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(1)])]]);
  const sent = ok(await say({ text: '', upload_id: (await upload(client, photo)).id }), 201);
  assert.deepEqual(sent.attachment, { kind: 'photo', media_type: 'image/jpeg', bytes: 30_000 });
  assert.deepEqual(ok(await client.get(`/visits/${visit.id}/messages`)).items.at(-1), sent);
  assert.deepEqual(ok(await desk.get(`/desk/visits/${visit.id}/messages`)).items.at(-1), sent);
  for (const [who, path] of [[client, `/messages/${sent.id}`], [desk, `/desk/messages/${sent.id}`]]) {
    const content = fine(await who.get(`${path}/content`));
    assert.ok(content.bytes.equals(jpeg(30_000, 71)));
    assert.equal(content.headers['content-type'], 'image/jpeg');
    assert.match(content.headers['cache-control'], /no-store/);
    assert.ok(jpegSize(fine(await who.get(`${path}/preview`)).bytes).width > 0);
  }
  const part = await client.get(`/messages/${sent.id}/content`, { headers: { Range: 'bytes=10-19' } });
  assert.equal(fine(part, 206).bytes.length, 10);
});

test('messages: voice notes of the kinds that phones record, with their length', async () => {
  const { client, say } = await talk();
  const notes = [
    [wav(2.5), 'audio/wav', 3], [oggOpus(7), 'audio/ogg', 7], [webmOpus(12), 'audio/webm', 12], [m4a(20), 'audio/mp4', 20],
    [m4a(0), 'audio/mp4', undefined],
  ];
  for (const [bytes, media_type, seconds] of notes) {
    const sent = ok(await say({ text: '', upload_id: (await upload(client, bytes)).id }), 201);
    assert.deepEqual(sent.attachment, { kind: 'voice', media_type, bytes: bytes.length, ...(seconds && { seconds }) });
    const content = fine(await client.get(`/messages/${sent.id}/content`));
    assert.ok(content.bytes.equals(bytes), media_type);
    assert.equal(content.headers['content-type'], media_type);
    refused(await client.get(`/messages/${sent.id}/preview`), 404, 'not_found');
  }
});

test('messages: what a recorder says about the place is not kept', async () => {
  const { client, say } = await talk();
  for (const bytes of [m4a(3, { userData: 'PLANTED+31.23+121.47/' }), wav(1, [riffChunk('LIST', 'INFOIARTPLANTED')])]) {
    const sent = ok(await say({ text: '', upload_id: (await upload(client, bytes)).id }), 201);
    assert.doesNotMatch(fine(await client.get(`/messages/${sent.id}/content`)).text, /PLANTED/);
  }
});

test('messages: too long, too large, films, papers and empty words are refused', async () => {
  const { client, say } = await talk();
  const cases = [
    [wav(62), 'voice_too_long'], [oggOpus(62), 'voice_too_long'], [webmOpus(75), 'voice_too_long'], [m4a(3600), 'voice_too_long'],
    [wav(600), 'file_type'], [m4a(5, { handler: 'vide' }), 'file_type'], [webmOpus(5, 'V_VP8'), 'file_type'],
    [pdf(), 'file_type'], [Buffer.from('just words'), 'file_type'], [jpeg(3000).subarray(0, 1500), 'file_damaged'],
  ];
  for (const [bytes, code] of cases)
    refused(await say({ text: '看看', upload_id: (await upload(client, bytes)).id }), 422, 'validation', { '/upload_id': code });
  refused(await say({ text: ' ' }), 422, 'validation', { '/text': 'required' });
  refused(await say({ text: '', upload_id: 'upl_nothing' }), 404, 'not_found');
  const stranger = await patient(await started());
  refused(await say({ text: '', upload_id: (await upload(stranger, wav(1))).id }), 404, 'not_found');
  const { id } = await upload(client, wav(1));
  ok(await say({ text: '', upload_id: id }), 201);
  refused(await say({ text: '', upload_id: id }), 422, 'validation', { '/upload_id': 'upload_used' });
});

test('messages: the same key never sends a photo twice', async () => {
  const { client, visit } = await talk();
  const { id } = await upload(client, jpeg(5000, 72));
  const send = () => client.post(`/visits/${visit.id}/messages`, { text: '', upload_id: id }, { key: 'photo-1' });
  const answers = await Promise.all([send(), send(), send()]);
  const sent = [];
  for (const answer of answers) {
    if (answer.status === 409) refused(answer, 409, 'idempotency_in_flight');
    else sent.push(ok(answer, 201).id);
  }
  assert.equal(new Set(sent).size, 1);
  assert.equal(ok(await send(), 201).id, sent[0]);
  assert.equal(ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.attachment).length, 1);
});

test('messages: the doctor sends a photo and a voice note into the visit', async () => {
  const { client, desk, visit } = await talk();
  for (const bytes of [jpeg(4000, 73), wav(3)]) {
    const { id } = await deskUpload(desk, visit, bytes);
    refused(await client.post('/records', { upload_id: id, person_id: client.personId, kind: 'other' }), 404, 'not_found');
    const sent = ok(await desk.post(`/desk/visits/${visit.id}/messages`, { text: '', upload_id: id }), 201);
    assert.equal(sent.from, 'doctor');
    assert.ok(fine(await client.get(`/messages/${sent.id}/content`)).bytes.equals(bytes));
  }
  // Not the patient's upload, nor one for another visit.
  const own = await upload(client, wav(1));
  refused(await desk.post(`/desk/visits/${visit.id}/messages`, { text: '', upload_id: own.id }), 404, 'not_found');
  const other = await talk();
  const elsewhere = await deskUpload(desk, other.visit, wav(1));
  refused(await desk.post(`/desk/visits/${visit.id}/messages`, { text: '', upload_id: elsewhere.id }), 404, 'not_found');
  // The address is the hospital's alone.
  for (const [who, status, code] of [[client, 403, 'forbidden'], [new Client(await started()), 401, 'unauthorized']]) {
    fine(await who.request('HEAD', elsewhere.path, { headers: tus }), status);
    refused(await who.request('POST', '/desk/uploads', { headers: { ...tus, 'Upload-Length': '1' } }), status, code);
  }
  refused(await client.request('DELETE', `/uploads/${elsewhere.id}`, { headers: tus }), 404, 'not_found');
  refused(await desk.request('POST', '/desk/uploads', { headers: { ...tus, 'Upload-Length': '1' } }), 404, 'not_found');
  fine(await desk.request('OPTIONS', '/desk/uploads'), 204);
  const wrong = { ...tus, 'Upload-Offset': '7', 'Content-Type': 'application/offset+octet-stream' };
  refused(await desk.request('PATCH', elsewhere.path, { headers: wrong, body: 'x' }), 409, 'upload_offset');
  ok(await desk.request('DELETE', elsewhere.path, { headers: tus }), 204);
  refused(await desk.request('DELETE', elsewhere.path, { headers: tus }), 404, 'not_found');
});

test('messages: others cannot look into a conversation', async () => {
  const { client, desk, visit, say } = await talk();
  const sent = ok(await say({ text: '', upload_id: (await upload(client, jpeg(3000, 74))).id }), 201);
  const stranger = await patient(await started());
  for (const file of ['content', 'preview']) {
    refused(await stranger.get(`/messages/${sent.id}/${file}`), 404, 'not_found');
    refused(await client.get(`/desk/messages/${sent.id}/${file}`), 403, 'forbidden');
    refused(await desk.get(`/messages/${sent.id}/${file}`), 403, 'forbidden');
    refused(await new Client(await started()).get(`/messages/${sent.id}/${file}`), 401, 'unauthorized');
    refused(await desk.get(`/desk/messages/msg_nothing/${file}`), 404, 'not_found');
  }
  refused(await stranger.post(`/visits/${visit.id}/read`, { message_id: sent.id }), 404, 'not_found');
  const plain = ok(await say({ text: '您好' }), 201);
  refused(await client.get(`/messages/${plain.id}/content`), 404, 'not_found');
});

test('messages: each side sees how far the other has read, and what is unread', async () => {
  const { client, desk, visit, say } = await talk();
  const unread = async () => ok(await client.get(`/visits/${visit.id}`)).unread_count;
  const deskUnread = async () => ok(await desk.get(`/desk/visits/${visit.id}`)).unread_count;
  const patientSees = async () => ok(await client.get(`/visits/${visit.id}/messages`)).read_by_other_until;
  const deskSees = async () => ok(await desk.get(`/desk/visits/${visit.id}/messages`)).read_by_other_until;
  assert.equal(await unread(), undefined);
  const first = await desk.say(visit.id, '哪里不舒服？');
  const second = await desk.say(visit.id, '多久了？');
  assert.equal(await unread(), 2);
  ok(await client.post(`/visits/${visit.id}/read`, { message_id: first.id }), 204);
  assert.equal(await unread(), 1);
  assert.equal(await deskSees(), first.id);
  ok(await client.post(`/visits/${visit.id}/read`, { message_id: second.id }), 204);
  ok(await client.post(`/visits/${visit.id}/read`, { message_id: first.id }), 204); // late: reading is not undone
  assert.equal(await unread(), undefined);
  assert.equal(await deskSees(), second.id);
  assert.equal(await patientSees(), undefined);
  const answer = ok(await say({ text: '头晕，三天了。' }), 201);
  assert.equal(await deskUnread(), 1);
  ok(await desk.post(`/desk/visits/${visit.id}/read`, { message_id: answer.id }), 204);
  assert.equal(await deskUnread(), undefined);
  assert.equal(await patientSees(), answer.id);
  refused(await client.post(`/visits/${visit.id}/read`, { message_id: 'msg_nothing' }), 422, 'validation', { '/message_id': 'not_found' });
  const other = await talk();
  refused(await client.post(`/visits/${other.visit.id}/read`, { message_id: answer.id }), 404, 'not_found');
  refused(await desk.post(`/desk/visits/${other.visit.id}/read`, { message_id: answer.id }), 422, 'validation', { '/message_id': 'not_found' });
});
