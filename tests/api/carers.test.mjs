// Caring for someone of another account: a code, what the carer may do and may not, and the end of it.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { confirm, freshPhone, identityRequest, orderRequest, patient, pay, queuedVisit, quoteFor, record, signIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const invite = async (owner, personId = owner.personId) =>
  ok(await owner.post('/carers', { person_id: personId, relationship: 'parent' }), 201);
const accept = (carer, code) => carer.post('/carers/accept', { code });

// A mother with an account of her own, and her daughter who cares for her.
async function pair() {
  const owner = await patient(await started(), { name: '王桂兰' });
  const carer = await patient(await started(), { name: '李小梅' });
  const invitation = await invite(owner);
  const link = ok(await accept(carer, invitation.code), 200);
  return { owner, carer, invitation, link };
}
// Acting on the person that is cared for.
const acting = ({ owner, carer }) => Object.assign(carer.as(carer.token), { personId: owner.personId });

test('carers: a code of eight digits makes someone a carer, once', async () => {
  const owner = await patient(await started(), { name: '王桂兰' });
  const carer = await patient(await started(), { name: '李小梅' });
  const invitation = await invite(owner);
  assert.match(invitation.code, /^\d{8}$/);
  assert.equal(invitation.state, 'invited');
  assert.equal(ok(await owner.get('/carers')).items[0].code, undefined, 'the code is shown once');
  const link = ok(await accept(carer, `${invitation.code.slice(0, 4)} ${invitation.code.slice(4)}`), 200);
  assert.deepEqual([link.id, link.side, link.state, link.person_name], [invitation.id, 'received', 'active', '王桂兰']);
  const given = ok(await owner.get('/carers')).items;
  assert.deepEqual(given.map((one) => [one.side, one.state, one.carer_name]), [['given', 'active', '李小梅']]);
  const third = await patient(await started());
  refused(await accept(third, invitation.code), 422, 'code_wrong');
});

test('carers: the person shows with a mark, and both are told', async () => {
  const { owner, carer, link } = await pair();
  const shown = ok(await carer.get('/people')).items;
  assert.deepEqual(shown.map((one) => [one.id, one.relationship, one.carer_id]),
    [[carer.personId, 'self', undefined], [owner.personId, 'parent', link.id]]);
  assert.equal(ok(await carer.get(`/people/${owner.personId}`)).carer_id, link.id);
  for (const side of [owner, carer])
    assert.ok(ok(await side.get('/events?poll=1&after=0')).items.some((one) => one.kind === 'carer' && one.subject === link.id));
});

test('carers: everything about the care is open to the carer', async () => {
  const both = await pair();
  const { owner } = both;
  const desk = new Desk(await started());
  const mine = acting(both);
  const made = await record(mine);
  assert.equal(ok(await owner.get(`/records/${made.id}`)).person_id, owner.personId);
  const visit = await queuedVisit(mine);
  assert.equal(ok(await owner.get(`/visits/${visit.id}`)).state, 'queued');
  ok(await mine.post(`/visits/${visit.id}/messages`, { text: '她昨天头晕。' }), 201);
  const prescription = await desk.approve(visit.id);
  await confirm(mine, prescription);
  const order = ok(await mine.post('/orders', orderRequest(await quoteFor(mine, prescription, 'delivery'))), 201);
  await pay(mine, order.payment);
  assert.equal(ok(await owner.get(`/orders/${order.id}`)).state, 'paid');
  for (const path of ['/records', '/visits', '/orders']) assert.equal(ok(await mine.get(path)).items.length, 1, path);
  assert.ok(ok(await owner.get('/audit-events')).items.some((one) => one.action === 'POST /visits/{id}/submit' && one.object === visit.id));
});

test('carers: what belongs to the owner alone stays so', async () => {
  const both = await pair();
  const { owner, carer } = both;
  refused(await carer.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 403, 'forbidden');
  const before = ok(await owner.get('/consents')).items;
  ok(await carer.post('/consents', { purpose: 'sms_notice', version: 1, given: false }), 201);
  assert.deepEqual(ok(await owner.get('/consents')).items, before, "the carer's answer is the carer's own");
  const check = ok(await carer.post('/identity-checks', identityRequest({ relationship: 'parent' })), 201);
  refused(await owner.get(`/identity-checks/${check.id}`), 404, 'not_found');
  assert.equal(ok(await owner.get('/people')).items.length, 1);
});

