// Which moves are possible when: every illegal one is refused, with the test itself playing the hospital.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { Desk, medicines } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { confirm, draftVisit, gatewayReports, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, refillDraft, signIn, submittedVisit, upload } from './support/journey.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const desk = async () => new Desk(await started());
const illegal = (answer) => refused(answer, 409, 'illegal_state');

async function confirmed(client, fulfilment = 'delivery', items) {
  const visit = await queuedVisit(client);
  const prescription = await (await desk()).approve(visit.id, items);
  const quote = await quoteFor(client, prescription, fulfilment);
  await confirm(client, prescription);
  return { visit, prescription, quote };
}

test('states: a sent visit is no draft any more', async () => {
  const client = await patient(await started());
  const visit = await submittedVisit(client);
  illegal(await client.patch(`/visits/${visit.id}`, { weeks: 1 }));
  illegal(await client.post(`/visits/${visit.id}/submit`));
  await pay(client, visit.payment);
  illegal(await client.patch(`/visits/${visit.id}`, { weeks: 1 }));
});

test('states: the queue tells the true place, and moves up', async () => {
  const hospital = await desk();
  const before = ok(await hospital.get('/desk/queue')).items.filter((one) => one.state === 'queued').length;
  const [one, two] = [await patient(await started()), await patient(await started())];
  const first = await queuedVisit(one);
  const second = await queuedVisit(two);
  assert.equal(first.place, before);
  assert.equal(second.place, before + 1);
  ok(await one.post(`/visits/${first.id}/cancel`), 200);
  assert.equal(ok(await two.get(`/visits/${second.id}`)).place, before);
});

test('states: what the desk may not do with a visit that is not its to move', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await draftVisit(client);
  const post = (what, body) => hospital.post(`/desk/visits/${visit.id}/${what}`, body);
  const ending = { text: '好' };
  const all = async () => {
    illegal(await post('accept'));
    illegal(await post('messages', { text: '您好' }));
    illegal(await post('prescribe', { items: medicines() }));
    illegal(await post('conclude', ending));
    illegal(await post('terminate', { reason: 'first_visit', note: '去医院' }));
  };
  await all();
  ok(await client.post(`/visits/${visit.id}/cancel`), 200);
  await all();
  illegal(await client.post(`/visits/${visit.id}/cancel`));
});

test('states: a visit is accepted once and ended once', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await queuedVisit(client, { kind: 'consultation' });
  await hospital.accept(visit.id);
  assert.deepEqual(ok(await hospital.get(`/desk/visits/${visit.id}`)).draft, visit.draft, 'the doctor reads what the patient wrote');
  const heard = ok(await client.post(`/visits/${visit.id}/messages`, { text: '您好' }), 201);
  assert.deepEqual(ok(await hospital.get(`/desk/visits/${visit.id}/messages`)).items.at(-1), heard);
  illegal(await hospital.post(`/desk/visits/${visit.id}/accept`));
  illegal(await hospital.post(`/desk/visits/${visit.id}/prescribe`, { items: medicines() })); // a consultation gives no medicine
  const ended = await hospital.conclude(visit.id);
  assert.equal(ended.state, 'concluded');
  illegal(await hospital.post(`/desk/visits/${visit.id}/terminate`, { reason: 'emergency', note: 'x' }));
  illegal(await client.post(`/visits/${visit.id}/messages`, { text: '还在吗？' }));
  illegal(await client.post(`/visits/${visit.id}/cancel`));
  const seen = ok(await client.get(`/visits/${visit.id}`));
  assert.equal(seen.summary.follow_up_on, '2030-01-15');
  assert.equal(seen.refund, undefined);
});

for (const reason of ['condition_changed', 'first_visit', 'unsuitable_online', 'emergency']) {
  test(`states: terminated for ${reason} gives the whole fee back`, async () => {
    const client = await patient(await started());
    const hospital = await desk();
    const visit = await queuedVisit(client);
    await hospital.accept(visit.id);
    await hospital.terminate(visit.id, { reason, note: '请到医院当面看。' });
    const seen = ok(await client.get(`/visits/${visit.id}`));
    assert.equal(seen.state, 'terminated');
    assert.equal(seen.termination_reason, reason);
    assert.equal(seen.referral.note, '请到医院当面看。');
    assert.equal(seen.refund.amount_fen, visit.payment.amount_fen);
  });
}

