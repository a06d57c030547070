// The hospital's own systems are told of changes: signed, again until they answer, in order, and at nobody else's cost.
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { elder, mandateRequest } from './support/batch.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { fhir, read } from './support/fhir.mjs';
import { jpeg } from './support/files.mjs';
import { askFamily, askHelp, follow, join } from './support/help.mjs';
import { confirm, draftVisit, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, record, refillDraft, requestCode, signIn, upload } from './support/journey.mjs';
import { checkEvent, checkSignature, Receiver } from './support/receiver.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({ args: ['--webhook-retries-ms', '30,60,90'] });
const system = async () => new Desk(await started());

async function listening(events, { path = '/hook?for=1', desk } = {}) {
  const receiver = await new Receiver().start();
  desk ??= await system();
  const webhook = ok(await desk.post('/desk/webhooks', { url: receiver.url + path, events }), 201);
  return { receiver, webhook, desk, async end() {
    await desk.delete(`/desk/webhooks/${webhook.id}`);
    receiver.stop();
  } };
}

const deliveries = async (desk, webhook, state) =>
  ok(await desk.get(`/desk/webhook-deliveries?limit=100&state=${state}`)).items.filter((one) => one.webhook_id === webhook.id);

test('webhooks: a change is told, signed, with ids only', async () => {
  const { receiver, webhook, end } = await listening(['visit.changed']);
  assert.match(webhook.secret, /^whsec_.{20}/);
  const client = await patient(await started(), { name: '任长河' });
  const visit = await queuedVisit(client);
  const told = await receiver.until('the visit is told', (one) => one.event.subject === visit.id);
  assert.equal(told.method, 'POST');
  assert.equal(told.path, '/hook?for=1');
  assert.match(told.headers['content-type'], /^application\/json/);
  checkSignature(webhook.secret, told);
  assert.throws(() => checkSignature(`${webhook.secret}x`, told));
  assert.throws(() => checkSignature(webhook.secret, { ...told, body: `${told.body} ` }));
  checkEvent(told.event);
  assert.deepEqual(Object.keys(told.event).sort(), ['at', 'hospital_id', 'id', 'kind', 'subject']);
  assert.ok(receiver.events.every((one) => one.kind === 'visit.changed'), 'only what was asked for');
  assert.ok(!receiver.requests.some((one) => one.body.includes('任长河')));
  await end();
});

