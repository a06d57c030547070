// Two servers on one PostgreSQL database and one data folder behave as one: news cross, nothing happens twice, one may die.
// Run with --database postgres; there is nothing to test here with SQLite, which one process owns.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as each } from '../../tools/test-runner.mjs';
import { Client, ok, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { EventStream } from './support/events.mjs';
import { jpeg } from './support/files.mjs';
import { confirm, createUpload, offsetOf, orderRequest, patient, pay, queuedVisit, quoteFor, sendPart } from './support/journey.mjs';
import { onPostgres } from './support/postgres.mjs';
import { Server, startServer, temporaryFolder } from './support/server.mjs';

const test = onPostgres ? each : () => {};
const writeLock = 4277003; // what a writer holds (docs/decisions/0013)

// Two nodes; `seen(client)` is the same person at the other one.
async function nodes(options) {
  const a = await startServer(options);
  const b = await startServer({ ...options, data: a.data });
  const at = (server, client) => Object.assign(new Client(server, { token: client.token }), { personId: client.personId });
  return { a, b, at, end: () => Promise.all([a.kill(), b.kill()]) };
}

const said = async (client, visit) =>
  ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'patient').map((one) => one.text);

test('nodes: what happens at one node is heard at the other while it is waited for', async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(a);
  const visit = await queuedVisit(client);
  const after = String(ok(await client.get('/events?poll=1&after=0')).items.at(-1).id);
  const stream = new EventStream(at(b, client), { lastEventId: after });
  await until('b holds the stream', () => stream.request, { everyMs: 1 });
  for (let round = 0; round < 5; round++) {
    const before = stream.connections;
    await new Desk(a).post(`/desk/visits/${visit.id}/${round ? 'messages' : 'accept'}`, round ? { text: `第 ${round} 句` } : undefined);
    const wanted = ok(await client.get(`/events?poll=1&after=${after}`)).items;
    await stream.until(`round ${round}`, (event) => event.id === wanted.at(-1).id);
    assert.ok(stream.connections <= before + 2, 'it was found by coming back, not by being woken');
  }
  const all = ok(await client.get(`/events?poll=1&after=${after}`)).items;
  assert.deepEqual(stream.events, all, 'missed, doubled or out of order');
  stream.close();
  await end();
});

test('nodes: one key sent to both at once has one effect, and both get the same answer', async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(a);
  const visit = await queuedVisit(client);
  const twin = at(b, client);
  const lock = a.database.session();
  for (let round = 0; round < 5; round++) {
    // Neither can write, so both have taken the request before either has stored an answer.
    await lock.run(`SELECT pg_advisory_lock(${writeLock})`);
    const key = randomUUID();
    const sent = [client, twin].map((one) => one.post(`/visits/${visit.id}/messages`, { text: `第 ${round} 句` }, { key }));
    await until('both wait', () => Number(a.database.sql("SELECT count(*) FROM pg_locks WHERE locktype='advisory' AND NOT granted AND objid=" + writeLock)[0]) === 2);
    await lock.run(`SELECT pg_advisory_unlock(${writeLock})`);
    const answers = await Promise.all(sent);
    for (const answer of answers) ok(answer, 201);
    assert.equal(answers[0].text, answers[1].text);
    assert.equal(answers.filter((one) => one.headers['idempotent-replay']).length, 1, 'one of the two is a replay');
  }
  lock.close();
  assert.deepEqual(await said(twin, visit), Array.from({ length: 5 }, (_, round) => `第 ${round} 句`));
  await end();
});

test('nodes: one order, one payment, whichever node is asked', async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(a);
  const twin = at(b, client);
  const visit = await queuedVisit(client);
  const prescription = await new Desk(b).approve(visit.id);
  await confirm(twin, prescription);
  const quote = await quoteFor(client, prescription, 'delivery');
  const answers = await Promise.all([client, twin, client, twin].map((one) => one.post('/orders', orderRequest(quote))));
  assert.equal(answers.filter((one) => one.status === 201).length, 1, answers.map((one) => one.status).join(' '));
  const order = answers.find((one) => one.status === 201).json;
  await Promise.all([pay(client, order.payment), pay(twin, order.payment)].map((one) => one.catch(() => {})));
  const there = ok(await twin.get('/orders')).items;
  assert.deepEqual(there.map((one) => [one.id, one.state]), [[order.id, 'paid']]);
  assert.equal(there[0].tracking.filter((one) => one.code === 'paid').length, 1);
  await end();
});

test('nodes: a storm on both, and a third who listens misses nothing', { timeoutMs: 60_000 }, async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(a);
  const visit = await queuedVisit(client);
  const desks = [new Desk(a), new Desk(b)];
  await desks[0].accept(visit.id);
  const after = String(ok(await client.get('/events?poll=1&after=0')).items.at(-1).id);
  const stream = new EventStream(at(b, client), { lastEventId: after });
  await Promise.all(Array.from({ length: 8 }, async (_, writer) => {
    for (let i = 0; i < 15; i++) ok(await desks[writer % 2].post(`/desk/visits/${visit.id}/messages`, { text: `${writer}/${i}` }), 201);
  }));
  const texts = ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'doctor').map((one) => one.text);
  assert.equal(new Set(texts).size, 8 * 15);
  assert.equal(texts.length, 8 * 15);
  const all = ok(await client.get(`/events?poll=1&after=${after}`)).items;
  await stream.until('the last one', (event) => event.id === all.at(-1).id);
  assert.deepEqual(stream.events.map((one) => one.id), all.map((one) => one.id));
  stream.close();
  await end();
});

