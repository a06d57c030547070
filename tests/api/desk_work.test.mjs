// What waits at the desk: lists with no more of the patient than the work needs, and visits that change their doctor.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk, medicines } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { address, confirm, identityNumber, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const system = async () => new Desk(await started());
const staff = async (...roles) => {
  const desk = await system();
  return Promise.all(roles.map((role, i) => desk.staff(role, `${role}${'甲乙丙丁'[i]}`)));
};

async function paidOrder(fulfilment = 'delivery') {
  const client = await patient(await started());
  const desk = await system();
  const visit = await queuedVisit(client);
  const prescription = await desk.approve(visit.id);
  const quote = await quoteFor(client, prescription, fulfilment);
  await confirm(client, prescription);
  const order = ok(await client.post('/orders', orderRequest(quote)), 201);
  if (order.payment.state === 'pending') await pay(client, order.payment);
  return { client, desk, order };
}

test('handover: another doctor goes on, the first may do nothing more, the patient reads who it is', async () => {
  const [first, second] = await staff('doctor', 'doctor');
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  await first.accept(visit.id);
  refused(await second.post(`/desk/visits/${visit.id}/messages`, { text: '您好' }), 403, 'forbidden');
  refused(await second.post(`/desk/visits/${visit.id}/handover`, {}), 403, 'forbidden');
  const handed = ok(await first.post(`/desk/visits/${visit.id}/handover`, { doctor_id: second.staffId }), 200);
  assert.equal(handed.doctor.name, second.name);
  for (const [what, body] of Object.entries({ messages: { text: 'x' }, prescribe: { items: medicines() }, conclude: { text: 'x' }, terminate: { reason: 'emergency', note: 'x' } }))
    refused(await first.post(`/desk/visits/${visit.id}/${what}`, body), 403, 'forbidden');
  await second.say(visit.id, '您好，我接着看。');
  const lines = ok(await client.get(`/visits/${visit.id}/messages`)).items;
  assert.deepEqual(lines.filter((one) => one.from === 'system').map(({ text, by }) => [text, by]), [['visit_opened', first.name], ['handover', second.name]]);
  await second.prescribe(visit.id);
  refused(await second.post(`/desk/visits/${visit.id}/handover`, {}), 409, 'illegal_state');
});

test('handover: given back, it waits for whoever takes it', async () => {
  const [first, second, clerk] = await staff('doctor', 'doctor', 'clerk');
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  await first.accept(visit.id);
  const unassigned = async () => ok(await clerk.get('/desk/queue?state=unassigned')).items.some((one) => one.id === visit.id);
  assert.equal(await unassigned(), false);
  const before = ok(await clerk.get('/desk/waiting')).unassigned;
  ok(await first.post(`/desk/visits/${visit.id}/handover`, {}), 200);
  assert.equal(await unassigned(), true);
  assert.equal(ok(await clerk.get('/desk/waiting')).unassigned, before + 1);
  refused(await first.post(`/desk/visits/${visit.id}/messages`, { text: 'x' }), 403, 'forbidden');
  refused(await second.post(`/desk/visits/${visit.id}/messages`, { text: 'x' }), 403, 'forbidden');
  assert.equal((await second.accept(visit.id)).doctor.name, second.name);
  assert.equal(await unassigned(), false);
  refused(await first.post(`/desk/visits/${visit.id}/accept`), 409, 'illegal_state');
  await second.say(visit.id, '您好');
});

test('handover: a clerk may do it; to nobody who is no doctor here', async () => {
  const [doctor, clerk, pharmacist, ended] = await staff('doctor', 'clerk', 'pharmacist', 'doctor');
  ok(await (await system()).delete(`/desk/staff/${ended.staffId}`), 204);
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const hand = (doctor_id) => clerk.post(`/desk/visits/${visit.id}/handover`, { doctor_id });
  refused(await hand(doctor.staffId), 409, 'illegal_state'); // nobody has it yet
  await doctor.accept(visit.id);
  for (const id of ['sta_none', pharmacist.staffId, ended.staffId]) refused(await hand(id), 422, 'validation', { '/doctor_id': 'not_found' });
  refused(await hand(doctor.staffId), 422, 'validation', { '/doctor_id': 'choice' });
  const [other] = await staff('doctor');
  assert.equal(ok(await hand(other.staffId)).doctor.name, other.name);
  refused(await pharmacist.post(`/desk/visits/${visit.id}/handover`, {}), 403, 'forbidden');
});

test('queue: what no doctor has, and a state that is none', async () => {
  const [doctor] = await staff('doctor');
  const visit = await queuedVisit(await patient(await started()));
  const has = async (state) => ok(await doctor.get(`/desk/queue?state=${state}`)).items.some((one) => one.id === visit.id);
  assert.deepEqual([await has('queued'), await has('unassigned'), await has('in_consultation')], [true, true, false]);
  await doctor.accept(visit.id);
  assert.deepEqual([await has('queued'), await has('unassigned'), await has('in_consultation')], [false, false, true]);
  refused(await doctor.get('/desk/queue?state=lost'), 422, 'validation', { '/state': 'choice' });
});