test('states: cancelling before a doctor accepted gives the fee back, after that it does not', async () => {
  const hospital = await desk();
  const early = await patient(await started());
  const one = await queuedVisit(early);
  assert.equal(ok(await early.post(`/visits/${one.id}/cancel`), 200).refund.amount_fen, one.payment.amount_fen);
  const late = await patient(await started());
  const two = await queuedVisit(late);
  await hospital.accept(two.id);
  assert.equal(ok(await late.post(`/visits/${two.id}/cancel`), 200).refund, undefined);
});

test('states: money that arrives after cancelling goes back', async () => {
  const client = await patient(await started());
  const visit = await submittedVisit(client);
  ok(await client.post(`/visits/${visit.id}/cancel`), 200);
  assert.equal(ok(await client.get(`/payments/${visit.payment.id}`)).state, 'failed');
  await gatewayReports(client, visit.payment);
  const seen = ok(await client.get(`/visits/${visit.id}`));
  assert.equal(seen.state, 'cancelled');
  assert.equal(seen.refund.amount_fen, visit.payment.amount_fen);
});

test('states: going back from the payment page leaves the payment open', async () => {
  const client = await patient(await started());
  const visit = await submittedVisit(client);
  assert.equal(await pay(client, visit.payment, { button: 'back' }), `/?unpaid=${visit.payment.id}`);
  const seen = ok(await client.get(`/visits/${visit.id}`));
  assert.equal(seen.state, 'submitted');
  assert.equal(seen.payment.state, 'pending');
  assert.equal(await pay(client, visit.payment), `/?paid=${visit.payment.id}`);
});

test('states: paying twice pays once', async () => {
  const client = await patient(await started());
  const visit = await submittedVisit(client);
  await pay(client, visit.payment);
  await Promise.all([1, 2, 3].map(() => gatewayReports(client, visit.payment)));
  const seen = ok(await client.get(`/visits/${visit.id}`));
  assert.equal(seen.state, 'queued');
  assert.equal(seen.payment.state, 'paid');
  assert.equal(seen.refund, undefined);
});

test('states: a prescription is hidden until the pharmacist approved it', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await queuedVisit(client);
  await hospital.accept(visit.id);
  const prescription = await hospital.prescribe(visit.id);
  assert.equal(prescription.items.length, 1, 'the desk sees it');
  const seen = ok(await client.get(`/prescriptions/${prescription.id}`));
  assert.equal(seen.state, 'in_review');
  assert.deepEqual(seen.items, []);
  illegal(await client.get(`/prescriptions/${prescription.id}/quotes`));
  illegal(await client.post(`/prescriptions/${prescription.id}/confirm`));
  const said = (await client.get(`/visits/${visit.id}/messages`)).text;
  assert.ok(!said.includes('阿托伐他汀'));
  await hospital.review(prescription.id);
  assert.equal(ok(await client.get(`/prescriptions/${prescription.id}`)).items[0].name, '阿托伐他汀钙片');
});

test('states: a returned prescription goes back to the doctor, who writes another', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await queuedVisit(client);
  await hospital.accept(visit.id);
  const first = await hospital.prescribe(visit.id);
  refused(await hospital.post(`/desk/prescriptions/${first.id}/review`, { approved: false }), 422, 'validation', { '/reason': 'required' });
  await hospital.review(first.id, { approved: false, reason: '剂量请再核对' });
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).state, 'in_consultation');
  assert.deepEqual(ok(await client.get(`/prescriptions/${first.id}`)).items, []);
  illegal(await hospital.post(`/desk/prescriptions/${first.id}/review`, { approved: true }));
  const second = await hospital.prescribe(visit.id);
  await hospital.review(second.id);
  const seen = ok(await client.get(`/visits/${visit.id}`));
  assert.equal(seen.state, 'prescribed');
  assert.equal(seen.prescription_id, second.id);
});

