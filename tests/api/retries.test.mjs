// Nothing is done twice and nothing is overwritten unseen: idempotency keys, entity tags.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { askHelp } from './support/help.mjs';
import { draftVisit, gateForConsultation, identityRequest, patient, queuedVisit, requestCode, signIn, submittedVisit } from './support/journey.mjs';
import { readyOrder, wrongFor } from './support/counter.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});

const fingerprint = (answer) => ({ status: answer.status, body: answer.text, etag: answer.etag, location: answer.headers.location });

test('retries: the same key and payload replay the identical answer, without a second effect', async () => {
  const client = await signIn(await started());
  const key = randomUUID();
  const body = identityRequest();
  const first = await client.post('/identity-checks', body, { key });
  ok(first, 201);
  for (let i = 0; i < 3; i++) assert.deepEqual(fingerprint(await client.post('/identity-checks', body, { key })), fingerprint(first));
});

test('retries: a replay shows the first answer even when the object has moved on', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const key = randomUUID();
  const first = await client.post(`/visits/${visit.id}/submit`, undefined, { key });
  ok(first, 200);
  ok(await client.post(`/visits/${visit.id}/cancel`), 200);
  const again = await client.post(`/visits/${visit.id}/submit`, undefined, { key });
  assert.deepEqual(fingerprint(again), fingerprint(first));
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).state, 'cancelled');
});

test('retries: a key used with another payload gets 422, and the first effect stays alone', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const key = randomUUID();
  ok(await client.post(`/visits/${visit.id}/messages`, { text: '药还剩两天的量' }, { key }), 201);
  refused(await client.post(`/visits/${visit.id}/messages`, { text: '别的话' }, { key }), 422, 'idempotency_key_reused');
  const other = await queuedVisit(client, { kind: 'consultation' });
  refused(await client.post(`/visits/${other.id}/messages`, { text: '药还剩两天的量' }, { key }), 422, 'idempotency_key_reused');
  const said = ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'patient');
  assert.deepEqual(said.map((one) => one.text), ['药还剩两天的量']);
});

test('retries: where money, medicine or a message is at stake the key is required', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  refused(await client.post(`/visits/${visit.id}/messages`, { text: 'x' }, { key: null }), 400, 'idempotency_key_required');
  refused(await client.post('/orders', { quote_id: 'quo_x', share_consent: true }, { key: null }), 400, 'idempotency_key_required');
  const draft = await draftVisit(client, { kind: 'consultation' });
  refused(await client.post(`/visits/${draft.id}/submit`, undefined, { key: null }), 400, 'idempotency_key_required');
  assert.equal(ok(await client.get(`/visits/${draft.id}`)).state, 'draft');
});

test('retries: keys that are too long are refused', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const answer = await client.post(`/visits/${visit.id}/messages`, { text: 'x' }, { key: 'k'.repeat(5000) });
  assert.ok(answer.status === 400 || answer.status === 422 || answer.status === 431, `got ${answer.status}`);
});

test('retries: keys belong to an account', async () => {
  const key = randomUUID();
  const [one, two] = [await signIn(await started()), await signIn(await started())];
  const first = ok(await one.post('/identity-checks', identityRequest(), { key }), 201);
  const second = ok(await two.post('/identity-checks', identityRequest(), { key }), 201);
  assert.notEqual(first.id, second.id);
});

test('retries: a refused request does not burn its key', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client, { kind: 'consultation', draft: {} });
  const key = randomUUID();
  refused(await client.post(`/visits/${visit.id}/submit`, undefined, { key }), 422, 'validation');
  ok(await client.patch(`/visits/${visit.id}`, {
    gate: gateForConsultation, complaint: '头晕三天',
  }), 200);
  assert.equal(ok(await client.post(`/visits/${visit.id}/submit`, undefined, { key }), 200).state, 'submitted');
});