test('carers: either side ends it, and the door is shut at once', async () => {
  for (const who of ['owner', 'carer']) {
    const both = await pair();
    const { owner, carer, link } = both;
    const visit = await queuedVisit(acting(both));
    ok(await both[who].delete(`/carers/${link.id}`), 204);
    ok(await both[who].delete(`/carers/${link.id}`), 204); // safe to repeat
    refused(await carer.get(`/visits/${visit.id}`), 404, 'not_found');
    refused(await carer.get(`/people/${owner.personId}`), 404, 'not_found');
    refused(await carer.post(`/visits/${visit.id}/cancel`), 404, 'not_found');
    assert.deepEqual(ok(await carer.get('/visits')).items, []);
    assert.deepEqual(ok(await owner.get('/carers')).items, []);
    assert.equal(ok(await carer.get(`/carers/${link.id}`)).state, 'ended');
    ok(await owner.get(`/visits/${visit.id}`));
    for (const side of [owner, carer])
      assert.equal(ok(await side.get('/events?poll=1&after=0')).items.filter((one) => one.kind === 'carer').length, 2);
  }
});

test('carers: five wrong codes and no more for ten minutes', async () => {
  const owner = await patient(await started());
  const carer = await patient(await started());
  const { code } = await invite(owner);
  const wrong = code === '00000000' ? '11111111' : '00000000';
  for (const left of [4, 3, 2, 1, 0])
    assert.equal(refused(await accept(carer, wrong), 422, 'code_wrong', { '/code': 'code_wrong' }).attempts_left, left);
  const answer = await accept(carer, code);
  refused(answer, 429, 'too_many_requests');
  assert.ok(Number(answer.headers['retry-after']) > 0);
  ok(await accept(await patient(await started()), code), 200);
});

test('carers: an invitation that is taken back is gone', async () => {
  const owner = await patient(await started());
  const invitation = await invite(owner);
  ok(await owner.delete(`/carers/${invitation.id}`), 204);
  refused(await accept(await patient(await started()), invitation.code), 422, 'code_wrong');
});

test('carers: who may not invite or accept', async () => {
  const owner = await patient(await started());
  const stranger = await patient(await started());
  const nameless = await signIn(await started());
  const { code, id } = await invite(owner);
  refused(await accept(owner, code), 409, 'illegal_state');
  refused(await accept(nameless, code), 409, 'identity_required');
  refused(await stranger.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 404, 'not_found');
  refused(await owner.post('/carers', { person_id: owner.personId, relationship: 'boss' }), 422, 'validation', { '/relationship': 'choice' });
  refused(await stranger.get(`/carers/${id}`), 404, 'not_found');
  refused(await stranger.delete(`/carers/${id}`), 404, 'not_found');
  ok(await accept(stranger, code), 200);
  refused(await accept(stranger, (await invite(owner)).code), 409, 'illegal_state');
});

test('carers: an unverified person is not handed on', async () => {
  const owner = await patient(await started());
  const check = ok(await owner.post('/identity-checks', identityRequest({ name: '王不符', relationship: 'parent' })), 201);
  refused(await owner.post('/carers', { person_id: check.person_id, relationship: 'parent' }), 409, 'identity_required');
});

test('carers: five on either side', async () => {
  const owner = await patient(await started());
  const codes = [];
  for (let i = 0; i < 5; i++) codes.push((await invite(owner)).code);
  refused(await owner.post('/carers', { person_id: owner.personId, relationship: 'parent' }), 409, 'too_many');
  const carer = await patient(await started());
  ok(await accept(carer, codes[0]), 200);
  for (let i = 0; i < 4; i++) ok(await accept(carer, (await invite(await patient(await started()))).code), 200);
  const { code } = await invite(await patient(await started(), { phone: freshPhone() }));
  refused(await accept(carer, code), 409, 'too_many');
});