// The lines of docs/HOSPITALS.md, run as they stand there.
test('webhooks: the check that hospitals copy takes what is sent, and neither another body, secret nor time', async () => {
  const [, code] = /```js\n(const \[, t, v1\][^`]*(?:`[^`\n]+`[^`]*)*?)```/.exec(readFileSync(joinPath(root, 'docs/HOSPITALS.md'), 'utf8')) ?? [];
  assert.match(code ?? '', /timingSafeEqual/);
  const check = (told, secret, now = Date.now()) =>
    new Function('request', 'rawBody', 'secret', 'createHmac', 'timingSafeEqual', 'Buffer', 'Date', `${code}\nreturn 204;`)(told, told.body, secret, createHmac, timingSafeEqual, Buffer, { now: () => now });
  const { receiver, webhook, end } = await listening(['visit.changed']);
  const visit = await queuedVisit(await patient(await started()));
  const told = await receiver.until('the visit is told', (one) => one.event.subject === visit.id);
  assert.equal(check(told, webhook.secret), 204);
  assert.equal(check({ ...told, body: `${told.body} ` }, webhook.secret), 401);
  assert.equal(check(told, `${webhook.secret}x`), 401);
  for (const hour of [-3_600_000, 3_600_000]) assert.equal(check(told, webhook.secret, Date.now() + hour), 401);
  await end();
});

test('webhooks: what was refused or undone is not told', async () => {
  const { receiver, end } = await listening(['*']);
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  await receiver.until('the visit is told', (one) => one.event.subject === visit.id && one.event.kind === 'visit.changed');
  refused(await client.post(`/visits/${visit.id}/submit`), 409, 'illegal_state');
  const desk = await system();
  refused(await desk.post(`/desk/visits/${visit.id}/conclude`, { text: 'x' }), 409, 'illegal_state');
  await desk.accept(visit.id);
  await receiver.until('the acceptance is told', (one) => one.event.kind === 'messages.changed' && one.event.subject === visit.id);
  const ids = receiver.events.map((one) => one.id);
  assert.equal(new Set(ids).size, ids.length, 'nothing twice');
  await end();
});

test('webhooks: a receiver that fails is told again, with the same id, until it answers', async () => {
  const { receiver, webhook, desk, end } = await listening(['complaint.changed']);
  let failures = 2;
  receiver.answer = () => (failures-- > 0 ? 503 : 200);
  const client = await patient(await started());
  const made = ok(await client.post('/complaints', { text: '一' }), 201);
  await until('it was delivered', async () => (await deliveries(desk, webhook, 'delivered')).length === 1);
  const tries = receiver.requests.filter((one) => one.event.subject === made.id);
  assert.deepEqual(tries.map((one) => one.answered), [503, 503, 200]);
  assert.equal(new Set(tries.map((one) => one.event.id)).size, 1);
  for (const one of tries) checkSignature(webhook.secret, one);
  const [delivered] = await deliveries(desk, webhook, 'delivered');
  assert.deepEqual([delivered.tries, delivered.last_status, delivered.next_try_at], [3, 200, undefined]);
  await end();
});

test('webhooks: of one subject nothing overtakes', async () => {
  const { receiver, desk, end } = await listening(['complaint.changed']);
  let failures = 2;
  receiver.answer = () => (failures-- > 0 ? 500 : 200);
  const client = await patient(await started());
  const made = ok(await client.post('/complaints', { text: '一' }), 201);
  ok(await desk.post(`/desk/complaints/${made.id}/move`, { state: 'in_progress' }));
  ok(await desk.post(`/desk/complaints/${made.id}/answer`, { text: '好' }));
  const other = ok(await client.post('/complaints', { text: '另一个' }), 201);
  await until('all were told', () => receiver.requests.filter((one) => one.answered === 200).length === 4);
  const order = receiver.requests.filter((one) => one.event.subject === made.id && one.answered === 200).map((one) => one.event.at);
  assert.deepEqual(order, [...order].sort());
  const firsts = receiver.requests.filter((one) => one.event.subject === made.id).map((one) => one.event.id);
  assert.equal(firsts.indexOf(firsts.at(-1)), firsts.length - 1, 'the last one was sent once, after the others');
  assert.ok(receiver.events.some((one) => one.subject === other.id));
  await end();
});

test('webhooks: one that never answers well is dead in the end, is listed, and can be told again', async () => {
  const { receiver, webhook, desk, end } = await listening(['complaint.changed']);
  receiver.answer = () => 410;
  const client = await patient(await started());
  const made = ok(await client.post('/complaints', { text: '一' }), 201);
  const [dead] = await until('it is dead', async () => {
    const found = await deliveries(desk, webhook, 'dead');
    return found.length && found;
  });
  assert.deepEqual([dead.tries, dead.last_status, dead.event.subject], [4, 410, made.id]);
  receiver.answer = () => 200;
  assert.equal(ok(await desk.post(`/desk/webhook-deliveries/${dead.id}/redeliver`)).state, 'pending');
  await until('it was delivered', async () => (await deliveries(desk, webhook, 'delivered')).length === 1);
  assert.equal(receiver.events.at(-1).id, dead.event.id);
  refused(await desk.post('/desk/webhook-deliveries/dlv_none/redeliver'), 404, 'not_found');
  await end();
});

test('webhooks: a redirect is not followed', async () => {
  const { receiver, webhook, desk, end } = await listening(['complaint.changed']);
  receiver.answer = () => 302;
  ok(await (await patient(await started())).post('/complaints', { text: '一' }), 201);
  await until('it is dead', async () => (await deliveries(desk, webhook, 'dead')).length === 1);
  await end();
});

test('webhooks: a silent receiver slows neither requests nor the other receivers', async () => {
  const silent = await listening(['*']);
  silent.receiver.answer = () => 0;
  const quick = await listening(['complaint.changed']);
  const client = await patient(await started());
  for (let i = 0; i < 10; i++) ok(await client.post('/complaints', { text: `${i}` }), 201);
  await until('the quick one has all', () => quick.receiver.requests.length === 10);
  assert.ok(silent.receiver.requests.length <= 4, 'it holds up no more than its own lines');
  await quick.end();
  await silent.end();
});

test('webhooks: what is in the outbox survives kill -9', async () => {
  const server = await startServer({ args: ['--webhook-retries-ms', '100,100,100,100,100,100,100,100'] });
  const desk = new Desk(server);
  const receiver = await new Receiver().start();
  ok(await desk.post('/desk/webhooks', { url: receiver.url, events: ['complaint.changed'] }), 201);
  receiver.answer = () => 500;
  const client = await patient(server);
  const made = [];
  for (let i = 0; i < 5; i++) made.push(ok(await client.post('/complaints', { text: `${i}` }), 201).id);
  await server.kill();
  receiver.answer = () => 200;
  await server.restart();
  // What was on its way belongs to the dead server for half a minute; the rest goes at once.
  await until('every complaint is told', () => made.every((id) => receiver.requests.some((one) => one.answered === 200 && one.event.subject === id)), { limitMs: 60_000 });
  receiver.stop();
  await server.kill();
});

test('webhooks: the address is https, or in the sandbox this machine', async () => {
  const desk = await system();
  const ask = (url, events = ['*']) => desk.post('/desk/webhooks', { url, events });
  for (const url of ['', 'ftp://x/', 'http://example.org/', 'http://127.0.0.1.example.org/', 'https://a@example.org/', 'https://', 'https://example.org:0/',
    'https://example.org/#a', 'https://exa mple.org/', 'http://10.0.0.1/', `https://example.org/${'a'.repeat(500)}`])
    refused(await ask(url), 422, 'validation', { '/url': 'webhook.url' });
  refused(await ask('https://example.org/', []), 422, 'validation', { '/events': 'required' });
  refused(await ask('https://example.org/', ['visit.changed', 'moon.risen']), 422, 'validation', { '/events/1': 'choice' });
  const made = ok(await ask('https://his.example.org:8443/banzhen?x=1'), 201);
  const listed = ok(await desk.get('/desk/webhooks')).items.find((one) => one.id === made.id);
  assert.equal(listed.secret, undefined);
  ok(await desk.delete(`/desk/webhooks/${made.id}`), 204);
  refused(await desk.delete(`/desk/webhooks/${made.id}`), 404, 'not_found');
  for (const role of ['doctor', 'clerk', 'pharmacy']) refused(await (await desk.staff(role)).post('/desk/webhooks', { url: 'https://example.org/', events: ['*'] }), 403, 'forbidden');
});

