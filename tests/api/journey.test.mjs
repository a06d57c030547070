// Whole journeys against the demo desk, as a patient alone at home walks them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { EventStream } from './support/events.mjs';
import { jpeg, pdf } from './support/files.mjs';
import { address, approvedPrescription, confirm, draftVisit, gateForConsultation, orderIn, orderRequest, patient, pay, queuedVisit, quoteFor, record, refillDraft, submittedVisit, talk, visitIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({ desk: true });

const codes = (order) => order.tracking.map((one) => one.code);

async function order(client, visit, fulfilment) {
  await talk(client, visit);
  const prescription = await approvedPrescription(client, visit);
  const quote = await quoteFor(client, prescription, fulfilment);
  await confirm(client, prescription);
  return ok(await client.post('/orders', orderRequest(quote)), 201);
}

test('journey: a refill, from sign-in to the door', async () => {
  const client = await patient(await started());
  const photo = await record(client, { bytes: jpeg(), kind: 'outpatient', title: '门诊病历' });
  const report = await record(client, { bytes: pdf(), kind: 'examination_report' });
  const draft = await draftVisit(client);
  assert.equal(draft.state, 'draft');
  ok(await client.patch(`/visits/${draft.id}`, { record_ids: [photo.id, report.id] }), 200);
  assert.equal(ok(await client.get('/account')).open_visit_id, draft.id);

  const submitted = ok(await client.post(`/visits/${draft.id}/submit`), 200);
  assert.equal(submitted.state, 'submitted');
  const { rules } = ok(await client.get('/hospital'));
  assert.equal(submitted.payment.amount_fen, rules.refill_fee_fen - rules.refill_insured_fen);
  await pay(client, submitted.payment);
  assert.equal(ok(await client.get(`/payments/${submitted.payment.id}`)).state, 'paid');

  const visit = await visitIn(client, draft.id, 'queued', 'in_consultation', 'prescribed');
  if (visit.state === 'queued') {
    assert.ok(visit.place >= 0);
    assert.ok(Date.parse(visit.promised_by) > Date.now());
  }
  await visitIn(client, draft.id, 'in_consultation', 'prescribed');
  const messages = ok(await client.get(`/visits/${draft.id}/messages`)).items;
  assert.ok(messages.some((one) => one.from === 'system' && one.text === 'visit_opened'));

  const made = await order(client, draft, 'delivery');
  assert.equal(made.state, 'created');
  assert.equal(made.payment.amount_fen, made.quote.total_due_fen);
  const { quote } = made;
  assert.equal(quote.medicine_fen, quote.insurance_pooled_fen + quote.personal_account_fen + quote.self_pay_fen);
  assert.equal(quote.total_due_fen, quote.self_pay_fen + quote.courier_fen);
  assert.equal(ok(await client.get('/account')).open_order_id, made.id);
  await pay(client, made.payment);
  const delivered = await orderIn(client, made.id, 'delivered');
  assert.deepEqual(codes(delivered), ['created', 'paid', 'packed', 'shipped', 'delivered']);
  assert.match(delivered.courier_phone, /^[\d-]+$/);
  const account = ok(await client.get('/account'));
  assert.equal(account.open_order_id, undefined);
  assert.equal(account.open_visit_id, undefined);
  assert.equal(account.records_count, 2);
  assert.equal(ok(await client.get('/orders')).items[0].id, made.id);
  assert.equal(ok(await client.get('/visits')).items[0].order_id, made.id);
});

test('journey: a refill goes to the doctor of last time, or to whoever is free', async () => {
  const client = await patient(await started());
  const known = ok(await client.get(`/people/${client.personId}/earlier-care`)).doctor;
  const usual = await queuedVisit(client, { draft: await refillDraft(client) });
  assert.equal(usual.doctor.id, known.id);
  ok(await client.post(`/visits/${usual.id}/cancel`));
  const any = await queuedVisit(client, { draft: { ...(await refillDraft(client)), any_doctor: true } });
  assert.equal(any.draft.any_doctor, true);
  assert.equal(any.doctor, undefined);
});

test('journey: a refill collected at the pharmacy, one medicine at the hospital', async () => {
  const client = await patient(await started(), { language: 'en', name: 'Jared Smith' });
  const care = ok(await client.get(`/people/${client.personId}/earlier-care`));
  const both = care.medicines.map((one) => one.id);
  assert.deepEqual(care.medicines.map((one) => one.in_stock), [true, undefined], 'nobody is asked for what may not be sold online');
  assert.ok(Date.parse(care.stock_checked_at) > 0);
  assert.equal(care.supply, undefined, 'nothing was ordered yet');
  assert.ok(care.medicines.some((one) => one.hospital_only), 'the sandbox has a medicine that is banned online');
  const visit = await queuedVisit(client, { draft: await refillDraft(client, { medicine_ids: both }) });
  const made = await order(client, visit, 'pickup');
  assert.equal(made.quote.courier_fen, 0);
  assert.equal(made.quote.hospital_only.length, 1);
  assert.equal(made.pickup_code, undefined, 'no code before it is ready');
  await pay(client, made.payment);
  const ready = await orderIn(client, made.id, 'ready');
  assert.match(ready.pickup_code, /^\d{6}$/);
  assert.match(ready.hospital_pickup_code, /^\d{6}$/);
  assert.deepEqual(codes(ready), ['created', 'paid', 'packed', 'ready']);
  assert.equal(ok(await client.get('/account')).open_order_id, made.id);
  const collected = await orderIn(client, made.id, 'picked_up');
  assert.deepEqual(codes(collected), ['created', 'paid', 'packed', 'ready', 'picked_up']);
  assert.equal(collected.pickup_code, undefined, 'a used code is not shown');
  const { supply } = ok(await client.get(`/people/${client.personId}/earlier-care`));
  const { weeks } = collected.quote.lines[0];
  const day = collected.tracking.at(-1).at.slice(0, 10);
  const until = new Date(Date.parse(`${day}T00:00:00Z`) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual(supply, { visit_id: visit.id, runs_out_on: until, medicines: collected.quote.lines.map((one) => one.name), medicine_ids: both, weeks });
  const stranger = await patient(await started());
  refused(await stranger.get(`/people/${client.personId}/earlier-care`), 404, 'not_found');
});

test('journey: a consultation, to its summary', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client, { kind: 'consultation' });
  const news = new EventStream(client, { lastEventId: '0' });
  const asked = await talk(client, visit, '有一个星期了，早上起来重一些。');
  assert.ok(asked.text && asked.by);
  const concluded = await visitIn(client, visit.id, 'concluded');
  assert.ok(concluded.summary.text);
  assert.ok(concluded.summary.by);
  assert.equal(concluded.refund, undefined);
  assert.equal(concluded.prescription_id, undefined);
  await news.until('the conclusion is told', (one) => one.kind === 'visit' && one.subject === visit.id);
  news.close();
});

