// Who works at the desk, in which role, and what the log says of it.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { patient, queuedVisit } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const system = async () => new Desk(await started());

test('staff: a role may do its own work and no other', async () => {
  const desk = await system();
  const [doctor, pharmacist, clerk] = await Promise.all(['doctor', 'pharmacist', 'clerk'].map((role) => desk.staff(role)));
  const visit = await queuedVisit(await patient(await started()));
  refused(await pharmacist.post(`/desk/visits/${visit.id}/accept`), 403, 'forbidden');
  refused(await clerk.post(`/desk/visits/${visit.id}/accept`), 403, 'forbidden');
  await doctor.accept(visit.id);
  const prescription = await doctor.prescribe(visit.id);
  refused(await doctor.post(`/desk/prescriptions/${prescription.id}/review`, { approved: true }), 403, 'forbidden');
  const reviewed = await pharmacist.review(prescription.id);
  assert.equal(reviewed.pharmacist_name, pharmacist.name);
  assert.equal(reviewed.doctor_name, doctor.name);
  refused(await doctor.post('/desk/staff', { role: 'doctor', name: '王' }), 403, 'forbidden');
});

test('staff: a courier brings, and does nothing else to an order', async () => {
  const courier = await (await system()).staff('courier');
  refused(await courier.post('/desk/orders/ord_none/move', { state: 'packed' }), 404, 'not_found');
  refused(await courier.get('/desk/queue'), 403, 'forbidden');
});

test('staff: whoever asks is told their own name and role, and nobody else is; a look at oneself is not worth a line', async () => {
  const desk = await system();
  const clerk = await desk.staff('clerk', '赵一');
  const lines = async () => ok(await desk.get('/desk/audit-events')).items.length;
  const before = await lines();
  const me = ok(await clerk.get('/desk/me'));
  assert.deepEqual([me.id, me.name, me.role, me.token], [clerk.staffId, '赵一', 'clerk', undefined]);
  assert.equal(ok(await desk.get('/desk/me')).role, 'system');
  assert.equal((await lines()) - before, 1, 'the line of reading the log, and no other');
  refused(await (await patient(await started())).get('/desk/me'), 403, 'forbidden');
});

test('staff: a token that was ended is dead at once', async () => {
  const desk = await system();
  const doctor = await desk.staff('doctor');
  ok(await doctor.get('/desk/queue'), 200);
  ok(await desk.delete(`/desk/staff/${doctor.staffId}`), 204);
  refused(await doctor.get('/desk/queue'), 401, 'unauthorized');
  const listed = ok(await desk.get('/desk/staff')).items.find((one) => one.id === doctor.staffId);
  assert.ok(listed.ended_at);
  assert.equal(listed.token, undefined);
});

test('staff: bad input names its fields; nobody is made a second system', async () => {
  const desk = await system();
  refused(await desk.post('/desk/staff', { role: 'system', name: ' ' }), 422, 'validation', { '/role': 'choice', '/name': 'required' });
  refused(await desk.post('/desk/staff', { role: 'nurse', name: '字'.repeat(61) }), 422, 'validation', { '/role': 'choice', '/name': 'too_long' });
  const own = ok(await desk.get('/desk/staff')).items.find((one) => one.role === 'system');
  refused(await desk.delete(`/desk/staff/${own.id}`), 409, 'illegal_state');
});

test('audit: the patient sees who looked at and changed what is theirs', async () => {
  const desk = await system();
  const doctor = await desk.staff('doctor', '周敏');
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  ok(await doctor.get(`/desk/visits/${visit.id}`));
  await doctor.accept(visit.id);
  const events = ok(await client.get('/audit-events')).items;
  const of = (action) => events.find((one) => one.action === action);
  assert.deepEqual(
    { actor: of('GET /desk/visits/{id}').actor, id: of('GET /desk/visits/{id}').actor_id, object: of('GET /desk/visits/{id}').object },
    { actor: 'doctor', id: doctor.staffId, object: visit.id });
  assert.equal(of('POST /desk/visits/{id}/accept').actor, 'doctor');
  assert.equal(of('GET /desk/visits/{id}').actor_name, '周敏', 'and by name');
  ok(await desk.get(`/desk/visits/${visit.id}`));
  ok(await desk.delete(`/desk/staff/${doctor.staffId}`), 204);
  const later = ok(await client.get('/audit-events')).items;
  assert.deepEqual(later.filter((one) => one.action === 'GET /desk/visits/{id}').map((one) => [one.actor, one.actor_name]), [['system', undefined], ['doctor', '周敏']], 'also of who has left');
  assert.deepEqual([of('POST /visits/{id}/submit').actor, of('POST /visits/{id}/submit').actor_name], ['patient', undefined]);
  const stranger = await patient(await started());
  assert.ok(!ok(await stranger.get('/audit-events')).items.some((one) => one.object === visit.id));
});

test('audit: lists come in pages', async () => {
  const client = await patient(await started());
  await queuedVisit(client);
  const first = ok(await client.get('/audit-events?limit=2'));
  assert.equal(first.items.length, 2);
  const second = ok(await client.get(`/audit-events?limit=2&cursor=${first.next_cursor}`));
  assert.ok(Number(second.items[0].id) < Number(first.items[1].id));
});