test('webhooks: ten are enough; an ended one is told nothing', async () => {
  const server = await startServer();
  const desk = new Desk(server);
  const receiver = await new Receiver().start();
  const all = [];
  for (let i = 0; i < 10; i++) all.push(ok(await desk.post('/desk/webhooks', { url: `${receiver.url}/${i}`, events: ['complaint.changed'] }), 201));
  refused(await desk.post('/desk/webhooks', { url: receiver.url, events: ['*'] }), 409, 'illegal_state');
  ok(await desk.delete(`/desk/webhooks/${all[3].id}`), 204);
  ok(await (await patient(server)).post('/complaints', { text: '一' }), 201);
  await until('the others are told', () => receiver.requests.length === 9);
  assert.ok(!receiver.requests.some((one) => one.path === '/3'));
  assert.equal(new Set(receiver.events.map((one) => one.id)).size, 1, 'one event has one id, whoever is told');
  receiver.stop();
  await server.kill();
});

// ---- every change of state is told ----
// Says what a step must tell, and waits until the receiver was told of it once more than before.
async function teller() {
  const listener = await listening(['*']);
  const count = (line) => listener.receiver.events.filter((one) => `${one.kind} ${one.subject}` === line).length;
  const tells = async (step, wanted) => {
    // What an earlier step told must not be taken for this one's.
    await until('what was done before is told', async () => (await deliveries(listener.desk, listener.webhook, 'pending')).length === 0);
    const before = new Map(listener.receiver.events.map((one) => `${one.kind} ${one.subject}`).map((line) => [line, count(line)]));
    const made = await step();
    for (const line of wanted(made)) await until(`${line} is told`, () => count(line) > (before.get(line) ?? 0));
    return made;
  };
  return { ...listener, tells };
}

