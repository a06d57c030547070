// Personal data at rest: everything a patient gave is planted, then looked for in plain text in all that the server wrote.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from '../../tools/test-runner.mjs';
import { ok } from './support/client.mjs';
import { Desk, medicines } from './support/desk.mjs';
import { askFamily, follow } from './support/help.mjs';
import { tus, confirm, createUpload, freshPhone, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, record, refillDraft, requestCode } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

// One of each kind, none of which could appear by chance.
const planted = {
  name: '欧阳槐序',
  number: identityNumber({ born: '19480921', serial: 377 }),
  phone: freshPhone(),
  addressName: '诸葛清和',
  addressPhone: freshPhone(),
  addressLine: '紫藤巷八十八号丙单元七零二',
  message: '昨夜醒来三回口干得厉害',
  complaint: '膝盖下雨天酸胀两个月了',
  medicine: '我自己写的药名玄参合剂',
  title: '二零一九年住院小结扫描',
  fileName: '欧阳槐序的病历照片.jpg',
  doctorWords: '您的肝功能指标需要复查一次',
  referralNote: '请挂号看肾内科门诊王大夫',
  assessment: '血脂稳定按时服药两年整',
  trackingNumber: 'TRACK-7714-0092-KQ',
  refundReason: '少发了一盒钙片所以退',
  rating: '大夫说话很慢我都听懂了',
  complaintWords: '取药窗口让我等了三刻钟',
  complaintAnswer: '我们给取药窗口加了一个人',
  careMedicine: '院内记录里的旧药名丹七片',
  familyName: '端木小荷',
  content: 'PLAINTEXT-OF-A-MEDICAL-RECORD-0123456789',
};

function spellings(text) {
  const bytes = Buffer.from(text);
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -1)),
    Buffer.from(JSON.stringify(text).slice(1, -1).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)),
    Buffer.from(encodeURIComponent(text)),
  ];
}

test('privacy: nothing personal is in the database, the files or the log in plain text', async () => {
  const server = await startServer();
  const client = await patient(server, { phone: planted.phone, name: planted.name, number: planted.number });
  const desk = new Desk(server);
  const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.from(planted.content.repeat(40))]);
  const made = await record(client, { bytes, title: planted.title, name: planted.fileName });
  const unfinished = await createUpload(client, 100_000, { name: planted.fileName });
  ok(await client.request('PATCH', unfinished.path, {
    headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }, body: bytes,
  }), 204);
  const visit = await queuedVisit(client, { draft: await refillDraft(client, { medicine_text: planted.medicine, record_ids: [made.id] }) });
  ok(await client.post(`/visits/${visit.id}/messages`, { text: planted.message }), 201);
  await desk.accept(visit.id);
  await desk.say(visit.id, planted.doctorWords);
  const prescription = ok(await desk.post(`/desk/visits/${visit.id}/prescribe`, { items: medicines(), assessment: planted.assessment }), 201);
  await desk.review(prescription.id);
  const quote = await quoteFor(client, prescription, 'delivery');
  await confirm(client, prescription);
  const order = ok(await client.post('/orders', orderRequest(quote, {
    address: { name: planted.addressName, phone: planted.addressPhone, line: planted.addressLine },
  })), 201);
  await pay(client, order.payment);
  ok(await desk.moveOrder(order.id, 'packed'));
  ok(await desk.post(`/desk/orders/${order.id}/move`, { state: 'shipped', tracking_number: planted.trackingNumber }));
  ok(await desk.post(`/desk/orders/${order.id}/refund`, { amount_fen: 1, reason: planted.refundReason }));
  ok(await client.post(`/visits/${visit.id}/rating`, { stars: 5, text: planted.rating }));
  const complained = ok(await client.post('/complaints', { text: planted.complaintWords, visit_id: visit.id }), 201);
  ok(await desk.post(`/desk/complaints/${complained.id}/move`, { state: 'in_progress' }));
  ok(await desk.post(`/desk/complaints/${complained.id}/answer`, { text: planted.complaintAnswer }));
  const old = { zh: planted.careMedicine, en: planted.careMedicine };
  ok(await desk.request('PUT', `/desk/people/${client.personId}/earlier-care`, { json: {
    medicines: [{ id: 'old', name: old, specification: '', usage: old, last_prescribed_on: '2026-01-01' }] } }), 204);
  ok(await client.post('/addresses', { name: planted.addressName, phone: planted.addressPhone, line: planted.addressLine }), 201);
  const second = await queuedVisit(client, { kind: 'consultation', draft: {
    gate: { red_flags_none: true, diagnosed: 'unanswered', changed: 'unanswered' }, complaint: planted.complaint,
  } });
  await desk.accept(second.id);
  await desk.terminate(second.id, { reason: 'unsuitable_online', note: planted.referralNote });
  const help = await askFamily(client);
  const family = await follow(client.as(undefined), help, planted.familyName);
  ok(await help.post('/let-in', { accepted: true }), 200);
  ok(await family.act('say', { text: planted.doctorWords }), 201);
  ok(await family.post('/end'), 204);
  // Refused requests must not leak through the log either.
  await client.post('/identity-checks', identityRequest({ name: planted.name, number: `${planted.number.slice(0, 17)}${planted.number[17] === '0' ? '1' : '0'}` }));
  await client.request('POST', `/visits/${visit.id}/messages`, { body: `{"text":"${planted.message}`, headers: { 'Content-Type': 'application/json' } });
  await requestCode(client.as(undefined), planted.addressPhone);

  const look = () => {
    const files = server.stored().filter(({ path }) => !/\/(key|desk-token)$/.test(path));
    assert.ok(files.some(({ path }) => path.endsWith('.db') || path.includes('/base/')), 'the database is looked at');
    assert.ok(files.some(({ path }) => path.includes('/uploads/')), 'the uploads are looked at');
    const places = [...files, { path: 'the log', bytes: Buffer.from(server.allLog()) }];
    for (const [what, text] of Object.entries({ ...planted, token: client.token })) {
      for (const { path, bytes: content } of places)
        for (const spelling of spellings(text)) assert.equal(content.indexOf(spelling), -1, `${what} is in ${path.replace(server.data, 'data')}`);
    }
  };
  look(); // with the write-ahead log
  await server.stop();
  look(); // after the checkpoint
  for (const { path } of server.files()) {
    const mode = statSync(path).mode & 0o077;
    if (/\/(key|desk-token)$/.test(path)) assert.equal(mode, 0, `${path.replace(server.data, 'data')} can be read by others`);
  }
  assert.equal(statSync(server.data + '/uploads').mode & 0o077, 0, 'the uploads folder can be read by others');
});

test('privacy: the patient sees own data masked where the whole is not needed', async () => {
  const server = await startServer();
  const client = await patient(server, { phone: planted.phone, number: planted.number });
  const account = await client.get('/account');
  assert.ok(!account.text.includes(planted.phone));
  assert.ok(!account.text.includes(planted.number));
  assert.ok(!account.text.includes(planted.number.slice(6, 14)), 'nor the birth date');
  await server.kill();
});
