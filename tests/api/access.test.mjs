// Who may see what: every operation of the contract as no one, as a stranger, with a dead token, and across desk and patient.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { contractDocument, listedOperations } from './support/contract.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { confirm, createUpload, identityRequest, orderRequest, patient, quoteFor, queuedVisit, record, signIn, tus } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});

const open = ['GET /api/v1/hospital', 'POST /api/v1/sms-codes', 'POST /api/v1/sessions', 'POST /api/v1/hand-overs/accept', 'GET /api/v1/embedding', 'POST /api/v1/smart-tokens', 'OPTIONS /api/v1/uploads'];
// Signed in or not: the token of the help session is what counts (help.test.mjs, help_family.test.mjs).
const forGuests = listedOperations.filter(({ path }) => /^\/api\/v1\/(help|family)-sessions/.test(path));
const guarded = listedOperations.filter((one) =>
  one.path.startsWith('/api/v1/') && one.method !== 'OPTIONS' && !open.includes(`${one.method} ${one.path}`) && !forGuests.includes(one));

test('access: nobody need sign in for help, and for nothing else besides', () => {
  const security = ({ method, path }) => contractDocument.paths[path.slice('/api/v1'.length)]?.[method.toLowerCase()]?.security;
  const mayBeGuest = listedOperations.filter((one) => security(one)?.some((way) => Object.keys(way).length === 0));
  assert.deepEqual(mayBeGuest, forGuests);
});

for (const operation of forGuests) {
  test(`access: ${operation.method} ${operation.path} is closed to the desk's token`, async () => {
    const answer = await send(new Desk(await started()), operation);
    assert.equal(answer.status, 403);
    assert.equal(answer.code, 'forbidden');
  });
}

// A body for operations that take one: authority is checked before content, so any will do.
const send = (client, { method, path }, id = 'x_none') => client.request(method, path.replace(/\{[^}]+\}/, id).slice('/api/v1'.length), {
  ...(['POST', 'PATCH'].includes(method) && { body: '{}' }),
  headers: path.includes('/uploads') ? tus : { 'Content-Type': 'application/json' },
});

test('access: the contract lists operations to guard', () => {
  assert.ok(guarded.length > 25, `only ${guarded.length}`);
});

for (const operation of guarded) {
  test(`access: ${operation.method} ${operation.path} needs a living token`, async () => {
    const server = await started();
    const answers = [
      await send(new Client(server), operation),
      await send(new Client(server, { token: 'a'.repeat(52) }), operation),
    ];
    for (const answer of answers) {
      assert.equal(answer.status, 401);
      if (operation.method !== 'HEAD') assert.equal(answer.code, 'unauthorized');
      assert.match(answer.headers['www-authenticate'] ?? '', /^Bearer/);
    }
  });
}

for (const operation of guarded.filter(({ path }) => path.includes('/desk/'))) {
  test(`access: ${operation.method} ${operation.path} is closed to patients`, async () => {
    const client = await signIn(await started());
    const answer = await send(client, operation);
    assert.equal(answer.status, 403);
    if (operation.method !== 'HEAD') assert.equal(answer.code, 'forbidden');
  });
}

for (const operation of guarded.filter(({ path }) => !path.includes('/desk/'))) {
  test(`access: ${operation.method} ${operation.path} is closed to the desk's token`, async () => {
    const answer = await send(new Desk(await started()), operation);
    assert.equal(answer.status, 403);
    if (operation.method !== 'HEAD') assert.equal(answer.code, 'forbidden');
  });
}

// Everything of one patient, to be asked for by another.
let belongings;
async function owned() {
  belongings ??= (async () => {
    const server = await started();
    const client = await patient(server);
    const check = ok(await client.post('/identity-checks', identityRequest({ relationship: 'parent' })), 201);
    const made = await record(client, { bytes: jpeg() });
    const upload = await createUpload(client, 1000);
    const visit = await queuedVisit(client);
    const prescription = await new Desk(server).approve(visit.id);
    const quote = await quoteFor(client, prescription, 'delivery');
    await confirm(client, prescription);
    const order = ok(await client.post('/orders', orderRequest(quote)), 201);
    return { client, check, record: made, upload, visit, prescription, quote, order };
  })();
  return belongings;
}

