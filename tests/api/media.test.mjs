// What is kept of a file: its pixels as they were taken, nothing of what it says about camera, place and time, nothing
// behind its end; and a small picture of it. Records of several pages, and what can be said about them later.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { dicom, exif, heic, jpeg, jpegSize, jpegWith, pdf, plainExif, png, pngChunk, riff, riffChunk, tinyPng, wav, webpPixels } from './support/files.mjs';
import { createUpload, draftVisit, patient, pay, record, sendPart, upload } from './support/journey.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
let someone;
const signedIn = async () => (someone ??= patient(await started()));
const planted = /PLANTED/;
const contentOf = async (client, made, query = '') => ok2(await client.get(`/records/${made.id}/content${query}`));
const ok2 = (answer, status = 200) => (assert.equal(answer.status, status, answer.text.slice(0, 300)), answer);

async function refusedFile(client, bytes, code) {
  const { id } = await upload(client, bytes);
  refused(await client.post('/records', { upload_id: id, person_id: client.personId, kind: 'other' }), 422, 'validation', { '/upload_id': code });
}

test('media: a JPEG keeps its pixels and which way up it is, and nothing else that was said', async () => {
  const client = await signedIn();
  const plain = jpeg(40_000, 3);
  const icc = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01'), Buffer.alloc(200, 7)]);
  const sent = jpegWith(plain, [
    [0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01PLANTED', 'latin1')], // a thumbnail
    [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(6)])],
    [0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:PLANTED/>'],
    [0xe2, icc],
    [0xe2, 'MPF\0PLANTED'],
    [0xed, 'Photoshop 3.0\0PLANTED'],
    [0xfe, 'PLANTED comment'],
  ], Buffer.from('MZ PLANTED program behind the end'));
  const made = await record(client, { bytes: sent });
  const kept = (await contentOf(client, made)).bytes;
  assert.doesNotMatch(kept.toString('latin1'), planted);
  const wanted = jpegWith(plain, [[0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')], [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), plainExif(6)])], [0xe2, icc]]);
  assert.ok(kept.equals(wanted), 'not the same picture');
  assert.equal(made.bytes, wanted.length);
  assert.deepEqual(made.pages, [{ id: made.pages[0].id, media_type: 'image/jpeg', bytes: wanted.length, preview: true }]);
});

test('media: PNG, WebP and DICOM are stripped too; HEIC and PDF stay as they are', async () => {
  const client = await signedIn();
  const text = (type) => pngChunk(type, 'Comment\0PLANTED');
  const pairs = [
    [png({ extra: [text('tEXt'), text('zTXt'), text('iTXt'), pngChunk('eXIf', exif(1)), pngChunk('tIME', Buffer.alloc(7)), text('prVt')], tail: Buffer.from('PLANTED') }), png(), 'image/png'],
    [png({ extra: [pngChunk('gAMA', [0, 0, 0xb1, 0x8f]), pngChunk('eXIf', exif(8))] }), png({ extra: [pngChunk('gAMA', [0, 0, 0xb1, 0x8f]), pngChunk('eXIf', plainExif(8))] }), 'image/png'],
    [
      Buffer.concat([riff('WEBP', riffChunk('VP8X', [0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]), riffChunk('VP8 ', webpPixels()), riffChunk('EXIF', exif(1)), riffChunk('XMP ', '<PLANTED/>')), Buffer.from('PLANTED')]),
      riff('WEBP', riffChunk('VP8X', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), riffChunk('VP8 ', webpPixels())), 'image/webp',
    ],
    [dicom(Buffer.concat([Buffer.from('PLANTED'), Buffer.alloc(121, 1)])), dicom(), 'application/dicom'],
    [heic(), heic(), 'image/heic'],
    [pdf(), pdf(), 'application/pdf'],
  ];
  for (const [sent, wanted, type] of pairs) {
    const made = await record(client, { bytes: sent });
    assert.equal(made.media_type, type);
    const kept = ok2(await client.get(`/records/${made.id}/content`));
    assert.equal(kept.headers['content-type'], type);
    assert.ok(kept.bytes.equals(wanted), `${type}: ${kept.bytes.toString('latin1').slice(0, 200)}`);
  }
});

test('media: a preview is a small JPEG, right way up', async () => {
  const client = await signedIn();
  const large = jpeg(900_000, 4);
  const { width, height } = jpegSize(large);
  assert.ok(width > 1300);
  const turnedExif = [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(6)])];
  const made = await record(client, { bytes: jpegWith(large, [turnedExif]) });
  const preview = ok2(await client.get(`/records/${made.id}/preview`));
  assert.equal(preview.headers['content-type'], 'image/jpeg');
  assert.equal(preview.headers['x-content-type-options'], 'nosniff');
  const size = jpegSize(preview.bytes);
  assert.equal(Math.max(size.width, size.height), 640);
  assert.equal(size.width, Math.floor((height * 640) / Math.max(width, height)), 'turned by a quarter');
  const wide = await record(client, { bytes: png({ width: 1000, height: 10 }) });
  assert.deepEqual(jpegSize(ok2(await client.get(`/records/${wide.id}/preview`)).bytes), { width: 640, height: 6 });
  const small = await record(client, { bytes: riff('WEBP', riffChunk('VP8 ', webpPixels())) });
  assert.deepEqual(jpegSize(ok2(await client.get(`/records/${small.id}/preview`)).bytes), { width: 1, height: 1 });
  for (const bytes of [pdf(), heic(), dicom()]) {
    const other = await record(client, { bytes });
    assert.equal(other.pages[0].preview, false);
    refused(await client.get(`/records/${other.id}/preview`), 404, 'not_found');
  }
});

test('media: damaged pictures, floods of pixels and other files are told apart', async () => {
  const client = await signedIn();
  const photo = jpeg(20_000, 5);
  await refusedFile(client, photo.subarray(0, 9000), 'file_damaged');
  await refusedFile(client, Buffer.concat([photo.subarray(0, 2), Buffer.from([0xff, 0xd9])]), 'file_damaged');
  await refusedFile(client, tinyPng().subarray(0, 40), 'file_damaged');
  const broken = png({ width: 64, height: 64 });
  broken[broken.length - 30] ^= 0xff;
  await refusedFile(client, broken, 'file_damaged');
  await refusedFile(client, png({ claim: { width: 20_000, height: 20_000 } }), 'image_too_large');
  const huge = Buffer.from(photo);
  const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
  huge.writeUInt16BE(60_000, frame + 5);
  huge.writeUInt16BE(60_000, frame + 7);
  await refusedFile(client, huge, 'image_too_large');
  await refusedFile(client, Buffer.from('GIF89a a moving picture'), 'file_type');
  await refusedFile(client, wav(1), 'file_type');
  await refusedFile(client, riff('WEBP', riffChunk('ANIM', Buffer.alloc(6)), riffChunk('VP8 ', webpPixels())), 'file_type');
  const lots = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), pngChunk('IHDR', [0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0]), pngChunk('IDAT', deflateSync(Buffer.alloc(10))), pngChunk('IEND')]);
  await refusedFile(client, lots, 'file_damaged');
});