test('webhooks: every move of a visit, its records and its prescription is told', async () => {
  const { receiver, desk, tells, end } = await teller();
  const client = await patient(await started());
  const [first, second] = [await desk.staff('doctor', '甲'), await desk.staff('doctor', '乙')];
  const paper = await record(client, { bytes: jpeg() });
  const alone = await record(client, { bytes: jpeg(3000, 2) });
  const draft = await refillDraft(client, { record_ids: [paper.id] });
  const visit = await tells(() => draftVisit(client, { draft: { gate: draft.gate } }), (made) => [`visit.changed ${made.id}`]);
  const moved = () => [`visit.changed ${visit.id}`];
  await tells(async () => ok(await client.patch(`/visits/${visit.id}`, draft), 200), moved);
  await tells(async () => ok(await client.post('/visits', { kind: 'refill', person_id: client.personId, draft: { gate: draft.gate } }), 200), moved); // begun before
  const sent = await tells(async () => ok(await client.post(`/visits/${visit.id}/submit`), 200), (made) => [...moved(), `record.changed ${paper.id}`, `payment.changed ${made.payment.id}`]);
  await tells(() => pay(client, sent.payment), () => [...moved(), `payment.changed ${sent.payment.id}`]);
  await tells(() => first.accept(visit.id), moved);
  await tells(async () => ok(await client.patch(`/records/${paper.id}`, { title: '出院小结' }), 200), () => [`record.changed ${paper.id}`]);
  await tells(async () => ok(await first.post(`/desk/visits/${visit.id}/handover`, { doctor_id: second.staffId }), 200), moved);
  await tells(async () => ok(await second.post(`/desk/visits/${visit.id}/handover`, {}), 200), moved); // to whoever is free
  await tells(() => second.accept(visit.id), moved);
  const sheet = await tells(() => second.prescribe(visit.id), (made) => [...moved(), `prescription.changed ${made.id}`]);
  await tells(async () => ok(await desk.post(`/desk/prescriptions/${sheet.id}/review`, { approved: false, reason: '请再看' }), 200), () => [...moved(), `prescription.changed ${sheet.id}`]);
  const again = await tells(() => second.prescribe(visit.id), (made) => [...moved(), `prescription.changed ${made.id}`]);
  await tells(() => desk.review(again.id), () => [...moved(), `prescription.changed ${again.id}`]);
  await tells(() => confirm(client, again), () => [`prescription.changed ${again.id}`]);
  await tells(async () => ok(await client.delete(`/records/${paper.id}`), 204), () => [`record.changed ${paper.id}`]);
  ok(await client.patch(`/records/${alone.id}`, { title: '没给看的' }), 200);
  const talk = await queuedVisit(client, { kind: 'consultation' });
  await first.accept(talk.id);
  await tells(() => first.conclude(talk.id), () => [`visit.changed ${talk.id}`]);
  await tells(async () => ok(await client.post(`/visits/${talk.id}/rating`, { stars: 4 }), 200), () => [`rating.changed ${talk.id}`]);
  const ended = await queuedVisit(client);
  await first.accept(ended.id);
  await tells(() => first.terminate(ended.id), () => [`visit.changed ${ended.id}`, `refund.requested ${ended.payment.id}`]);
  const unpaid = ok(await client.post(`/visits/${(await draftVisit(client)).id}/submit`), 200);
  await tells(async () => ok(await client.post(`/visits/${unpaid.id}/cancel`), 200), () => [`visit.changed ${unpaid.id}`, `payment.changed ${unpaid.payment.id}`]);
  assert.ok(!receiver.events.some((one) => one.subject === alone.id), 'what the hospital was never shown is not told of');
  for (const one of receiver.events) checkEvent(one);
  await end();
});

