// Guardians of children: papers, a clerk's decision, and what a young child's visit asks for.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg, program } from './support/files.mjs';
import { createUpload, draftVisit, gateForConsultation, identityNumber, identityRequest, patient, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const desk = async () => new Desk(await started());
const bornYearsAgo = (years) => `${new Date().getFullYear() - years}0101`;

async function withChild({ years = 3 } = {}) {
  const parent = await patient(await started());
  const check = ok(await parent.post('/identity-checks',
    identityRequest({ name: '王小宝', number: identityNumber({ born: bornYearsAgo(years) }), relationship: 'child' })), 201);
  return Object.assign(parent, { childId: check.person_id });
}
const ask = async (parent, changes = {}) => parent.post('/guardianships',
  { person_id: parent.childId, basis: 'parent', document_upload_id: (await upload(parent, jpeg())).id, ...changes });
const decide = async (id, body) => (await desk()).post(`/desk/guardianships/${id}/decide`, body);

async function childVisit(parent, changes = {}) {
  const client = Object.assign(parent.as(parent.token), { personId: parent.childId });
  return draftVisit(client, { kind: 'consultation', draft: { gate: gateForConsultation, complaint: '咳嗽三天了', ...changes } });
}

test('guardians: a young child is seen with its proven guardian there, and not before', async () => {
  const parent = await withChild();
  const visit = await childVisit(parent);
  const submit = () => parent.post(`/visits/${visit.id}/submit`);
  refused(await submit(), 409, 'guardian_needed');
  const made = ok(await ask(parent), 201);
  assert.equal(made.state, 'pending');
  refused(await submit(), 409, 'guardian_needed');
  assert.equal(ok(await decide(made.id, { verified: true }), 200).state, 'verified');
  refused(await submit(), 422, 'validation', { '/draft/guardian_present': 'required' });
  ok(await parent.patch(`/visits/${visit.id}`, { guardian_present: true }), 200);
  assert.equal(ok(await submit(), 200).state, 'submitted');
  assert.ok(ok(await parent.get('/events?poll=1&after=0')).items.some((one) => one.kind === 'guardianship' && one.subject === made.id));
});

test('guardians: a child of six needs nobody there', async () => {
  const parent = await withChild({ years: 7 });
  const visit = await childVisit(parent);
  assert.equal(ok(await parent.post(`/visits/${visit.id}/submit`), 200).state, 'submitted');
});

test('guardians: once it ended the child waits again', async () => {
  const parent = await withChild();
  const made = ok(await ask(parent), 201);
  ok(await decide(made.id, { verified: true }), 200);
  ok(await parent.delete(`/guardianships/${made.id}`), 204);
  ok(await parent.delete(`/guardianships/${made.id}`), 204);
  assert.equal(ok(await parent.get(`/guardianships/${made.id}`)).state, 'ended');
  const visit = await childVisit(parent, { guardian_present: true });
  refused(await parent.post(`/visits/${visit.id}/submit`), 409, 'guardian_needed');
});

test('guardians: a carer of the child is not its guardian', async () => {
  const parent = await withChild();
  const made = ok(await ask(parent), 201);
  ok(await decide(made.id, { verified: true }), 200);
  const aunt = await patient(await started());
  const { code } = ok(await parent.post('/carers', { person_id: parent.childId, relationship: 'other' }), 201);
  ok(await aunt.post('/carers/accept', { code }), 200);
  const visit = await childVisit(parent, { guardian_present: true });
  refused(await aunt.post(`/visits/${visit.id}/submit`), 409, 'guardian_needed');
  ok(await parent.post(`/visits/${visit.id}/submit`), 200);
});

test('guardians: refused with a reason, another try is a new one', async () => {
  const parent = await withChild();
  const first = ok(await ask(parent, { basis: 'legal_guardian' }), 201);
  refused(await decide(first.id, { verified: false }), 422, 'validation', { '/reason': 'required' });
  refused(await decide(first.id, { verified: false, reason: 'dislike' }), 422, 'validation', { '/reason': 'choice' });
  assert.equal(ok(await decide(first.id, { verified: false, reason: 'photo_unclear' }), 200).reason, 'photo_unclear');
  refused(await decide(first.id, { verified: true }), 409, 'illegal_state');
  const second = ok(await ask(parent), 201);
  refused(await ask(parent), 409, 'illegal_state');
  assert.deepEqual(ok(await parent.get('/guardianships')).items.map((one) => one.id).sort(), [first.id, second.id].sort());
});

test('guardians: a clerk sees the names to compare, and no other role', async () => {
  const parent = await withChild();
  const made = ok(await ask(parent), 201);
  const system = await desk();
  const clerk = await system.staff('clerk');
  const found = ok(await clerk.get('/desk/guardianships')).items.find((one) => one.guardianship.id === made.id);
  assert.equal(found.child_name, '王小宝');
  assert.equal(found.guardian_name, '王桂兰');
  assert.match(found.child_number_masked, /^\*+\d{3}[\dX]$/);
  // Whole numbers come with opening it, are said once, and written down.
  const opened = ok(await clerk.post(`/desk/guardianships/${made.id}/open`), 200);
  assert.deepEqual([opened.child.name, opened.guardian.name, opened.child.document_type], ['王小宝', '王桂兰', 'resident_id']);
  assert.ok(opened.child.number.endsWith(found.child_number_masked.slice(-4)) && opened.child.number.length === 18);
  assert.equal(opened.child.born_on.replaceAll('-', ''), bornYearsAgo(3));
  const listed = ok(await clerk.get('/desk/guardianships')).items.find((one) => one.guardianship.id === made.id);
  assert.deepEqual([listed.mine, listed.child, listed.guardian], [true, undefined, undefined]);
  assert.ok(ok(await parent.get('/audit-events')).items.some((one) => one.action === 'POST /desk/guardianships/{id}/open' && one.actor === 'clerk'));
  const doctor = await system.staff('doctor');
  refused(await doctor.get('/desk/guardianships'), 403, 'forbidden');
  refused(await doctor.post(`/desk/guardianships/${made.id}/open`), 403, 'forbidden');
  refused(await doctor.post(`/desk/guardianships/${made.id}/decide`, { verified: true }), 403, 'forbidden');
  ok(await clerk.post(`/desk/guardianships/${made.id}/decide`, { verified: true }), 200);
});

test('guardians: who and what is refused', async () => {
  const parent = await withChild();
  const stranger = await withChild();
  const made = ok(await ask(parent), 201);
  refused(await stranger.get(`/guardianships/${made.id}`), 404, 'not_found');
  refused(await stranger.delete(`/guardianships/${made.id}`), 404, 'not_found');
  refused(await ask(stranger, { person_id: parent.childId }), 404, 'not_found');
  refused(await ask(stranger, { person_id: stranger.personId }), 422, 'validation', { '/person_id': 'guardian.adult' });
  refused(await ask(stranger, { basis: 'neighbour' }), 422, 'validation', { '/basis': 'choice' });
  const pointer = '/document_upload_id';
  refused(await ask(stranger, { document_upload_id: 'upl_none' }), 422, 'validation', { [pointer]: 'not_found' });
  refused(await ask(stranger, { document_upload_id: (await upload(parent, jpeg())).id }), 422, 'validation', { [pointer]: 'not_found' });
  refused(await ask(stranger, { document_upload_id: (await createUpload(stranger, 100)).id }), 422, 'validation', { [pointer]: 'upload_unfinished' });
  const posing = await createUpload(stranger, program().length);
  await stranger.request('PATCH', posing.path, { body: program(),
    headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' } });
  refused(await ask(stranger, { document_upload_id: posing.id }), 422, 'validation');
  assert.deepEqual(ok(await stranger.get('/guardianships')).items, []);
});

test('guardians: an account without an adult of its own proves nothing', async () => {
  const client = await signIn(await started());
  const check = ok(await client.post('/identity-checks',
    identityRequest({ number: identityNumber({ born: bornYearsAgo(3) }), relationship: 'child' })), 201);
  client.childId = check.person_id;
  refused(await ask(client), 409, 'identity_required');
});