test('media: what was sent is gone from the disk when it was stripped, and lost files go at the next start', async () => {
  const server = await startServer();
  const client = await patient(server);
  const folder = join(server.data, 'uploads');
  const made = await record(client, { bytes: jpegWith(jpeg(5000, 6), [[0xfe, 'PLANTED']]) });
  await until('the sent file is removed', () => readdirSync(folder).length === 2);
  const waiting = await createUpload(client, 100);
  ok(await sendPart(client, waiting, jpeg(40), 0), 204);
  const lost = ['f_lostlostlostlostlost', 'f_lostlostlostlostlost.c.new_1', `${readdirSync(folder).find((name) => name.endsWith('.c'))}.new_2`];
  for (const name of lost) writeFileSync(join(folder, name), 'x');
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), new Date(0), new Date(0));
  const fresh = join(folder, 'f_freshfreshfreshfresh');
  writeFileSync(fresh, 'x');
  await server.kill();
  await server.restart();
  await until('the lost files are removed', () => !lost.some((name) => existsSync(join(folder, name))));
  assert.ok(existsSync(fresh), 'a file that may be in the making was removed');
  assert.ok((await contentOf(client, made)).bytes.equals(jpeg(5000, 6)));
  ok2(await client.get(`/records/${made.id}/preview`));
  ok(await sendPart(client, waiting, jpeg(60), 40), 204);
  await server.kill();
});