test('webhooks: every move of an order is told', async () => {
  const { desk, tells, end } = await teller();
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const sheet = await desk.approve(visit.id);
  await confirm(client, sheet);
  const order = async (way) => tells(async () => ok(await client.post('/orders', orderRequest(await quoteFor(client, sheet, way))), 201), (made) => [`order.changed ${made.id}`, `prescription.changed ${sheet.id}`, `payment.changed ${made.payment.id}`]);
  const unpaid = await order('delivery');
  await tells(async () => ok(await client.post(`/orders/${unpaid.id}/cancel`), 200), () => [`order.changed ${unpaid.id}`, `prescription.changed ${sheet.id}`, `payment.changed ${unpaid.payment.id}`]);
  const collected = await order('pickup');
  await tells(() => pay(client, collected.payment), () => [`order.changed ${collected.id}`]);
  for (const state of ['packed', 'ready']) await tells(async () => ok(await desk.moveOrder(collected.id, state), 200), () => [`order.changed ${collected.id}`]);
  await tells(async () => ok(await desk.post(`/desk/orders/${collected.id}/unblock`), 200), () => [`order.changed ${collected.id}`]);
  await tells(async () => ok(await desk.post(`/desk/orders/${collected.id}/refund`, { amount_fen: collected.payment.amount_fen, reason: '药没了' }), 200),
    () => [`order.changed ${collected.id}`, `refund.requested ${collected.payment.id}`]);
  const again = await desk.approve((await queuedVisit(client)).id);
  await confirm(client, again);
  const brought = ok(await client.post('/orders', orderRequest(await quoteFor(client, again, 'delivery'))), 201);
  await pay(client, brought.payment);
  for (const state of ['packed', 'shipped', 'delivered']) await tells(async () => ok(await desk.moveOrder(brought.id, state), 200), () => [`order.changed ${brought.id}`]);
  await tells(async () => ok(await desk.post(`/desk/orders/${brought.id}/refund`, { amount_fen: 1, reason: '少了一盒' }), 200), () => [`order.changed ${brought.id}`, `refund.requested ${brought.payment.id}`]);
  await end();
});

test('webhooks: that a mandate was recorded, and that it ended, is told', async () => {
  const { desk, tells, end } = await teller();
  const person = await elder(await started());
  const worker = await desk.staff('community', '何秀英');
  const recorded = () => tells(async () => ok(await desk.post('/desk/mandates', mandateRequest(worker, person)), 201), (made) => [`mandate.changed ${made.id}`]);
  const first = await recorded();
  await tells(async () => ok(await person.delete(`/mandates/${first.id}`), 204), () => [`mandate.changed ${first.id}`]);
  const second = await recorded();
  await tells(async () => ok(await desk.post(`/desk/mandates/${second.id}/end`), 204), () => [`mandate.changed ${second.id}`]);
  const last = await recorded();
  const code = await requestCode(person, person.phone);
  await tells(async () => ok(await person.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204), () => [`mandate.changed ${last.id}`]);
  await end();
});

