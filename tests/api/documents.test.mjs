// Real-name checks with every kind of document, and by every way: registry, a page elsewhere, staff.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { identityNumber, identityRequest, signIn, upload } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const person = async () => signIn(await started());
const ask = (client, changes) => client.post('/identity-checks', identityRequest(changes));
const yearsAgo = (years) => `${new Date().getFullYear() - years}-01-01`;
const passport = { document_type: 'passport', number: 'E12345678', country: 'FRA', expires_on: '2099-01-01', born_on: '1980-02-29', sex: 'female' };

// ---- documents ----
const good = {
  'the older permanent residence card': { document_type: 'permanent_residence', number: 'deu 3101 0085 0612', born_on: '1985-06-12' },
  'a Hong Kong travel permit': { document_type: 'hk_macao_travel_permit', number: 'H12345678', born_on: '1990-03-07', sex: 'male' },
  'a Taiwan travel permit': { document_type: 'taiwan_travel_permit', number: '12345678', born_on: '1990-03-07', expires_on: '2099-12-31' },
  'a residence permit of Hong Kong, Macao or Taiwan': { document_type: 'hmt_residence_permit', number: identityNumber({ born: '19900307' }) },
};
for (const [name, changes] of Object.entries(good)) {
  test(`documents: ${name} is verified by the registry`, async () => {
    const client = await person();
    const check = ok(await ask(client, changes), 201);
    assert.equal(check.state, 'verified');
    const shown = ok(await client.get(`/people/${check.person_id}`));
    assert.ok(shown.age > 20);
    assert.equal(shown.sex, changes.sex ?? (changes.document_type === 'hmt_residence_permit' ? shown.sex : 'unknown'));
  });
}

test('documents: a passport is for staff, no registry knows it', async () => {
  const client = await person();
  refused(await ask(client, passport), 422, 'validation', { '/method': 'choice' });
  const photo = await upload(client, jpeg());
  const check = ok(await ask(client, { ...passport, method: 'staff_review', document_upload_id: photo.id }), 201);
  assert.equal(check.state, 'needs_staff');
  const shown = ok(await client.get(`/people/${check.person_id}`));
  assert.equal(shown.sex, 'female');
  assert.ok(shown.age >= 44, 'the age comes from what was asked for');
  const decided = await new Desk(await started()).post(`/desk/identity-checks/${check.id}/decide`, { verified: true });
  assert.equal(ok(decided, 200).state, 'verified');
});

test('documents: a child has the number of the household register', async () => {
  const client = await person();
  const child = (years) => ({ document_type: 'household_register', relationship: 'child', number: identityNumber({ born: yearsAgo(years).replaceAll('-', '') }) });
  assert.equal(ok(await ask(client, child(8)), 201).state, 'verified');
  refused(await ask(client, child(20)), 422, 'validation', { '/number': 'id.household_age' });
});

const bad = {
  'another document\'s number': [{ document_type: 'hmt_residence_permit', number: '11010519491231002X' }, { '/number': 'id.kind' }],
  'a permanent residence number of no country': [{ document_type: 'permanent_residence', number: 'XXX310100850612', born_on: '1985-06-12' }, { '/number': 'id.permanent' }],
  'a short Hong Kong permit': [{ document_type: 'hk_macao_travel_permit', number: 'H1234567', born_on: '1990-01-01' }, { '/number': 'id.hk_macao' }],
  'a Taiwan permit with a letter': [{ document_type: 'taiwan_travel_permit', number: 'T1234567', born_on: '1990-01-01' }, { '/number': 'id.taiwan' }],
  'a passport with nothing beside it': [{ document_type: 'passport', number: 'E12345678' }, { '/country': 'required', '/expires_on': 'required', '/born_on': 'required' }],
  'a passport that has expired': [{ ...passport, expires_on: '2001-01-01' }, { '/expires_on': 'id.expired' }],
  'a passport of nowhere, from the future': [{ ...passport, country: 'XYZ', born_on: '2999-01-01' }, { '/country': 'id.country', '/born_on': 'id.birth_future' }],
  'a day that does not exist': [{ ...passport, expires_on: '2030-02-30' }, { '/expires_on': 'date.invalid' }],
  'a number that is too long': [{ ...passport, number: 'E123456789' }, { '/number': 'id.passport' }],
  'a birth date that the number contradicts': [{ born_on: '1950-01-01' }, { '/born_on': 'id.differs' }],
  'a sex that is none': [{ ...passport, sex: 'x' }, { '/sex': 'choice' }],
  'someone under 14 who asks alone': [{ number: identityNumber({ born: yearsAgo(9).replaceAll('-', '') }) }, { '/relationship': 'guardian.consent' }],
};
for (const [name, [changes, fields]] of Object.entries(bad)) {
  test(`documents: ${name} is refused at its field`, async () => {
    const client = await person();
    refused(await ask(client, changes), 422, 'validation', fields);
    assert.deepEqual(ok(await client.get('/people')).items, []);
  });
}

