// Taking everything along, and deleting the account: what goes, what the law keeps, and who still reaches it.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { address, confirm, draftVisit, freshPhone, identityNumber, identityRequest, orderIn, orderRequest, patient, pay, queuedVisit, quoteFor, record, refillDraft, requestCode, signIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const desk = async () => new Desk(await started());

async function deletion(client, changes = {}) {
  const code = (client.deletionCode ??= await requestCode(client.as(undefined), client.phone));
  return client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code, ...changes });
}

// Someone with one of everything, and nothing under way.
async function withHistory() {
  const phone = freshPhone();
  const client = await patient(await started(), { phone, name: '欧阳槐序', number: identityNumber({ born: '19480921' }) });
  client.phone = phone;
  const shown = await record(client, { bytes: jpeg(), title: '出院小结' });
  const spare = await record(client, { bytes: jpeg(2000, 9), title: '没有用上的' });
  ok(await client.post('/addresses', address), 201);
  const visit = await queuedVisit(client, { draft: await refillDraft(client, { record_ids: [shown.id] }) });
  ok(await client.post(`/visits/${visit.id}/messages`, { text: '谢谢 <script>alert(1)</script>' }), 201);
  const prescription = await (await desk()).approve(visit.id);
  await confirm(client, prescription);
  const order = ok(await client.post('/orders', orderRequest(await quoteFor(client, prescription, 'delivery'))), 201);
  await pay(client, order.payment);
  return Object.assign(client, { shown, spare, visit, prescription, order });
}
async function finish(client) {
  for (const state of ['packed', 'shipped', 'delivered']) ok(await (await desk()).moveOrder(client.order.id, state), 200);
  await orderIn(client, client.order.id, 'delivered');
}

test('export: everything of the account is in it, and nothing of others', async () => {
  const client = await withHistory();
  const other = await patient(await started(), { name: '别人' });
  const { code } = ok(await other.post('/carers', { person_id: other.personId, relationship: 'other' }), 201);
  ok(await client.post('/carers/accept', { code }), 200);
  ok(await client.post('/visits', { kind: 'refill', person_id: other.personId }), 201);
  await finish(client);
  ok(await client.post(`/visits/${client.visit.id}/rating`, { stars: 5, text: '很好' }));
  const all = ok(await client.get('/account/export'));
  assert.equal(all.phone, client.phone);
  assert.deepEqual(all.people.map((one) => [one.person.id, one.born_on, one.number.length]), [[client.personId, '1948-09-21', 18]]);
  assert.ok(all.people[0].earlier_care.medicines.length > 0);
  assert.deepEqual(all.records.map((one) => one.record.id).sort(), [client.shown.id, client.spare.id].sort());
  assert.equal((await client.get(all.records[0].content.slice('/api/v1'.length))).status, 200);
  assert.deepEqual(all.visits.map((one) => one.visit.id), [client.visit.id]);
  assert.ok(all.visits[0].messages.some((one) => one.text.startsWith('谢谢')));
  assert.deepEqual(all.visits[0].prescriptions.map((one) => one.id), [client.prescription.id]);
  assert.deepEqual([all.visits[0].rating.stars, all.visits[0].rating.text], [5, '很好']);
  assert.deepEqual(all.orders.map((one) => [one.order.id, one.address.line]), [[client.order.id, address.line]]);
  assert.deepEqual(all.payments.map((one) => [one.purpose, one.subject_id, one.payment.state]).sort(), [['order', client.order.id, 'paid'], ['visit', client.visit.id, 'paid']]);
  assert.ok(all.payments.every((one) => one.paid_at >= one.created_at && all.created_at <= one.created_at));
  assert.equal(all.addresses.length, 1);
  assert.equal(all.sessions.length, 1);
  assert.equal(all.identity_checks.length, 1);
  assert.deepEqual(all.consents.map((one) => one.purpose).sort(), ['health_data', 'identity', 'share_pharmacy', 'terms']);
  assert.ok(all.audit_events.length > 5);
  assert.ok(!JSON.stringify(all).includes(other.personId) || all.carers.some((one) => one.person_id === other.personId));
});

test('export: long lists come whole', async () => {
  const client = await signIn(await started());
  for (let i = 0; i < 120; i++) ok(await client.post('/consents', { purpose: 'sms_notice', version: 1, given: i % 2 === 0 }), 201);
  assert.equal(ok(await client.get('/account/export')).consents.length, 121);
});