const foreign = {
  'GET /people/{person}': ['GET', (o) => `/people/${o.client.personId}`],
  'GET /people/{person}/earlier-care': ['GET', (o) => `/people/${o.client.personId}/earlier-care`],
  'GET /identity-checks/{check}': ['GET', (o) => `/identity-checks/${o.check.id}`],
  'GET /records/{record}': ['GET', (o) => `/records/${o.record.id}`],
  'GET /records/{record}/content': ['GET', (o) => `/records/${o.record.id}/content`],
  'DELETE /records/{record}': ['DELETE', (o) => `/records/${o.record.id}`],
  'GET /visits/{visit}': ['GET', (o) => `/visits/${o.visit.id}`],
  'PATCH /visits/{visit}': ['PATCH', (o) => `/visits/${o.visit.id}`, () => ({ weeks: 1 })],
  'POST /visits/{visit}/submit': ['POST', (o) => `/visits/${o.visit.id}/submit`],
  'POST /visits/{visit}/cancel': ['POST', (o) => `/visits/${o.visit.id}/cancel`],
  'GET /visits/{visit}/messages': ['GET', (o) => `/visits/${o.visit.id}/messages`],
  'POST /visits/{visit}/messages': ['POST', (o) => `/visits/${o.visit.id}/messages`, () => ({ text: 'x' })],
  'GET /prescriptions/{prescription}': ['GET', (o) => `/prescriptions/${o.prescription.id}`],
  'GET /prescriptions/{prescription}/quotes': ['GET', (o) => `/prescriptions/${o.prescription.id}/quotes`],
  'POST /prescriptions/{prescription}/confirm': ['POST', (o) => `/prescriptions/${o.prescription.id}/confirm`],
  'POST /orders with a foreign quote': ['POST', () => '/orders', (o) => orderRequest(o.quote)],
  'GET /orders/{order}': ['GET', (o) => `/orders/${o.order.id}`],
  'POST /orders/{order}/cancel': ['POST', (o) => `/orders/${o.order.id}/cancel`],
  'GET /payments/{payment}': ['GET', (o) => `/payments/${o.order.payment.id}`],
  'POST /visits for a foreign person': ['POST', () => '/visits', (o) => ({ kind: 'consultation', person_id: o.client.personId })],
  'POST /records for a foreign person': ['POST', () => '/records', (o) => ({ upload_id: o.upload.id, person_id: o.client.personId, kind: 'other' })],
  'POST /records with a foreign upload': ['POST', () => '/records', (o, me) => ({ upload_id: o.upload.id, person_id: me.personId, kind: 'other' })],
};
for (const [name, [method, path, body]] of Object.entries(foreign)) {
  test(`access: another patient gets 404 for ${name}`, async () => {
    const everything = await owned();
    const stranger = await patient(await started());
    refused(await stranger.request(method, path(everything), { json: body?.(everything, stranger) }), 404, 'not_found');
  });
}

test('access: another patient gets 404 for an upload, whatever is tried', async () => {
  const { upload, client } = await owned();
  const stranger = await signIn(await started());
  const headers = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  assert.equal((await stranger.request('HEAD', upload.path, { headers: tus })).status, 404);
  refused(await stranger.request('PATCH', upload.path, { headers, body: jpeg(10) }), 404, 'not_found');
  refused(await stranger.request('DELETE', upload.path, { headers: tus }), 404, 'not_found');
  assert.equal((await client.request('HEAD', upload.path, { headers: tus })).headers['upload-offset'], '0');
});

test('access: lists hold only what is mine', async () => {
  await owned();
  const stranger = await patient(await started());
  for (const path of ['/records', '/visits', '/orders']) assert.deepEqual(ok(await stranger.get(path)).items, []);
  assert.equal(ok(await stranger.get('/people')).items.length, 1);
  assert.deepEqual(ok(await stranger.get('/events?poll=1&after=0')).items.filter((one) => one.kind !== 'identity_check'), []);
});

test('access: a cursor from someone else leads nowhere', async () => {
  const { visit } = await owned();
  const stranger = await patient(await started());
  ok(await stranger.post('/visits', { kind: 'refill', person_id: stranger.personId }), 201);
  assert.deepEqual(ok(await stranger.get(`/visits?cursor=${visit.id}`)).items, []);
});