test('webhooks: every move of an identity check, a guardianship and a complaint is told', async () => {
  const { desk, tells, end } = await teller();
  const client = await patient(await started());
  const check = (changes) => tells(async () => ok(await client.post('/identity-checks', identityRequest(changes)), 201), (made) => [`identity_check.changed ${made.id}`]);
  await check({ relationship: 'parent' });
  const byPhoto = async () => check({ relationship: 'other', method: 'staff_review', document_upload_id: (await upload(client, jpeg())).id });
  for (const decision of [{ verified: true }, { verified: false, reason: 'photo_unclear' }]) {
    const waiting = await byPhoto();
    await tells(async () => ok(await desk.post(`/desk/identity-checks/${waiting.id}/decide`, decision), 200), () => [`identity_check.changed ${waiting.id}`]);
  }
  const child = await check({ relationship: 'child', number: identityNumber({ born: `${new Date().getFullYear() - 3}0101` }) });
  const guardian = async () => tells(async () => ok(await client.post('/guardianships', { person_id: child.person_id, basis: 'parent', document_upload_id: (await upload(client, jpeg())).id }), 201), (made) => [`guardianship.changed ${made.id}`]);
  const decided = (row, decision) => tells(async () => ok(await desk.post(`/desk/guardianships/${row.id}/decide`, decision), 200), () => [`guardianship.changed ${row.id}`]);
  await decided(await guardian(), { verified: false, reason: 'photo_unclear' });
  const kept = await guardian();
  await decided(kept, { verified: true });
  await tells(async () => ok(await client.delete(`/guardianships/${kept.id}`), 204), () => [`guardianship.changed ${kept.id}`]);
  const made = await tells(async () => ok(await client.post('/complaints', { text: '等太久' }), 201), (one) => [`complaint.changed ${one.id}`]);
  const complaint = (path, body, who = desk) => tells(async () => ok(await who.post(path, body), 200), () => [`complaint.changed ${made.id}`]);
  await complaint(`/desk/complaints/${made.id}/move`, { state: 'in_progress' });
  await complaint(`/desk/complaints/${made.id}/answer`, { text: '抱歉' });
  await complaint(`/complaints/${made.id}/reopen`, { text: '还是久' }, client);
  await complaint(`/desk/complaints/${made.id}/answer`, { text: '已经加派医生' });
  await complaint(`/desk/complaints/${made.id}/move`, { state: 'closed' });
  // What ends with the account.
  const [open, left, draft] = [await guardian(), await byPhoto(), await draftVisit(client)];
  const code = await requestCode(client, client.phone);
  await tells(async () => ok(await client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204),
    () => [`guardianship.changed ${open.id}`, `identity_check.changed ${left.id}`, `visit.changed ${draft.id}`]);
  await end();
});

test('webhooks: a consent that is given or taken back is told, once, and looked up', async () => {
  const { receiver, desk, end } = await listening(['consent.changed']);
  const seen = async (count) => {
    await until(`${count} consents are told`, () => receiver.events.length >= count);
    assert.equal(receiver.events.length, count, 'the same answer again is no change');
    return Promise.all(receiver.events.map(({ subject }) => read(desk, `Consent/${subject.replace('_', '-')}`)));
  };
  const gist = (consent) => [consent.category[1].coding[0].code, consent.provision.type, consent.status];
  const client = await patient(await started());
  assert.deepEqual((await seen(3)).map(gist).sort(), [['health_data', 'permit', 'active'], ['identity', 'permit', 'active'], ['terms', 'permit', 'active']]);
  await signIn(await started(), { phone: client.phone }); // agrees to the same terms
  const answer = async (given) => ok(await client.post('/consents', { purpose: 'sms_notice', version: 1, given }), 201);
  for (const given of [true, true]) await answer(given);
  assert.deepEqual(gist((await seen(4))[3]), ['sms_notice', 'permit', 'inactive']); // answered anew, with the same
  await answer(false);
  const last = (await seen(5)).find((consent) => gist(consent)[2] === 'rejected');
  assert.deepEqual([gist(last), last.patient.reference], [['sms_notice', 'deny', 'rejected'], `Patient/${client.personId.replace('_', '-')}`]);
  for (const one of receiver.requests) {
    checkEvent(one.event);
    assert.match(one.event.subject, /^con_\d+$/);
    assert.ok(!one.body.includes('sms_notice') && !one.body.includes('health_data'), 'which one is looked up');
  }
  await end();
});

