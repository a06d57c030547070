// Going on on another device: what was entered comes along once, and to nobody who guesses.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { patient, signIn } from './support/journey.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const draft = JSON.stringify({ route: 'identity', name: '任长河', number: '990101195303150115' });

test('hand over: another device goes on as the same account, with what was entered, once', async () => {
  const phone = await patient(await started());
  const given = ok(await phone.post('/hand-overs', { draft }), 201);
  assert.match(given.code, /^\d{8}$/);
  const counter = new Client(await started());
  const taken = ok(await counter.post('/hand-overs/accept', { code: `${given.code.slice(0, 4)} ${given.code.slice(4)}` }), 200);
  assert.equal(taken.draft, draft);
  counter.token = taken.token;
  assert.deepEqual(ok(await counter.get('/account')), ok(await phone.get('/account')));
  assert.equal(ok(await phone.get('/sessions')).items.length, 2, 'the other device shows, and can be ended');
  refused(await new Client(await started()).post('/hand-overs/accept', { code: given.code }), 422, 'code_wrong');
});

test('hand over: only the newest code works', async () => {
  const phone = await signIn(await started());
  const [first, second] = [ok(await phone.post('/hand-overs', { draft }), 201), ok(await phone.post('/hand-overs', { draft }), 201)];
  refused(await new Client(await started()).post('/hand-overs/accept', { code: first.code }), 422, 'code_wrong');
  ok(await new Client(await started()).post('/hand-overs/accept', { code: second.code }), 200);
});

test('hand over: nobody without a session makes a code, and a draft has its size', async () => {
  refused(await new Client(await started()).post('/hand-overs', { draft }), 401, 'unauthorized');
  const phone = await signIn(await started());
  refused(await phone.post('/hand-overs', { draft: 'x'.repeat(64 * 1024 + 1) }), 422, 'validation', { '/draft': 'too_long' });
  refused(await phone.post('/hand-overs', {}), 422, 'validation', { '/draft': 'required' });
});

test('hand over: guessing ends for the whole hospital', async () => {
  const own = await startServer();
  const phone = await signIn(own);
  const { code } = ok(await phone.post('/hand-overs', { draft }), 201);
  const guess = () => new Client(own).post('/hand-overs/accept', { code: code === '00000000' ? '00000001' : '00000000' });
  for (let tries = 0; tries < 50; tries++) {
    const answer = await guess();
    if (answer.status === 429) break; // the limit per address came first
    refused(answer, 422, 'code_wrong');
  }
  assert.equal((await guess()).status, 429);
  assert.equal((await new Client(own).post('/hand-overs/accept', { code })).status, 429, 'the right one has to wait, too');
  await own.stop();
});