test('records: several pages are one document, in their order', async () => {
  const client = await signedIn();
  const pages = [jpeg(3000, 61), png({ width: 30, height: 20 }), pdf(2000, 62)];
  const ids = [];
  for (const bytes of pages) ids.push((await upload(client, bytes)).id);
  const body = { upload_id: ids[0], page_upload_ids: ids.slice(1), person_id: client.personId, kind: 'discharge_summary', hospital: ' 青岚市人民医院 ', issued_on: '2026-03-01' };
  const made = ok(await client.post('/records', body), 201);
  assert.equal(made.hospital, '青岚市人民医院');
  assert.equal(made.issued_on, '2026-03-01');
  assert.deepEqual(made.pages.map((page) => page.media_type), ['image/jpeg', 'image/png', 'application/pdf']);
  assert.equal(made.bytes, pages.reduce((sum, bytes) => sum + bytes.length, 0));
  for (const [i, bytes] of pages.entries()) {
    const page = await contentOf(client, made, `?page=${i + 1}`);
    assert.ok(page.bytes.equals(bytes), `page ${i + 1}`);
    assert.match(page.headers['content-disposition'], /^inline; filename="record-\d+\.(jpg|png|pdf)"$/);
    assert.match(page.headers['content-security-policy'], /^sandbox;/);
  }
  const part = await client.get(`/records/${made.id}/content?page=2`, { headers: { Range: 'bytes=0-3' } });
  assert.equal(part.status, 206);
  assert.ok(part.bytes.equals(pages[1].subarray(0, 4)));
  const other = await client.get(`/records/${made.id}/content`, { headers: { Range: 'bytes=0-3', 'If-Range': '"another"' } });
  assert.equal(ok2(other).bytes.length, pages[0].length);
  for (const page of ['4', '0', '-1', 'x', '99999999999999999999']) refused(await client.get(`/records/${made.id}/content?page=${page}`), 404, 'not_found');
  ok2(await client.get(`/records/${made.id}/preview?page=2`));
  refused(await client.get(`/records/${made.id}/preview?page=3`), 404, 'not_found');
  // The same pages are the same record; the same first page with others is none.
  assert.equal(ok(await client.post('/records', body), 200).id, made.id);
  refused(await client.post('/records', { ...body, page_upload_ids: [ids[2], ids[1]] }), 422, 'validation', { '/upload_id': 'upload_used' });
  refused(await client.post('/records', { ...body, upload_id: (await upload(client, jpeg(2000, 63))).id }), 422, 'validation', { '/page_upload_ids/0': 'upload_used' });
  assert.deepEqual(ok(await client.get('/records')).items.find((one) => one.id === made.id), made);
});

test('records: pages join, change places and go; what is left out is shown no more', async () => {
  const client = await signedIn();
  const pages = [jpeg(2500, 71), png({ width: 30, height: 20 }), pdf(1500, 72)];
  const ids = [];
  for (const bytes of pages) ids.push((await upload(client, bytes)).id);
  const { id } = ok(await client.post('/records', { upload_id: ids[0], person_id: client.personId, kind: 'other' }), 201);
  const patch = (body) => client.patch(`/records/${id}`, body);
  for (const again of [1, 2]) {
    const grown = ok(await patch({ page_upload_ids: ids.slice(1) }), 200);
    assert.deepEqual(grown.pages.map((page) => page.id), ids, `sent ${again} times, there once`);
    assert.equal(grown.bytes, pages.reduce((sum, bytes) => sum + bytes.length, 0));
  }
  const turned = ok(await patch({ pages: [ids[2], ids[0]] }), 200);
  assert.deepEqual(turned.pages.map((page) => page.media_type), ['application/pdf', 'image/jpeg']);
  assert.equal(turned.media_type, 'application/pdf');
  assert.ok((await contentOf(client, turned, '?page=1')).bytes.equals(pages[2]));
  refused(await client.get(`/records/${id}/content?page=3`), 404, 'not_found');
  refused(await patch({ pages: [ids[1]] }), 422, 'validation', { '/pages/0': 'not_found' });
  refused(await patch({ pages: [ids[0], ids[0]] }), 422, 'validation', { '/pages/0': 'invalid' });
  refused(await patch({ pages: [] }), 422, 'validation', { '/pages': 'required' });
  refused(await patch({ page_upload_ids: [ids[1]] }), 422, 'validation', { '/page_upload_ids/0': 'upload_used' });
  const bad = (await upload(client, Buffer.from('no picture at all'))).id;
  refused(await patch({ page_upload_ids: [bad] }), 422, 'validation', { '/page_upload_ids/0': 'file_type' });
  refused(await patch({ page_upload_ids: Array(19).fill(bad) }), 422, 'validation', { '/page_upload_ids': 'too_long' });
  assert.deepEqual(ok(await client.get(`/records/${id}`)).pages, turned.pages);
});

test('records: a series has as many pages as it has slices, each of them DICOM', { timeoutMs: 240_000 }, async () => {
  const client = await signedIn();
  const ids = [];
  for (let i = 0; i < 22; i++) ids.push((await upload(client, Buffer.concat([dicom(), Buffer.from([i])]))).id);
  const body = { person_id: client.personId, kind: 'imaging' };
  const photo = (await upload(client, jpeg(2000, 66))).id;
  refused(await client.post('/records', { ...body, upload_id: ids[0], page_upload_ids: [...ids.slice(1), photo] }), 422, 'validation', { '/page_upload_ids': 'too_long' });
  const made = ok(await client.post('/records', { ...body, upload_id: ids[0], page_upload_ids: ids.slice(1) }), 201);
  assert.equal(made.pages.length, 22);
  assert.equal(ok2(await client.get(`/records/${made.id}/content?page=22`)).bytes.at(-1), 21);
  for (const page of ['23', '501']) refused(await client.get(`/records/${made.id}/content?page=${page}`), 404, 'not_found');
});