test('webhooks: that a person is new, known, or gone with the account is told', async () => {
  const { desk, tells, end } = await teller();
  const client = await signIn(await started());
  const changed = (made) => [`person.changed ${made.person_id}`, `identity_check.changed ${made.id}`];
  const photo = async () => (await upload(client, jpeg())).id;
  const check = await tells(async () => ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: await photo() })), 201), changed);
  await tells(async () => ok(await desk.post(`/desk/identity-checks/${check.id}/decide`, { verified: true }), 200), () => changed(check));
  const patientId = `Patient/${check.person_id.replace('_', '-')}`;
  assert.equal((await read(desk, patientId)).active, true);
  const elsewhere = ok(await client.get('/hospital')).identity_methods.find((method) => ['face', 'insurance_credential'].includes(method));
  const away = await tells(async () => ok(await client.post('/identity-checks', identityRequest({ relationship: 'other', method: elsewhere,
    consents: [{ purpose: 'health_data', version: 1, given: true }, { purpose: 'face', version: 1, given: true }] })), 201), changed);
  assert.equal(away.state, 'pending');
  const code = await requestCode(client, client.phone);
  await tells(async () => ok(await client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204), () => [...changed(check).slice(0, 1), ...changed(away)]);
  assert.equal((await fhir(desk, patientId)).status, 404, 'nothing was done here that has to be kept');
  await end();
});