test('prescriptions: the pharmacist has a list of those to review', async () => {
  const [doctor, pharmacist, clerk] = await staff('doctor', 'pharmacist', 'clerk');
  const visit = await queuedVisit(await patient(await started()));
  await doctor.accept(visit.id);
  const made = await doctor.prescribe(visit.id);
  const found = ok(await pharmacist.get('/desk/prescriptions')).items.find((one) => one.id === made.id);
  assert.equal(found.items[0].name, medicines()[0].name);
  assert.deepEqual(ok(await pharmacist.get(`/desk/prescriptions/${made.id}`)), found);
  await pharmacist.review(made.id);
  assert.ok(!ok(await pharmacist.get('/desk/prescriptions')).items.some((one) => one.id === made.id));
  assert.ok(ok(await pharmacist.get('/desk/prescriptions?state=approved')).items.some((one) => one.id === made.id));
  refused(await pharmacist.get('/desk/prescriptions?state=lost'), 422, 'validation', { '/state': 'choice' });
  refused(await clerk.get('/desk/prescriptions'), 403, 'forbidden');
});

test('orders: address and medicine are shown to whom they concern, while they do', async () => {
  const { order } = await paidOrder();
  const [pharmacy, courier, clerk] = await staff('pharmacy', 'courier', 'clerk');
  const see = async (who) => {
    const { address: where, items } = ok(await who.get(`/desk/orders/${order.id}`));
    return [where?.line, items.length];
  };
  const line = address.line;
  const after = {
    paid: [[line, 1], [undefined, 0]],
    packed: [[line, 1], [line, 0]],
    shipped: [[undefined, 1], [line, 0]],
    delivered: [[undefined, 1], [undefined, 0]],
  };
  for (const [state, [toPharmacy, toCourier]] of Object.entries(after)) {
    if (state !== 'paid') ok(await (state === 'delivered' ? courier : pharmacy).post(`/desk/orders/${order.id}/move`, { state }), 200);
    assert.deepEqual([await see(pharmacy), await see(courier), await see(clerk)], [toPharmacy, toCourier, [undefined, 0]], state);
  }
});

test('orders: each role has its own list', async () => {
  const { order } = await paidOrder();
  const collected = (await paidOrder('pickup')).order;
  const [pharmacy, courier, doctor] = await staff('pharmacy', 'courier', 'doctor');
  const lists = async (who, query = '') => ok(await who.get(`/desk/orders${query}`)).items.map((one) => one.id);
  assert.ok((await lists(pharmacy)).includes(order.id));
  assert.ok((await lists(pharmacy, '?state=paid')).includes(collected.id));
  assert.ok(!(await lists(courier)).includes(order.id), 'not packed yet');
  for (const id of [order.id, collected.id]) ok(await pharmacy.post(`/desk/orders/${id}/move`, { state: 'packed' }));
  const brings = await lists(courier);
  assert.ok(brings.includes(order.id) && !brings.includes(collected.id));
  refused(await courier.get(`/desk/orders/${collected.id}`), 404, 'not_found');
  refused(await pharmacy.get('/desk/orders?state=lost'), 422, 'validation', { '/state': 'choice' });
  refused(await doctor.get('/desk/orders'), 403, 'forbidden');
});

test('identity checks: the clerk sees name, number and picture to compare', async () => {
  const client = await signIn(await started());
  const photo = await upload(client, jpeg());
  const number = identityNumber();
  const check = ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: photo.id, number, name: '贺兰' })), 201);
  const [clerk, doctor] = await staff('clerk', 'doctor');
  const found = ok(await clerk.get('/desk/identity-checks')).items.find((one) => one.id === check.id);
  assert.deepEqual([found.name, found.number, found.document_type, found.document_upload_id], ['贺兰', number, 'resident_id', photo.id]);
  assert.deepEqual(ok(await clerk.get(`/desk/identity-checks/${check.id}`)), found);
  refused(await doctor.get(`/desk/identity-checks/${check.id}`), 403, 'forbidden');
  assert.ok(ok(await client.get('/audit-events')).items.some((one) => one.action === 'GET /desk/identity-checks/{id}' && one.actor === 'clerk'));
});

test('waiting: what is queued counts, and for how long', async () => {
  const [doctor] = await staff('doctor');
  const before = ok(await doctor.get('/desk/waiting'));
  const visit = await queuedVisit(await patient(await started()));
  const queued = ok(await doctor.get('/desk/waiting'));
  assert.equal(queued.queued, before.queued + 1);
  assert.equal(queued.late, 0);
  assert.ok(queued.longest_minutes >= 0 && queued.promised_minutes > 0);
  await doctor.accept(visit.id);
  await doctor.prescribe(visit.id);
  const after = ok(await doctor.get('/desk/waiting'));
  assert.deepEqual([after.queued, after.to_review], [before.queued, before.to_review + 1]);
});