test('records: one bad page refuses the document and uses up none of the others', async () => {
  const client = await signedIn();
  const good = (await upload(client, jpeg(2000, 64))).id;
  const bad = (await upload(client, Buffer.from('no picture at all'))).id;
  const body = { upload_id: good, person_id: client.personId, kind: 'other' };
  refused(await client.post('/records', { ...body, page_upload_ids: [bad] }), 422, 'validation', { '/page_upload_ids/0': 'file_type' });
  refused(await client.post('/records', { ...body, page_upload_ids: [good] }), 422, 'validation', { '/page_upload_ids/0': 'upload_used' });
  refused(await client.post('/records', { ...body, page_upload_ids: ['upl_nothing'] }), 404, 'not_found');
  const fresh = (await upload(client, jpeg(2000, 65))).id;
  refused(await client.post('/records', { ...body, upload_id: fresh, page_upload_ids: Array(20).fill(bad) }), 422, 'validation', { '/page_upload_ids': 'too_long' });
  refused(await client.post('/records', { ...body, upload_id: fresh, page_upload_ids: Array(500).fill(bad) }), 422, 'validation', { '/page_upload_ids': 'too_long' });
  ok(await client.post('/records', body), 201);
});

test('records: kind, title, hospital and date can be said later, by who has seen the present state', async () => {
  const client = await signedIn();
  const made = await record(client, { bytes: jpeg(2000, 65), title: '旧' });
  const seen = await client.get(`/records/${made.id}`);
  const path = `/records/${made.id}`;
  const changed = ok(await client.patch(path, { kind: 'imaging', title: '胸片', hospital: '市一院', issued_on: '2025-12-31' }, { ifMatch: seen.etag }), 200);
  assert.deepEqual({ ...made, kind: 'imaging', title: '胸片', hospital: '市一院', issued_on: '2025-12-31' }, changed);
  refused(await client.patch(path, { title: 'x' }, { ifMatch: seen.etag }), 412, 'precondition_failed');
  const taken = ok(await client.patch(path, { issued_on: '', hospital: '' }), 200);
  assert.equal(taken.issued_on, undefined);
  assert.equal(taken.hospital, undefined);
  assert.equal(taken.title, '胸片');
  const wrong = { '2999-01-01': 'date.future', '2025-02-30': 'date.invalid', yesterday: 'date.format' };
  for (const [issued_on, code] of Object.entries(wrong)) refused(await client.patch(path, { issued_on }), 422, 'validation', { '/issued_on': code });
  refused(await client.patch(path, { hospital: '院'.repeat(101) }), 422, 'validation', { '/hospital': 'too_long' });
  const stranger = await patient(await started());
  refused(await stranger.patch(path, { title: 'x' }), 404, 'not_found');
});

test('records: the hospital sees the papers of a visit that was sent to it, and no others', async () => {
  const server = await started();
  const client = await patient(server);
  const desk = new Desk(server);
  const shown = await record(client, { bytes: jpeg(3000, 66) });
  const other = await record(client, { bytes: jpeg(3000, 67) });
  const visit = await draftVisit(client);
  ok(await client.patch(`/visits/${visit.id}`, { record_ids: [shown.id] }), 200);
  refused(await desk.get(`/desk/records/${shown.id}/content`), 404, 'not_found');
  const sent = ok(await client.post(`/visits/${visit.id}/submit`), 200);
  if (sent.payment?.state === 'pending') await pay(client, sent.payment);
  assert.ok(ok2(await desk.get(`/desk/records/${shown.id}/content`)).bytes.equals(jpeg(3000, 66)));
  ok2(await desk.get(`/desk/records/${shown.id}/preview`));
  for (const file of ['content', 'preview']) {
    refused(await desk.get(`/desk/records/${other.id}/${file}`), 404, 'not_found');
    refused(await client.get(`/desk/records/${shown.id}/${file}`), 403, 'forbidden');
    refused(await desk.get(`/records/${shown.id}/${file}`), 403, 'forbidden');
  }
  // What a doctor may have judged by stays there for the doctor.
  ok(await client.delete(`/records/${shown.id}`), 204);
  refused(await client.get(`/records/${shown.id}/content`), 404, 'not_found');
  ok2(await desk.get(`/desk/records/${shown.id}/content`));
});
