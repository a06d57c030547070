// Real-name checks: by the registry, refused, and by staff looking at a photo.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { jpeg, program } from './support/files.mjs';
import { createUpload, identityNumber, identityRequest, patient, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({ desk: true });

test('identity: the registry verifies a well-formed number', async () => {
  const client = await signIn(await started());
  const answer = await client.post('/identity-checks', identityRequest({ number: '990101195303150115' }));
  const check = ok(answer, 201);
  assert.equal(check.state, 'verified');
  assert.equal(check.method, 'registry');
  assert.equal(answer.headers.location, `/api/v1/identity-checks/${check.id}`);
  assert.deepEqual(ok(await client.get(`/identity-checks/${check.id}`)), check);
  const account = ok(await client.get('/account'));
  assert.equal(account.people.length, 1);
  assert.equal(account.people[0].verified, true);
  assert.equal(account.people[0].sex, 'male');
  assert.equal(account.people[0].number_masked.endsWith('0115'), true);
  assert.equal(account.people[0].number_masked.includes('1953'), false);
  assert.equal(account.identity_check, undefined);
});

test('identity: a name the registry does not know is rejected, and a second try keeps the person', async () => {
  const client = await signIn(await started());
  const number = identityNumber();
  const first = ok(await client.post('/identity-checks', identityRequest({ number, name: '王不符' })), 201);
  assert.equal(first.state, 'rejected');
  assert.equal(first.reason, 'no_match');
  assert.equal(ok(await client.get('/account')).identity_check.id, first.id);
  refused(await client.post('/visits', { kind: 'refill', person_id: first.person_id }), 409, 'identity_required');
  const second = ok(await client.post('/identity-checks', identityRequest({ number })), 201);
  assert.equal(second.state, 'verified');
  assert.equal(second.person_id, first.person_id);
  assert.equal(ok(await client.get('/account')).people.length, 1);
});

test('identity: staff check a photo while the visit is being written', async () => {
  const client = await signIn(await started());
  const photo = await upload(client, jpeg());
  const request = identityRequest({ method: 'staff_review', document_upload_id: photo.id });
  const check = ok(await client.post('/identity-checks', request), 201);
  assert.equal(check.state, 'needs_staff');
  ok(await client.post('/visits', { kind: 'refill', person_id: check.person_id }), 201);
  await until('staff verify', async () => ok(await client.get(`/identity-checks/${check.id}`)).state === 'verified');
  assert.equal(ok(await client.get(`/people/${check.person_id}`)).verified, true);
});

test('identity: a staff check needs a finished photo of its own', async () => {
  const client = await signIn(await started());
  const other = await signIn(await started());
  const ask = (document_upload_id) =>
    client.post('/identity-checks', identityRequest({ method: 'staff_review', ...(document_upload_id && { document_upload_id }) }));
  const pointer = '/document_upload_id';
  refused(await ask(), 422, 'validation', { [pointer]: 'required' });
  refused(await ask('upl_nosuchuploadatall'), 422, 'validation', { [pointer]: 'not_found' });
  refused(await ask((await upload(other, jpeg())).id), 422, 'validation', { [pointer]: 'not_found' });
  refused(await ask((await createUpload(client, 100)).id), 422, 'validation', { [pointer]: 'upload_unfinished' });
});

test('identity: a program that poses as a photo is refused', async () => {
  const client = await signIn(await started());
  const created = await createUpload(client, 3000, { name: 'id.jpg' });
  const sent = await client.request('PATCH', created.path, {
    headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }, body: program(),
  });
  if (sent.status === 415) return; // told at once is as good
  ok(sent, 204);
  const answer = await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: created.id }));
  refused(answer, 422, 'validation', { '/document_upload_id': 'file_type' });
});

test('identity: every wrong field is named at once, and nothing is kept', async () => {
  const client = await signIn(await started());
  const answer = await client.post('/identity-checks', identityRequest({
    name: '王1', number: '990101195303150116', relationship: 'uncle', consents: [],
  }));
  refused(answer, 422, 'validation', {
    '/name': 'name.character', '/number': 'id.checksum', '/relationship': 'choice', '/consents': 'consent.required',
  });
  assert.deepEqual(ok(await client.get('/account')).people, []);
});

const wrongNumbers = {
  'id.empty': '',
  'id.checksum': '990101195303150116',
  'id.birth_future': identityNumber({ born: '20990101' }),
  'id.birth_date': identityNumber({ born: '19530230' }),
  'id.age': identityNumber({ born: '18530315' }),
  'id.length': '99010119530315011',
  'id.character': '99010119530315O115',
  'id.region': '600101195303150115',
};
for (const [code, number] of Object.entries(wrongNumbers)) {
  test(`identity: number refused with ${code}`, async () => {
    const client = await signIn(await started());
    refused(await client.post('/identity-checks', identityRequest({ number })), 422, 'validation', { '/number': code });
  });
}

test('identity: consent must be given, in its present version', async () => {
  const client = await signIn(await started());
  const ask = (consents) => client.post('/identity-checks', identityRequest({ consents }));
  refused(await ask([{ purpose: 'health_data', version: 1, given: false }]), 422, 'validation', { '/consents/0': 'consent.required' });
  refused(await ask([{ purpose: 'health_data', version: 9, given: true }]), 422, 'validation', { '/consents/0/version': 'consent.version' });
  refused(await ask([{ purpose: 'advertising', version: 1, given: true }]), 422, 'validation', { '/consents/0/purpose': 'choice' });
});

test('identity: face is never offered alone, and is refused where the hospital has none', async () => {
  const client = await signIn(await started());
  const { identity_methods } = ok(await client.get('/hospital'));
  assert.ok(identity_methods.some((method) => method !== 'face'));
  if (!identity_methods.includes('face'))
    refused(await client.post('/identity-checks', identityRequest({ method: 'face' })), 422, 'validation', { '/method': 'choice' });
});

test('identity: rare characters and foreign names pass', async () => {
  for (const name of ['李𬭎', '阿卜杜拉·买买提', "Jared O'Neill"]) {
    const client = await patient(await started(), { name });
    assert.equal(ok(await client.get(`/people/${client.personId}`)).name, name);
  }
});