// A wrong code is sent until its answer comes; each is of someone who may try so often only.
const wrongCodes = {
  'a helper\'s': async (server) => {
    const [helper, page] = [await new Desk(server).staff('helper'), await askHelp(new Client(server))];
    return { by: helper, path: '/desk/help-sessions/join', wrong: { code: page.code === '000000' ? '000001' : '000000' }, right: { code: page.code } };
  },
  'a pharmacy\'s, to hand out': async (server) => {
    const { order, code } = await readyOrder(server, '任长河');
    return { by: await new Desk(server).staff('pharmacy'), path: `/desk/orders/${order.id}/pick-up`, wrong: { code: wrongFor(code) }, right: { code } };
  },
  'a pharmacy\'s, to find': async (server) => {
    const { code } = await readyOrder(server, '何秀英');
    return { by: await new Desk(server).staff('pharmacy'), path: '/desk/orders/find', wrong: { code: wrongFor(code) }, right: { code } };
  },
  'a text message\'s': async (server) => {
    const by = new Client(server);
    const { id: sms_code_id, sandbox_code: code } = await requestCode(by);
    const sent = { sms_code_id, terms_version: 1 };
    return { by, path: '/sessions', wrong: { ...sent, code: wrongFor(code) }, right: { ...sent, code } };
  },
  'a family\'s invitation': async (server) => {
    const owner = await patient(server);
    const { code } = ok(await owner.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 201);
    return { by: await patient(server), path: '/carers/accept', wrong: { code: code === '00000000' ? '11111111' : '00000000' }, right: { code } };
  },
};
for (const [whose, prepare] of Object.entries(wrongCodes)) {
  test(`retries: ${whose} wrong code counts once however often it is sent, the right one works again`, async () => {
    const { by, path, wrong, right } = await prepare(await started());
    const key = randomUUID();
    const first = await by.post(path, wrong, { key });
    assert.equal(refused(first, 422, 'code_wrong', { '/code': 'code_wrong' }).attempts_left, 4);
    for (let i = 0; i < 5; i++) {
      const again = await by.post(path, wrong, { key });
      assert.deepEqual(fingerprint(again), fingerprint(first));
      assert.deepEqual([again.headers['content-type'], again.headers['idempotent-replay']], [first.headers['content-type'], 'true']);
    }
    refused(await by.post(path, right, { key }), 422, 'idempotency_key_reused');
    assert.equal(refused(await by.post(path, wrong), 422, 'code_wrong').attempts_left, 3, 'another try');
    const done = randomUUID();
    const worked = await by.post(path, right, { key: done });
    ok(worked, 200, 201);
    assert.deepEqual(fingerprint(await by.post(path, right, { key: done })), fingerprint(worked));
  });
}

test('retries: wrong codes of nobody in particular count once, too: by address, and the right one works again', async () => {
  const phone = await patient(await started());
  const given = ok(await phone.post('/hand-overs', { draft: '{}' }), 201);
  const [guest, key, done] = [new Client(await started()), randomUUID(), randomUUID()];
  const take = (code, once) => guest.post('/hand-overs/accept', { code }, { key: once });
  const first = await take('00000000', key);
  refused(first, 422, 'code_wrong');
  for (let i = 0; i < 12; i++) assert.deepEqual(fingerprint(await take('00000000', key)), fingerprint(first));
  const worked = await take(given.code, done);
  ok(worked, 200);
  assert.deepEqual(fingerprint(await take(given.code, done)), fingerprint(worked));
  const join = (once) => guest.post('/family-sessions/join', { secret: 'x', name: '任晓' }, { key: once });
  const link = randomUUID();
  for (let i = 0; i < 12; i++) refused(await join(link), 422, 'code_wrong');
  refused(await join(randomUUID()), 422, 'code_wrong');
});

test('retries: without a key each wrong code counts', async () => {
  const { by, path, wrong } = await wrongCodes['a helper\'s'](await started());
  for (const left of [4, 3]) assert.equal(refused(await by.post(path, wrong, { key: null }), 422, 'code_wrong').attempts_left, left);
});

// Duplicates under way may be told to wait (409) or get the one answer; in the end there is exactly one effect.
async function inParallel(count, send) {
  const answers = await Promise.all(Array.from({ length: count }, send));
  const done = answers.filter((answer) => answer.status < 300);
  for (const answer of answers) {
    if (answer.status < 300) continue;
    refused(answer, 409, 'idempotency_in_flight');
    // Without it a client cannot tell "wait" from "never".
    assert.ok(Number(answer.headers['retry-after']) >= 0, 'in flight, but no Retry-After');
  }
  assert.ok(done.length >= 1, 'nobody was answered');
  assert.equal(new Set(done.map((answer) => answer.text)).size, 1, 'different answers for one key');
  return done[0];
}