test('nodes: of parallel pieces for one offset exactly one is taken, and the file is whole', async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(a);
  const both = [client, at(b, client)];
  const bytes = jpeg(900_000, 5);
  const created = await createUpload(client, bytes.length);
  for (let offset = 0; offset < bytes.length; ) {
    const part = bytes.subarray(offset, offset + 150_000);
    const answers = await Promise.all([0, 1, 0, 1].map((node) => sendPart(both[node], created, part, offset)));
    assert.equal(answers.filter((one) => one.status === 204).length, 1, answers.map((one) => one.status).join(' '));
    for (const answer of answers) assert.ok([204, 409, 423].includes(answer.status), `got ${answer.status}`);
    offset += part.length;
    for (const one of both) assert.equal(await offsetOf(one, created), offset);
  }
  const record = ok(await both[1].post('/records', { upload_id: created.id, person_id: client.personId, kind: 'imaging' }), 201);
  for (const one of both) assert.ok((await one.get(`/records/${record.id}/content`)).bytes.equals(bytes));
  await end();
});

test('nodes: one is killed in the middle of its work; the other goes on at once', { timeoutMs: 60_000 }, async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(b);
  const visit = await queuedVisit(client);
  const doomed = at(a, client);
  const answered = [];
  for (let round = 0; round < 4; round++) {
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; i < 40; i++) {
        const text = `${round}/${writer}/${i}`;
        const answer = await doomed.post(`/visits/${visit.id}/messages`, { text }).catch(() => null);
        if (!answer) return;
        if (answer.status === 201) answered.push(text);
      }
    });
    const enough = answered.length + 3;
    await until('some are answered', () => answered.length >= enough, { everyMs: 1 });
    a.strike();
    const text = `${round}/b`;
    ok(await client.post(`/visits/${visit.id}/messages`, { text }), 201);
    answered.push(text);
    await a.kill();
    await Promise.all(writers);
    await a.restart();
  }
  const texts = await said(client, visit);
  assert.equal(new Set(texts).size, texts.length, 'something was said twice');
  for (const text of answered) assert.ok(texts.includes(text), `${text} was answered with 201 and is lost`);
  await end();
});

test('nodes: lines to the database that are cut are mended, for reading, writing and news', async () => {
  const { a, b, at, end } = await nodes();
  const client = await patient(a);
  const visit = await queuedVisit(client);
  const after = String(ok(await client.get('/events?poll=1&after=0')).items.at(-1).id);
  const stream = new EventStream(at(b, client), { lastEventId: after });
  for (let round = 0; round < 3; round++) {
    a.database.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname=current_database() AND pid<>pg_backend_pid()');
    for (const server of [a, b]) {
      const one = at(server, client);
      // Each thread of the server has a line of its own.
      for (let i = 0; i < 6; i++) ok(await new Client(server, { token: client.token }).get(`/visits/${visit.id}`));
      ok(await one.post(`/visits/${visit.id}/messages`, { text: `第 ${round} 句，${server === a ? '甲' : '乙'}` }), 201);
    }
    const desk = new Desk(a);
    await (round ? desk.say(visit.id, `${round}`) : desk.accept(visit.id));
    const all = ok(await client.get(`/events?poll=1&after=${after}`)).items;
    await stream.until('news after the cut', (event) => event.id === all.at(-1).id);
  }
  assert.equal((await said(client, visit)).length, 6);
  stream.close();
  await end();
});

test('nodes: two that start at once on nothing become one', async () => {
  for (let round = 0; round < 3; round++) {
    const data = temporaryFolder('nodes');
    const servers = [0, 1, 2].map(() => new Server({ data }));
    await Promise.all(servers.map((server) => server.start()));
    assert.equal(new Set(servers.map((server) => server.database.name)).size, 1);
    const client = await patient(servers[0]);
    for (const server of servers) {
      ok(await new Client(server, { token: client.token }).get('/account'));
      ok(await new Desk(server).get('/desk/queue'));
      await server.kill();
    }
  }
});

test('nodes: text that PostgreSQL cannot hold is refused or mended, never a crash', async () => {
  const { a, end } = await nodes();
  const client = await patient(a);
  const visit = await queuedVisit(client);
  ok(await client.post(`/visits/${visit.id}/messages`, { text: '空字符 \u0000 在中间' }), 201, 422);
  for (const id of ['%00', 'vis_%00x', '%ff%fe', '%ed%a0%80']) assert.equal((await client.get(`/visits/${id}`)).status, 404);
  ok(await client.get('/visits?cursor=%00%ff'));
  ok(await client.get('/audit-events?cursor=99999999999999'), 200, 400);
  await end();
});
