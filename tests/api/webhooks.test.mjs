// The hospital's own systems are told of changes: signed, again until they answer, in order, and at nobody else's cost.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { patient, queuedVisit } from './support/journey.mjs';
import { checkEvent, checkSignature, Receiver } from './support/receiver.mjs';
import { startServer } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({ args: ['--webhook-retries-ms', '30,60,90'] });
const system = async () => new Desk(await started());

async function listening(events, { path = '/hook?for=1', desk } = {}) {
  const receiver = await new Receiver().start();
  desk ??= await system();
  const webhook = ok(await desk.post('/desk/webhooks', { url: receiver.url + path, events }), 201);
  return { receiver, webhook, desk, async end() {
    await desk.delete(`/desk/webhooks/${webhook.id}`);
    receiver.stop();
  } };
}

const deliveries = async (desk, webhook, state) =>
  ok(await desk.get(`/desk/webhook-deliveries?limit=100&state=${state}`)).items.filter((one) => one.webhook_id === webhook.id);

test('webhooks: a change is told, signed, with ids only', async () => {
  const { receiver, webhook, end } = await listening(['visit.changed']);
  assert.match(webhook.secret, /^whsec_.{20}/);
  const client = await patient(await started(), { name: '任长河' });
  const visit = await queuedVisit(client);
  const told = await receiver.until('the visit is told', (one) => one.event.subject === visit.id);
  assert.equal(told.method, 'POST');
  assert.equal(told.path, '/hook?for=1');
  assert.match(told.headers['content-type'], /^application\/json/);
  checkSignature(webhook.secret, told);
  assert.throws(() => checkSignature(`${webhook.secret}x`, told));
  assert.throws(() => checkSignature(webhook.secret, { ...told, body: `${told.body} ` }));
  checkEvent(told.event);
  assert.deepEqual(Object.keys(told.event).sort(), ['at', 'hospital_id', 'id', 'kind', 'subject']);
  assert.ok(receiver.events.every((one) => one.kind === 'visit.changed'), 'only what was asked for');
  assert.ok(!receiver.requests.some((one) => one.body.includes('任长河')));
  await end();
});

test('webhooks: what was refused or undone is not told', async () => {
  const { receiver, end } = await listening(['*']);
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  await receiver.until('the visit is told', (one) => one.event.subject === visit.id && one.event.kind === 'visit.changed');
  refused(await client.post(`/visits/${visit.id}/submit`), 409, 'illegal_state');
  const desk = await system();
  refused(await desk.post(`/desk/visits/${visit.id}/conclude`, { text: 'x' }), 409, 'illegal_state');
  await desk.accept(visit.id);
  await receiver.until('the acceptance is told', (one) => one.event.kind === 'messages.changed' && one.event.subject === visit.id);
  const ids = receiver.events.map((one) => one.id);
  assert.equal(new Set(ids).size, ids.length, 'nothing twice');
  await end();
});

test('webhooks: a receiver that fails is told again, with the same id, until it answers', async () => {
  const { receiver, webhook, desk, end } = await listening(['complaint.changed']);
  let failures = 2;
  receiver.answer = () => (failures-- > 0 ? 503 : 200);
  const client = await patient(await started());
  const made = ok(await client.post('/complaints', { text: '一' }), 201);
  await until('it was delivered', async () => (await deliveries(desk, webhook, 'delivered')).length === 1);
  const tries = receiver.requests.filter((one) => one.event.subject === made.id);
  assert.deepEqual(tries.map((one) => one.answered), [503, 503, 200]);
  assert.equal(new Set(tries.map((one) => one.event.id)).size, 1);
  for (const one of tries) checkSignature(webhook.secret, one);
  const [delivered] = await deliveries(desk, webhook, 'delivered');
  assert.deepEqual([delivered.tries, delivered.last_status, delivered.next_try_at], [3, 200, undefined]);
  await end();
});

test('webhooks: of one subject nothing overtakes', async () => {
  const { receiver, desk, end } = await listening(['complaint.changed']);
  let failures = 2;
  receiver.answer = () => (failures-- > 0 ? 500 : 200);
  const client = await patient(await started());
  const made = ok(await client.post('/complaints', { text: '一' }), 201);
  ok(await desk.post(`/desk/complaints/${made.id}/move`, { state: 'in_progress' }));
  ok(await desk.post(`/desk/complaints/${made.id}/answer`, { text: '好' }));
  const other = ok(await client.post('/complaints', { text: '另一个' }), 201);
  await until('all were told', () => receiver.requests.filter((one) => one.answered === 200).length === 4);
  const order = receiver.requests.filter((one) => one.event.subject === made.id && one.answered === 200).map((one) => one.event.at);
  assert.deepEqual(order, [...order].sort());
  const firsts = receiver.requests.filter((one) => one.event.subject === made.id).map((one) => one.event.id);
  assert.equal(firsts.indexOf(firsts.at(-1)), firsts.length - 1, 'the last one was sent once, after the others');
  assert.ok(receiver.events.some((one) => one.subject === other.id));
  await end();
});