test('export: the page for printing runs nothing and shows what people wrote as text', async () => {
  const client = await withHistory();
  for (const [language, words] of [['en', ['My data', 'Who looked at']], ['zh', ['我的资料', '谁看过']]]) {
    const page = await client.get('/account/export.html', { headers: { 'Accept-Language': language } });
    ok(page, 200);
    for (const word of [...words, client.phone, '欧阳槐序']) assert.ok(page.text.includes(word), word);
    assert.ok(page.text.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(!/<script|<style|<img|\son\w+=/i.test(page.text));
    assert.match(page.headers['content-type'], /^text\/html/);
  }
});

test('delete: what is under way is named, and nothing happens', async () => {
  const client = await withHistory();
  const second = await queuedVisit(client, { kind: 'consultation' });
  refused(await deletion(client), 409, 'account_busy', { [`/orders/${client.order.id}`]: 'under_way', [`/visits/${second.id}`]: 'under_way' });
  ok(await client.get('/account'));
  await finish(client);
  ok(await client.post(`/visits/${second.id}/cancel`), 200);
  ok(await deletion(client), 204);
});

test('delete: it wants a fresh code of the account\'s own phone', async () => {
  const client = await signIn(await started());
  const code = await requestCode(client.as(undefined), client.phone);
  const wrong = code.sandbox_code === '000000' ? '111111' : '000000';
  const send = (sms_code_id, text) => client.post('/account/delete', { sms_code_id, code: text });
  assert.equal(refused(await send(code.id, wrong), 422, 'code_wrong').attempts_left, 4);
  const foreign = await requestCode(client.as(undefined), freshPhone());
  refused(await send(foreign.id, foreign.sandbox_code), 422, 'code_expired');
  refused(await send('code_none', '123456'), 422, 'code_expired');
  refused(await client.post('/account/delete', {}), 422, 'validation', { '/sms_code_id': 'required', '/code': 'required' });
  ok(await client.get('/account'));
  ok(await send(code.id, code.sandbox_code), 204);
});

test('delete: every session ends, and the phone begins anew', async () => {
  const client = await withHistory();
  const elsewhere = await signIn(await started(), { phone: client.phone });
  await finish(client);
  ok(await deletion(client), 204);
  for (const one of [client, elsewhere]) refused(await one.get('/account'), 401, 'unauthorized');
  const fresh = await signIn(await started(), { phone: client.phone });
  const account = ok(await fresh.get('/account'));
  assert.deepEqual([account.people, account.records_count], [[], 0]);
  for (const path of ['/visits', '/orders', '/records', '/addresses', '/carers']) assert.deepEqual(ok(await fresh.get(path)).items, []);
  refused(await fresh.get(`/visits/${client.visit.id}`), 404, 'not_found');
  assert.deepEqual(ok(await fresh.get('/consents/history')).items.map((one) => one.purpose), ['terms']);
});

test('delete: what the law keeps is for the hospital\'s own system alone', async () => {
  const client = await withHistory();
  const system = await desk();
  const [doctor, pharmacist] = [await system.staff('doctor'), await system.staff('pharmacist')];
  await finish(client);
  ok(await doctor.get(`/desk/visits/${client.visit.id}`));
  ok(await deletion(client), 204);
  for (const one of [doctor, pharmacist]) {
    refused(await one.get(`/desk/visits/${client.visit.id}`), 404, 'not_found');
    refused(await one.get(`/desk/visits/${client.visit.id}/messages`), 404, 'not_found');
  }
  const seen = async (who) => ok(await who.get('/desk/prescriptions?state=ordered')).items.some((one) => one.id === client.prescription.id);
  assert.deepEqual([await seen(pharmacist), await seen(system)], [false, true]);
  refused(await doctor.get(`/desk/records/${client.shown.id}/content`), 404, 'not_found');
  assert.equal((await system.get(`/desk/records/${client.shown.id}/content`)).status, 200);
  assert.deepEqual(ok(await system.get(`/desk/visits/${client.visit.id}`)).draft.record_ids, [client.shown.id]);
  assert.ok(ok(await system.get(`/desk/visits/${client.visit.id}/messages`)).items.length > 0);
});

test('delete: a carer loses sight of the person, and is told', async () => {
  const client = await signIn(await started());
  const check = ok(await client.post('/identity-checks', identityRequest()), 201);
  const carer = await patient(await started());
  const { code, id } = ok(await client.post('/carers', { person_id: check.person_id, relationship: 'parent' }), 201);
  ok(await carer.post('/carers/accept', { code }), 200);
  await draftVisit(Object.assign(client, { personId: check.person_id }), { kind: 'consultation' }); // a draft stops nobody
  ok(await deletion(client), 204);
  refused(await carer.get(`/people/${check.person_id}`), 404, 'not_found');
  assert.deepEqual(ok(await carer.get('/carers')).items, []);
  assert.ok(ok(await carer.get('/events?poll=1&after=0')).items.filter((one) => one.kind === 'carer' && one.subject === id).length >= 2);
});

test('delete: someone else cannot do it', async () => {
  const client = await signIn(await started());
  const code = await requestCode(client.as(undefined), client.phone);
  const stranger = await signIn(await started());
  refused(await stranger.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 422, 'code_expired');
  refused(await new Client(await started()).post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 401, 'unauthorized');
  ok(await client.get('/account'));
});