test('webhooks: that another account cares for a person, or no longer, is told; an invitation is not', async () => {
  const { receiver, tells, end } = await teller();
  const server = await started();
  const cares = async () => {
    const [owner, carer] = [await patient(server), await patient(server)];
    const invited = ok(await owner.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 201);
    assert.ok(!receiver.events.some(({ subject }) => subject === invited.id));
    await tells(async () => ok(await carer.post('/carers/accept', { code: invited.code }), 200), () => [`carer.changed ${invited.id}`]);
    return { owner, carer, told: () => [`carer.changed ${invited.id}`], id: invited.id };
  };
  const leave = async (who) => {
    const code = await requestCode(who, who.phone);
    ok(await who.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  };
  const ended = await cares();
  await tells(async () => ok(await ended.owner.delete(`/carers/${ended.id}`), 204), ended.told);
  const [cared, caring] = [await cares(), await cares()];
  await tells(() => leave(cared.owner), cared.told);
  await tells(() => leave(caring.carer), caring.told);
  await end();
});

// The background looks each minute, and when the server starts.
test('webhooks: what time ends is told', async () => {
  const server = await startServer();
  const desk = new Desk(server);
  const { receiver, webhook } = await listening(['*'], { desk });
  const someone = () => patient(server);
  const client = await someone();
  const day = 86_400_000;
  const over = [];
  const ends = (table, change, { id }, ...lines) => over.push({ sql: `UPDATE ${table} SET ${change} WHERE id='${id}'`, lines });
  const ago = (days) => Date.now() - days * day;
  const waited = await queuedVisit(await someone());
  ends('visits', `queued_at=${ago(30)}`, waited, `visit.changed ${waited.id}`);
  const debtor = await someone();
  const unpaid = ok(await debtor.post(`/visits/${(await draftVisit(debtor)).id}/submit`), 200);
  ends('visits', `submitted_at=${ago(30)}`, unpaid, `visit.changed ${unpaid.id}`);
  const approved = async () => {
    const who = await someone();
    const visit = await queuedVisit(who);
    const sheet = await desk.approve(visit.id);
    await confirm(who, sheet);
    return { who, visit, sheet };
  };
  const old = await approved();
  ends('prescriptions', `valid_until=${ago(1)}`, old.sheet, `prescription.changed ${old.sheet.id}`, `visit.changed ${old.visit.id}`);
  const { who: buyer, sheet } = await approved();
  const order = ok(await buyer.post('/orders', orderRequest(await quoteFor(buyer, sheet, 'delivery'))), 201);
  ends('orders', `created_at=${ago(1)}`, order, `order.changed ${order.id}`, `payment.changed ${order.payment.id}`, `prescription.changed ${sheet.id}`);
  const complaint = ok(await client.post('/complaints', { text: '等太久' }), 201);
  ok(await desk.post(`/desk/complaints/${complaint.id}/move`, { state: 'in_progress' }), 200);
  ok(await desk.post(`/desk/complaints/${complaint.id}/answer`, { text: '抱歉' }), 200);
  ends('complaints', `moved_at=${ago(60)}`, complaint, `complaint.changed ${complaint.id}`);
  const elsewhere = ok(await client.get('/hospital')).identity_methods.find((method) => ['face', 'insurance_credential'].includes(method));
  const away = ok(await client.post('/identity-checks', identityRequest({ relationship: 'other', number: identityNumber(), method: elsewhere,
    consents: [{ purpose: 'health_data', version: 1, given: true }, { purpose: 'face', version: 1, given: true }] })), 201);
  ends('identity_checks', `created_at=${ago(1)}`, away, `identity_check.changed ${away.id}`);
  for (const kind of ['code', 'call_back']) {
    const asked = await askHelp(client, { kind });
    ends('help_sessions', `expires_at=${ago(1)}`, asked, `help.changed ${asked.id}`);
  }
  const helped = await askHelp(new Client(server));
  await join(await desk.staff('helper'), helped);
  ends('help_sessions', `joined_at=${ago(1)}`, helped, `help.changed ${helped.id}`);
  const mandate = ok(await desk.post('/desk/mandates', mandateRequest(await desk.staff('community', '何秀英'), await elder(server))), 201);
  ends('mandates', 'ends_on=\'2026-01-01\'', mandate, `mandate.changed ${mandate.id}`);

  await until('what was done is told', async () => (await deliveries(desk, webhook, 'pending')).length === 0);
  const told = (line) => receiver.events.filter(({ kind, subject }) => `${kind} ${subject}` === line).length;
  const before = new Map(over.flatMap(({ lines }) => lines).map((line) => [line, told(line)]));
  await server.stop();
  for (const { sql } of over) server.sql(sql);
  await server.restart();
  for (const [line, times] of before) await until(`${line} is told`, () => told(line) > times);
  receiver.stop();
  await server.kill();
});

test('webhooks: that somebody asks for help, gets it, or no longer is told; help by family is not', async () => {
  const { receiver, desk, tells, end } = await teller();
  const client = await patient(await started());
  const helper = await desk.staff('helper');
  const told = (page) => [`help.changed ${page.id}`];
  const ask = (changes) => tells(() => askHelp(client, changes), told);
  const page = await ask();
  const console = await tells(() => join(helper, page), () => told(page));
  await tells(async () => ok(await console.post('/end'), 204), () => told(page));
  const wish = await ask({ kind: 'call_back', phone: '13911112222' });
  await tells(async () => ok(await helper.post(`/desk/help-sessions/${wish.id}/called`), 204), () => told(wish));
  const family = await askFamily(client);
  await follow(new Client(await started()), family);
  ok(await family.post('/end'), 200);
  const last = await ask({ kind: 'call_back' });
  const code = await requestCode(client, client.phone);
  await tells(async () => ok(await client.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204), () => told(last));
  assert.ok(!receiver.events.some((one) => one.subject === family.id), 'no affair of the hospital\'s');
  assert.ok(!receiver.requests.some((one) => one.body.includes('13911112222')));
  await end();
});
