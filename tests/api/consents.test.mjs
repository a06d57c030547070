// Consents: each with its version and time, taken back as easily as given, and what that stops.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { confirm, draftVisit, orderRequest, patient, queuedVisit, quoteFor, record, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const answer = (client, purpose, given, version = 1) => client.post('/consents', { purpose, version, given });
const withdraw = async (client, purpose) => ok(await answer(client, purpose, false), 201);
const give = async (client, purpose) => ok(await answer(client, purpose, true), 201);

test('consents: the newest answer of each purpose, with its time', async () => {
  const client = await patient(await started());
  const before = ok(await client.get('/consents')).items;
  assert.deepEqual(before.map((one) => [one.purpose, one.given]), [['health_data', true], ['identity', true], ['terms', true]]);
  const taken = await withdraw(client, 'health_data');
  assert.ok(Date.parse(taken.at) > 0);
  const after = ok(await client.get('/consents')).items;
  assert.deepEqual(after.find((one) => one.purpose === 'health_data'), taken);
});

test('consents: every answer stays in the history, newest first, in pages', async () => {
  const client = await patient(await started());
  for (const given of [false, true, false]) ok(await answer(client, 'sms_notice', given), 201);
  const all = ok(await client.get('/consents/history')).items;
  assert.deepEqual(all.filter((one) => one.purpose === 'sms_notice').map((one) => one.given), [false, true, false]);
  const first = ok(await client.get('/consents/history?limit=2'));
  const second = ok(await client.get(`/consents/history?limit=2&cursor=${first.next_cursor}`));
  assert.deepEqual([...first.items, ...second.items], all.slice(0, 4));
  assert.deepEqual(ok(await (await signIn(await started())).get('/consents/history')).items.map((one) => one.purpose), ['terms']);
});

test('consents: without health_data nothing new begins, and what was begun goes on', async () => {
  const client = await patient(await started());
  const desk = new Desk(await started());
  const going = await queuedVisit(client);
  const draft = await draftVisit(client, { kind: 'consultation' });
  const file = await upload(client, jpeg());
  await withdraw(client, 'health_data');
  const needed = (got) => refused(got, 409, 'consent_required', { '/consents/health_data': 'consent.required' });
  needed(await client.post('/visits', { kind: 'refill', person_id: client.personId }));
  needed(await client.post(`/visits/${draft.id}/submit`));
  needed(await client.post('/records', { upload_id: file.id, person_id: client.personId, kind: 'other' }));
  const prescription = await desk.approve(going.id);
  await confirm(client, prescription);
  ok(await client.post('/orders', orderRequest(await quoteFor(client, prescription, 'pickup'))), 201);
  await give(client, 'health_data');
  ok(await client.post(`/visits/${draft.id}/submit`), 200);
  ok(await client.post('/records', { upload_id: file.id, person_id: client.personId, kind: 'other' }), 201);
});

test('consents: an order asks anew for sharing with the pharmacy', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const prescription = await new Desk(await started()).approve(visit.id);
  await confirm(client, prescription);
  await give(client, 'share_pharmacy');
  await withdraw(client, 'share_pharmacy');
  const quote = await quoteFor(client, prescription, 'pickup');
  refused(await client.post('/orders', orderRequest(quote, { share_consent: false })), 422, 'validation', { '/share_consent': 'consent.required' });
  ok(await client.post('/orders', orderRequest(quote)), 201);
  assert.equal(ok(await client.get('/consents')).items.find((one) => one.purpose === 'share_pharmacy').given, true);
});

test('consents: the owner\'s counts for what a carer begins', async () => {
  const owner = await patient(await started());
  const carer = await patient(await started());
  const { code } = ok(await owner.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 201);
  ok(await carer.post('/carers/accept', { code }), 200);
  await withdraw(owner, 'health_data');
  refused(await carer.post('/visits', { kind: 'refill', person_id: owner.personId }), 409, 'consent_required');
  await give(carer, 'health_data');
  refused(await carer.post('/visits', { kind: 'refill', person_id: owner.personId }), 409, 'consent_required');
  ok(await carer.post('/visits', { kind: 'refill', person_id: carer.personId }), 201);
});

test('consents: unknown purposes, other versions and the terms', async () => {
  const client = await signIn(await started());
  refused(await answer(client, 'advertising', true), 422, 'validation', { '/purpose': 'choice' });
  refused(await answer(client, 'face', true, 9), 422, 'validation', { '/version': 'consent.version' });
  refused(await answer(client, 'terms', false), 422, 'validation', { '/given': 'consent.required' });
  refused(await client.post('/consents', { purpose: 'face' }), 422, 'validation', { '/version': 'required', '/given': 'required' });
  refused(await client.get('/consents/history?limit=0'), 422, 'validation');
});

test('consents: with all given a record is made as before', async () => {
  const client = await patient(await started());
  assert.equal((await record(client)).person_id, client.personId);
});