test('retries: parallel duplicates of a message become one message', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  for (let round = 0; round < 5; round++) {
    const key = randomUUID();
    await inParallel(10, () => client.post(`/visits/${visit.id}/messages`, { text: `第 ${round} 句` }, { key }));
  }
  const said = ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'patient');
  assert.deepEqual(said.map((one) => one.text), [0, 1, 2, 3, 4].map((round) => `第 ${round} 句`));
});

test('retries: parallel duplicates of submit make one payment', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const key = randomUUID();
  const answer = await inParallel(10, () => client.post(`/visits/${visit.id}/submit`, undefined, { key }));
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).payment.id, answer.json.payment.id);
});

test('retries: parallel identity checks under one key make one person and one check', async () => {
  const client = await signIn(await started());
  const key = randomUUID();
  const body = identityRequest();
  await inParallel(10, () => client.post('/identity-checks', body, { key }));
  assert.equal(ok(await client.get('/people')).items.length, 1);
});

test('retries: parallel drafts under different keys are still one draft', async () => {
  const client = await patient(await started());
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.post('/visits', { kind: 'refill', person_id: client.personId })));
  assert.equal(new Set(answers.map((answer) => ok(answer, 200, 201).id)).size, 1);
  assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
});

test('etags: an unchanged resource is 304 without a body, a changed one is not', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const paths = ['/hospital', '/account', '/people', `/people/${client.personId}`, '/records', '/visits', `/visits/${visit.id}`, `/visits/${visit.id}/messages`, '/orders'];
  for (const path of paths) {
    const first = await client.get(path);
    ok(first, 200);
    assert.match(first.etag ?? '', /^(W\/)?"[^"]+"$/, `${path} has no ETag`);
    const again = await client.get(path, { ifNoneMatch: first.etag });
    assert.equal(again.status, 304, path);
    assert.equal(again.bytes.length, 0);
    assert.equal(again.etag, first.etag);
    assert.equal((await client.get(path, { ifNoneMatch: '"other"' })).status, 200);
    assert.equal((await client.get(path, { ifNoneMatch: `"other", ${first.etag}` })).status, 304);
  }
  const before = await client.get(`/visits/${visit.id}`);
  ok(await client.patch(`/visits/${visit.id}`, { weeks: 2 }), 200);
  const after = await client.get(`/visits/${visit.id}`, { ifNoneMatch: before.etag });
  assert.equal(after.status, 200);
  assert.notEqual(after.etag, before.etag);
});

test('etags: a change on a stale state gets 412 and changes nothing', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const first = await client.get(`/visits/${visit.id}`);
  const changed = await client.patch(`/visits/${visit.id}`, { weeks: 2 }, { ifMatch: first.etag });
  ok(changed, 200);
  refused(await client.patch(`/visits/${visit.id}`, { weeks: 3 }, { ifMatch: first.etag }), 412, 'precondition_failed');
  refused(await client.post(`/visits/${visit.id}/submit`, undefined, { ifMatch: first.etag }), 412, 'precondition_failed');
  refused(await client.post(`/visits/${visit.id}/cancel`, undefined, { ifMatch: first.etag }), 412, 'precondition_failed');
  const now = await client.get(`/visits/${visit.id}`);
  assert.equal(now.json.draft.weeks, 2);
  assert.equal(now.json.state, 'draft');
  assert.equal(changed.etag, now.etag, "a change's answer carries the new tag");
  ok(await client.patch(`/visits/${visit.id}`, { weeks: 3 }, { ifMatch: '*' }), 200);
});

test('etags: of parallel changes on one state exactly one wins', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const { etag } = await client.get(`/visits/${visit.id}`);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => client.patch(`/visits/${visit.id}`, { complaint: `第 ${i} 版` }, { ifMatch: etag })));
  const won = answers.filter((answer) => answer.status === 200);
  assert.equal(won.length, 1);
  for (const answer of answers) if (answer !== won[0]) refused(answer, 412, 'precondition_failed');
  assert.equal(ok(await client.get(`/visits/${visit.id}`)).draft.complaint, won[0].json.draft.complaint);
});

test('etags: a cancelled visit refunds once, however often it is cancelled', async () => {
  const client = await patient(await started());
  const visit = await submittedVisit(client);
  const answers = await Promise.all(Array.from({ length: 6 }, () => client.post(`/visits/${visit.id}/cancel`)));
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
  for (const answer of answers) if (answer.status !== 200) refused(answer, 409, 'illegal_state');
});