test('journey: a terminated visit says where to go, and the fee comes back by itself', async () => {
  const client = await patient(await started());
  // The demo desk sends home whoever writes of chest pain.
  const visit = await queuedVisit(client, { kind: 'consultation', draft: { gate: gateForConsultation, complaint: '胸痛三天了，活动后加重。' } });
  await talk(client, visit, '还有点出汗。');
  const ended = await visitIn(client, visit.id, 'terminated');
  assert.ok(ended.termination_reason);
  for (const field of ['hospital', 'phone', 'note', 'by', 'at']) assert.ok(ended.referral[field], field);
  assert.equal(ended.refund.amount_fen, ended.fee_fen - ended.fee_insured_fen);
  await until('the refund arrives', async () => ok(await client.get(`/visits/${visit.id}`)).refund.state === 'refunded');
  assert.equal(ok(await client.get(`/payments/${visit.payment.id}`)).state, 'refunded');
  assert.equal(ok(await client.get('/account')).open_visit_id, undefined);
});

test('journey: a visit cancelled in the queue is refunded', async () => {
  const client = await patient(await started());
  const visit = await submittedVisit(client);
  await pay(client, visit.payment);
  const answer = await client.post(`/visits/${visit.id}/cancel`, undefined, { key: randomUUID() });
  ok(answer, 200);
  assert.equal(answer.json.state, 'cancelled');
});

test('journey: an order needs what delivery needs', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  await talk(client, visit);
  const prescription = await approvedPrescription(client, visit);
  const quote = await quoteFor(client, prescription, 'delivery');
  await confirm(client, prescription);
  const send = (changes) => client.post('/orders', orderRequest(quote, changes));
  refused(await send({ share_consent: false }), 422, 'validation', { '/share_consent': 'consent.required' });
  refused(await send({ address: undefined }), 422, 'validation', { '/address': 'required' });
  refused(await send({ address: { name: '', phone: '12', line: ' ' } }), 422, 'validation', {
    '/address/name': 'name.empty', '/address/phone': 'phone.length', '/address/line': 'required',
  });
  refused(await send({ address: { ...address, city: 'x' } }), 422, 'validation', { '/address': 'unknown' });
  refused(await send({ quote_id: 'quo_none' }), 404, 'not_found');
  ok(await send({}), 201);
  refused(await send({}), 409, 'already_ordered');
});