test('states: what a doctor may not prescribe', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await queuedVisit(client);
  await hospital.accept(visit.id);
  const prescribe = (items) => hospital.post(`/desk/visits/${visit.id}/prescribe`, { items });
  refused(await prescribe([]), 422, 'validation', { '/items': 'items.range' });
  refused(await prescribe(Array.from({ length: 6 }, () => medicines()[0])), 422, 'validation', { '/items': 'items.range' });
  refused(await prescribe(medicines({ weeks: 13 })), 422, 'validation', { '/items/0/weeks': 'weeks.range' });
  refused(await prescribe(medicines({ name: ' ' })), 422, 'validation', { '/items/0/name': 'required' });
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).state, 'in_consultation');
});

test('states: an order needs a confirmed prescription', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const prescription = await (await desk()).approve(visit.id);
  const quote = await quoteFor(client, prescription, 'delivery');
  illegal(await client.post('/orders', orderRequest(quote)));
  refused(await client.post(`/prescriptions/${prescription.id}/confirm`, undefined, { ifMatch: '"stale"' }), 412, 'precondition_failed');
  await confirm(client, prescription);
  illegal(await client.post(`/prescriptions/${prescription.id}/confirm`));
  ok(await client.post('/orders', orderRequest(quote)), 201);
});

test('states: one prescription is ordered once, whichever way', async () => {
  const client = await patient(await started());
  const { prescription, quote } = await confirmed(client);
  const pickup = await quoteFor(client, prescription, 'pickup');
  const answers = await Promise.all([quote, pickup, quote, pickup, quote].map((one) => client.post('/orders', orderRequest(one))));
  assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
  for (const answer of answers) if (answer.status !== 201) refused(answer, 409, 'already_ordered');
  assert.equal(ok(await client.get('/orders')).items.length, 1);
});

test('states: parallel duplicates of an order under one key are one order and one payment', async () => {
  const client = await patient(await started());
  const { quote } = await confirmed(client);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, () => client.post('/orders', orderRequest(quote), { key })));
  const made = answers.filter((answer) => answer.status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map((answer) => answer.text)).size, 1);
  for (const answer of answers) if (answer.status !== 201) refused(answer, 409, 'idempotency_in_flight');
  assert.equal(ok(await client.get('/orders')).items.length, 1);
});

test('states: an unpaid order can be cancelled, and the prescription ordered anew', async () => {
  const client = await patient(await started());
  const { quote } = await confirmed(client);
  const first = ok(await client.post('/orders', orderRequest(quote)), 201);
  refused(await client.post(`/orders/${first.id}/cancel`, undefined, { ifMatch: '"stale"' }), 412, 'precondition_failed');
  const { etag } = await client.get(`/orders/${first.id}`);
  assert.equal(ok(await client.post(`/orders/${first.id}/cancel`, undefined, { ifMatch: etag }), 200).state, 'cancelled');
  illegal(await client.post(`/orders/${first.id}/cancel`));
  const second = ok(await client.post('/orders', orderRequest(quote)), 201);
  assert.notEqual(second.id, first.id);
  await pay(client, second.payment);
  const { state, payment } = ok(await client.post(`/orders/${second.id}/cancel`), 200);
  assert.equal(state, 'refunding');
  assert.equal(payment.state, 'refunding');
  await until('the money is back', async () => ok(await client.get(`/orders/${second.id}`)).state === 'refunded');
});

const ways = {
  delivery: ['packed', 'shipped', 'delivered'],
  pickup: ['packed', 'ready', 'picked_up'],
};
for (const [fulfilment, way] of Object.entries(ways)) {
  test(`states: ${fulfilment} goes step by step and no other way`, async () => {
    const client = await patient(await started());
    const hospital = await desk();
    const { quote } = await confirmed(client, fulfilment);
    const order = ok(await client.post('/orders', orderRequest(quote)), 201);
    const others = [...new Set([...ways.delivery, ...ways.pickup, 'created', 'paid', 'cancelled', 'refunded'])];
    illegal(await hospital.moveOrder(order.id, 'packed')); // not paid yet
    await pay(client, order.payment);
    for (const step of way) {
      for (const other of others) if (other !== step) illegal(await hospital.moveOrder(order.id, other));
      assert.equal(ok(await hospital.moveOrder(order.id, step), 200).state, step);
    }
    illegal(await client.post(`/orders/${order.id}/cancel`)); // the medicine is with the patient
    assert.deepEqual(ok(await client.get(`/orders/${order.id}`)).tracking.map((one) => one.code), ['created', 'paid', ...way]);
  });
}