// ---- the registry ----
test('registry: it compares the phone of the account holder, and of nobody else', async () => {
  const client = await person();
  const own = ok(await ask(client, { name: '王换号' }), 201);
  assert.deepEqual([own.state, own.reason], ['rejected', 'phone_differs']);
  const mother = ok(await ask(client, { name: '李换号', relationship: 'parent' }), 201);
  assert.equal(mother.state, 'verified');
});

test('registry: when it is down staff look', async () => {
  const check = ok(await ask(await person(), { name: '王停机' }), 201);
  assert.equal(check.state, 'needs_staff');
});

// ---- pages elsewhere ----
const face = { purpose: 'face', version: 1, given: true };
const health = { purpose: 'health_data', version: 1, given: true };
const web = (client, method, path) => client.request(method, path, { base: '', headers: { Authorization: null } });
const press = (client, check, button) => web(client, 'POST', `/sandbox/identity/${check.id}/${button}`);
const look = async (client, check) => ok(await client.get(`/identity-checks/${check.id}`));

test('redirect: the insurance credential is confirmed elsewhere', async () => {
  const client = await person();
  const answer = await ask(client, { method: 'insurance_credential' });
  const check = ok(answer, 201);
  assert.equal(check.state, 'pending');
  assert.ok(Date.parse(check.expires_at) > Date.now());
  const page = await web(client, 'GET', check.redirect_url);
  ok(page, 200);
  assert.ok(!page.text.includes('王桂兰'), 'the page shows nobody');
  assert.equal((await press(client, check, 'confirm')).headers.location, `/?checked=${check.id}`);
  const done = await look(client, check);
  assert.deepEqual([done.state, done.redirect_url, done.expires_at], ['verified', undefined, undefined]);
  assert.equal(ok(await client.get(`/people/${check.person_id}`)).verified, true);
  assert.equal(ok(await client.get('/events?poll=1&after=0')).items.filter((one) => one.subject === check.id).length, 1);
});

test('redirect: the first answer counts, however often others come', async () => {
  const client = await person();
  const check = ok(await ask(client, { method: 'insurance_credential' }), 201);
  await press(client, check, 'fail');
  const failed = await look(client, check);
  assert.deepEqual([failed.state, failed.reason], ['rejected', 'failed']);
  for (const button of ['confirm', 'fail', 'confirm']) assert.equal((await press(client, check, button)).status, 303);
  assert.deepEqual(await look(client, check), failed);
  assert.ok(!(await web(client, 'GET', `/sandbox/identity/${check.id}?lang=en`)).text.includes('/confirm'));
});

test('redirect: going back leaves it pending, another way abandons it', async () => {
  const client = await person();
  const number = identityNumber();
  const first = ok(await ask(client, { number, method: 'insurance_credential' }), 201);
  assert.equal((await press(client, first, 'back')).headers.location, `/?unchecked=${first.id}`);
  assert.equal((await look(client, first)).state, 'pending');
  const second = ok(await ask(client, { number }), 201);
  assert.equal(second.state, 'verified');
  assert.equal(second.person_id, first.person_id);
  const left = await look(client, first);
  assert.deepEqual([left.state, left.reason], ['rejected', 'abandoned']);
});

test('redirect: nobody else sees the check, and unknown pages are not there', async () => {
  const client = await person();
  const check = ok(await ask(client, { method: 'insurance_credential' }), 201);
  refused(await (await person()).get(`/identity-checks/${check.id}`), 404, 'not_found');
  refused(await web(client, 'GET', '/sandbox/identity/idc_none'), 404, 'not_found');
  refused(await press(client, { id: 'idc_none' }, 'confirm'), 404, 'not_found');
  const registry = ok(await ask(client, { relationship: 'parent' }), 201);
  refused(await press(client, registry, 'confirm'), 404, 'not_found');
});

test('redirect: a face is scanned with its own consent only', async () => {
  const client = await person();
  refused(await ask(client, { method: 'face' }), 422, 'validation', { '/consents': 'consent.face' });
  refused(await ask(client, { method: 'face', consents: [health, { ...face, given: false }] }), 422, 'validation', { '/consents': 'consent.face' });
  const check = ok(await ask(client, { method: 'face', consents: [health, face] }), 201);
  await press(client, check, 'confirm');
  assert.equal((await look(client, check)).state, 'verified');
  ok(await client.post('/consents', { ...face, given: false }), 201);
  refused(await ask(client, { method: 'face', relationship: 'parent' }), 422, 'validation', { '/consents': 'consent.face' });
  ok(await client.post('/consents', face), 201);
  assert.equal(ok(await ask(client, { method: 'face', relationship: 'parent' }), 201).state, 'pending');
});
