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

test('hand over: a code holds for five minutes, and then for nobody', async () => {
  const server = await started();
  const phone = await patient(server);
  const given = ok(await phone.post('/hand-overs', { draft }), 201);
  const left = Date.parse(given.expires_at) - Date.now();
  assert.ok(left > 4 * 60_000 && left < 6 * 60_000, `${left} ms`);
  server.sql('UPDATE hand_overs SET expires_at=expires_at-600000');
  refused(await new Client(server).post('/hand-overs/accept', { code: given.code }), 422, 'code_expired');
  assert.equal(ok(await phone.get('/sessions')).items.length, 1);
});

test('hand over: nobody without a session makes a code, and a draft has its size', async () => {
  refused(await new Client(await started()).post('/hand-overs', { draft }), 401, 'unauthorized');
  const phone = await signIn(await started());
  refused(await phone.post('/hand-overs', { draft: 'x'.repeat(64 * 1024 + 1) }), 422, 'validation', { '/draft': 'too_long' });
  refused(await phone.post('/hand-overs', {}), 422, 'validation', { '/draft': 'required' });
});

// Behind a proxy, where each client has an address of its own.
async function guessed() {
  const own = await startServer({ args: ['--behind-proxy', '--trusted-addresses', '198.51.100.0/24'] });
  const phone = await signIn(own);
  const { code } = ok(await phone.post('/hand-overs', { draft }), 201);
  const wrong = code === '00000000' ? '00000001' : '00000000';
  const type = (typed, address) => new Client(own).post('/hand-overs/accept', { code: typed }, { headers: { 'X-Forwarded-For': address } });
  return { own, code, type, guess: (address) => type(wrong, address) };
}

test('hand over: guessing ends for the address that it comes from, and others go on', async () => {
  const { own, code, type, guess } = await guessed();
  for (let tries = 0; tries < 10; tries++) refused(await guess('192.0.2.1'), 422, 'code_wrong');
  const waits = refused(await guess('192.0.2.1'), 429, 'code_tries');
  assert.ok(waits.retry_after_s > 0 && waits.retry_after_s <= 601, `${waits.retry_after_s}`);
  refused(await type(code, '192.0.2.1'), 429, 'code_tries'); // the right one has to wait, too
  refused(await guess('192.0.2.2'), 422, 'code_wrong');
  for (let tries = 0; tries < 10; tries++) refused(await guess(`2001:db8:0:1::${tries + 1}`), 422, 'code_wrong');
  refused(await guess('2001:db8:0:1:2::3'), 429, 'code_tries'); // a /64 is one customer
  assert.equal(ok(await type(code, '192.0.2.2'), 200).draft, draft);
  await own.stop();
  const kept = [...own.stored().map(({ bytes }) => bytes), Buffer.from(own.allLog())];
  for (const address of ['192.0.2.', '2001:db8']) assert.ok(!kept.some((bytes) => bytes.includes(address)), 'no address is kept');
});

test('hand over: whoever has a whole net of addresses is stopped by the net, and others go on', async () => {
  const { own, code, type, guess } = await guessed();
  for (let customer = 1; customer <= 5; customer++)
    for (let tries = 0; tries < 10; tries++) refused(await guess(`2001:db8:7:${customer}::1`), 422, 'code_wrong');
  refused(await guess('2001:db8:7:99::1'), 429, 'code_tries'); // an address that tried nothing yet
  refused(await type(code, '2001:db8:7:99::1'), 429, 'code_tries');
  refused(await guess('2001:db8:8:1::1'), 422, 'code_wrong');
  assert.equal(ok(await type(code, '2001:db8:8:1::1'), 200).draft, draft);
  await own.stop();
});

test('hand over: guessing from everywhere ends for the whole hospital', async () => {
  const { own, code, type, guess } = await guessed();
  for (let address = 1; address <= 19; address++)
    for (let tries = 0; tries < 10; tries++) refused(await guess(`10.0.${address}.1`), 422, 'code_wrong');
  for (let tries = 0; tries < 10; tries++) refused(await guess('198.51.100.7'), 422, 'code_wrong'); // trusted, and counted in all
  refused(await guess('198.51.100.7'), 429, 'code_tries');
  refused(await type(code, '203.0.113.1'), 429, 'code_tries');
  await own.stop();
});