test('states: a packed order is not cancelled by a tap; the pharmacy refunds it', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const { quote } = await confirmed(client);
  const order = ok(await client.post('/orders', orderRequest(quote)), 201);
  await pay(client, order.payment);
  ok(await hospital.moveOrder(order.id, 'packed'), 200);
  illegal(await client.post(`/orders/${order.id}/cancel`));
  assert.equal(ok(await hospital.moveOrder(order.id, 'refunding'), 200).payment.state, 'refunding');
});

test('states: staff decide an identity check once', async () => {
  const hospital = await desk();
  const client = await signIn(await started());
  const photo = await upload(client, jpeg());
  const ask = async (id) => ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: id })), 201);
  const check = await ask(photo.id);
  assert.ok(ok(await hospital.get('/desk/identity-checks')).items.some((one) => one.id === check.id));
  const decide = (body) => hospital.post(`/desk/identity-checks/${check.id}/decide`, body);
  refused(await decide({ verified: false }), 422, 'validation', { '/reason': 'required' });
  refused(await decide({ verified: false, reason: 'ugly' }), 422, 'validation', { '/reason': 'choice' });
  assert.equal(ok(await decide({ verified: false, reason: 'photo_unclear' }), 200).state, 'rejected');
  illegal(await decide({ verified: true }));
  assert.equal(ok(await client.get('/account')).identity_check.reason, 'photo_unclear');
});

test('states: who waits for staff learns how many are before, and how long it took lately', async () => {
  const own = await startServer(); // nobody else may wait here
  const hospital = new Desk(own);
  const clients = await Promise.all(Array.from({ length: 5 }, () => signIn(own)));
  const checks = [];
  for (const client of clients) {
    const photo = await upload(client, jpeg());
    checks.push(ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: photo.id, number: identityNumber() })), 201));
  }
  assert.deepEqual(checks.map(({ ahead }) => ahead), [0, 1, 2, 3, 4]);
  assert.ok(checks.every(({ typical_minutes }) => typical_minutes === undefined), 'nobody has been looked at yet');
  const now = async (index) => ok(await clients[index].get(`/identity-checks/${checks[index].id}`));
  for (const index of [0, 1]) ok(await hospital.post(`/desk/identity-checks/${checks[index].id}/decide`, { verified: true }), 200);
  assert.equal((await now(4)).ahead, 2);
  assert.equal((await now(4)).typical_minutes, undefined, 'two tell too little');
  ok(await hospital.post(`/desk/identity-checks/${checks[2].id}/decide`, { verified: false, reason: 'photo_unclear' }), 200);
  assert.equal((await now(4)).ahead, 1);
  assert.equal((await now(4)).typical_minutes, 1, 'a minute at least');
  assert.equal((await now(0)).ahead, undefined, 'who is verified waits for nobody');
  await own.stop();
});

test('states: a visit can be written, but not sent, while staff check', async () => {
  const hospital = await desk();
  const client = await signIn(await started());
  const photo = await upload(client, jpeg());
  const check = ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: photo.id })), 201);
  client.personId = check.person_id;
  const hidden = ok(await client.get(`/people/${check.person_id}/earlier-care`));
  assert.deepEqual(hidden.medicines, [], 'an unverified person sees no care of anyone');
  const visit = ok(await client.post('/visits', { kind: 'refill', person_id: check.person_id, draft: {
    gate: { red_flags_none: true, diagnosed: 'yes', changed: 'same' }, medicine_text: '阿托伐他汀', weeks: 4,
  } }), 201);
  refused(await client.post(`/visits/${visit.id}/submit`), 409, 'identity_pending');
  ok(await hospital.post(`/desk/identity-checks/${check.id}/decide`, { verified: true }), 200);
  const sent = ok(await client.post(`/visits/${visit.id}/submit`), 200);
  assert.equal(sent.state, 'submitted');
  assert.ok((await refillDraft(client)).medicine_ids.length);
});