test('webhooks: one that never answers well is dead in the end, is listed, and can be told again', async () => {
  const { receiver, webhook, desk, end } = await listening(['complaint.changed']);
  receiver.answer = () => 410;
  const client = await patient(await started());
  const made = ok(await client.post('/complaints', { text: '一' }), 201);
  const [dead] = await until('it is dead', async () => {
    const found = await deliveries(desk, webhook, 'dead');
    return found.length && found;
  });
  assert.deepEqual([dead.tries, dead.last_status, dead.event.subject], [4, 410, made.id]);
  receiver.answer = () => 200;
  assert.equal(ok(await desk.post(`/desk/webhook-deliveries/${dead.id}/redeliver`)).state, 'pending');
  await until('it was delivered', async () => (await deliveries(desk, webhook, 'delivered')).length === 1);
  assert.equal(receiver.events.at(-1).id, dead.event.id);
  refused(await desk.post('/desk/webhook-deliveries/dlv_none/redeliver'), 404, 'not_found');
  await end();
});

test('webhooks: a redirect is not followed', async () => {
  const { receiver, webhook, desk, end } = await listening(['complaint.changed']);
  receiver.answer = () => 302;
  ok(await (await patient(await started())).post('/complaints', { text: '一' }), 201);
  await until('it is dead', async () => (await deliveries(desk, webhook, 'dead')).length === 1);
  await end();
});

test('webhooks: a silent receiver slows neither requests nor the other receivers', async () => {
  const silent = await listening(['*']);
  silent.receiver.answer = () => 0;
  const quick = await listening(['complaint.changed']);
  const client = await patient(await started());
  for (let i = 0; i < 10; i++) ok(await client.post('/complaints', { text: `${i}` }), 201);
  await until('the quick one has all', () => quick.receiver.requests.length === 10);
  assert.ok(silent.receiver.requests.length <= 4, 'it holds up no more than its own lines');
  await quick.end();
  await silent.end();
});

test('webhooks: what is in the outbox survives kill -9', async () => {
  const server = await startServer({ args: ['--webhook-retries-ms', '100,100,100,100,100,100,100,100'] });
  const desk = new Desk(server);
  const receiver = await new Receiver().start();
  ok(await desk.post('/desk/webhooks', { url: receiver.url, events: ['complaint.changed'] }), 201);
  receiver.answer = () => 500;
  const client = await patient(server);
  const made = [];
  for (let i = 0; i < 5; i++) made.push(ok(await client.post('/complaints', { text: `${i}` }), 201).id);
  await server.kill();
  receiver.answer = () => 200;
  await server.restart();
  // What was on its way belongs to the dead server for half a minute; the rest goes at once.
  await until('every complaint is told', () => made.every((id) => receiver.requests.some((one) => one.answered === 200 && one.event.subject === id)), { limitMs: 60_000 });
  receiver.stop();
  await server.kill();
});

test('webhooks: the address is https, or in the sandbox this machine', async () => {
  const desk = await system();
  const ask = (url, events = ['*']) => desk.post('/desk/webhooks', { url, events });
  for (const url of ['', 'ftp://x/', 'http://example.org/', 'http://127.0.0.1.example.org/', 'https://a@example.org/', 'https://', 'https://example.org:0/',
    'https://example.org/#a', 'https://exa mple.org/', 'http://10.0.0.1/', `https://example.org/${'a'.repeat(500)}`])
    refused(await ask(url), 422, 'validation', { '/url': 'webhook.url' });
  refused(await ask('https://example.org/', []), 422, 'validation', { '/events': 'required' });
  refused(await ask('https://example.org/', ['visit.changed', 'moon.risen']), 422, 'validation', { '/events/1': 'choice' });
  const made = ok(await ask('https://his.example.org:8443/banzhen?x=1'), 201);
  const listed = ok(await desk.get('/desk/webhooks')).items.find((one) => one.id === made.id);
  assert.equal(listed.secret, undefined);
  ok(await desk.delete(`/desk/webhooks/${made.id}`), 204);
  refused(await desk.delete(`/desk/webhooks/${made.id}`), 404, 'not_found');
  for (const role of ['doctor', 'clerk', 'pharmacy']) refused(await (await desk.staff(role)).post('/desk/webhooks', { url: 'https://example.org/', events: ['*'] }), 403, 'forbidden');
});

test('webhooks: ten are enough; an ended one is told nothing', async () => {
  const server = await startServer();
  const desk = new Desk(server);
  const receiver = await new Receiver().start();
  const all = [];
  for (let i = 0; i < 10; i++) all.push(ok(await desk.post('/desk/webhooks', { url: `${receiver.url}/${i}`, events: ['complaint.changed'] }), 201));
  refused(await desk.post('/desk/webhooks', { url: receiver.url, events: ['*'] }), 409, 'illegal_state');
  ok(await desk.delete(`/desk/webhooks/${all[3].id}`), 204);
  ok(await (await patient(server)).post('/complaints', { text: '一' }), 201);
  await until('the others are told', () => receiver.requests.length === 9);
  assert.ok(!receiver.requests.some((one) => one.path === '/3'));
  assert.equal(new Set(receiver.events.map((one) => one.id)).size, 1, 'one event has one id, whoever is told');
  receiver.stop();
  await server.kill();
});
