// Nothing is lost: the server is killed with -9 at the worst moments, again and again, and everything promised is still there.
// The moments are random, but the same for the same seed: BANZHEN_SEED=7 repeats a run, printed when it fails.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from '../../tools/test-runner.mjs';
import { apiBase, exchange, ok, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { jpeg, seeded } from './support/files.mjs';
import { confirm, createUpload, offsetOf, orderRequest, patient, pay, queuedVisit, quoteFor, sendPart, tus } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

const seed = Number(process.env.BANZHEN_SEED ?? 20260101);
const rounds = 6;

const named = (body) => async () => {
  try {
    await body(seeded(seed));
  } catch (error) {
    error.message += ` (BANZHEN_SEED=${seed})`;
    throw error;
  }
};

// Sends a request and strikes the server while it works on it: `delayMs` after the last byte left, to the microsecond, which
// no timer can do. Gives the answer, or null when there was none.
async function struck(server, delayMs, send) {
  const answer = await send(() => {
    const until = performance.now() + delayMs;
    while (performance.now() < until);
    server.strike();
  }).then((found) => found, () => null);
  await server.kill();
  await server.restart();
  return answer;
}

// How long such a request takes here and now, so that strikes fall into its life on slow and quick machines.
async function usualMs(send) {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const began = performance.now();
    ok(await send(), 201);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[2];
}

test('crash: an upload killed in the middle of a piece resumes at its offset with its content whole', { timeoutMs: 60_000 }, named(async (random) => {
  const server = await startServer();
  const client = await patient(server);
  const bytes = jpeg(1_500_000, 77);
  const created = await createUpload(client, bytes.length);
  let acknowledged = 0;
  let cut = 0;
  let usual = 1;
  for (let round = 0; round < rounds; round++) {
    // Some pieces that arrive …
    for (let i = 0; i < 1 + Math.floor(random() * 2); i++) {
      const part = bytes.subarray(acknowledged, acknowledged + 1 + Math.floor(random() * 60_000));
      const began = performance.now();
      const sent = await sendPart(client, created, part, acknowledged);
      usual = performance.now() - began;
      ok(sent, 204);
      acknowledged += part.length;
      assert.equal(Number(sent.headers['upload-offset']), acknowledged);
    }
    // … and one in whose middle the server dies: half sent, wholly sent and unanswered, or anywhere between.
    const part = bytes.subarray(acknowledged, acknowledged + 100_000 + Math.floor(random() * 60_000));
    const half = round % 2 === 0;
    const answer = await struck(server, random() * usual, (onSent) => exchange(server.url, {
      method: 'PATCH', path: apiBase + created.path, body: part, onSent,
      headers: { ...tus, Authorization: `Bearer ${client.token}`, 'Upload-Offset': String(acknowledged), 'Content-Type': 'application/offset+octet-stream' },
      ...(half && { cut: Math.floor(part.length * random()) }),
    }));
    if (!answer) cut += 1;
    const promised = answer?.status === 204 ? acknowledged + part.length : acknowledged;
    const offset = await offsetOf(client, created);
    assert.ok(offset >= promised, `round ${round}: ${promised} bytes were promised, ${offset} are there`);
    assert.ok(offset <= acknowledged + part.length, `round ${round}: more bytes than were sent`);
    acknowledged = offset;
  }
  assert.ok(cut > 0, 'no request was cut at all: this test has lost its point');
  while (acknowledged < bytes.length) {
    const part = bytes.subarray(acknowledged, acknowledged + 400_000);
    ok(await sendPart(client, created, part, acknowledged), 204);
    acknowledged += part.length;
  }
  const record = ok(await client.post('/records', { upload_id: created.id, person_id: client.personId, kind: 'imaging' }), 201);
  const content = await client.get(`/records/${record.id}/content`);
  assert.ok(content.bytes.equals(bytes), 'the content is not what was sent');
  await server.kill();
}));

test('crash: an order retried over kills exists exactly once', { timeoutMs: 60_000 }, named(async (random) => {
  const server = await startServer();
  const desk = new Desk(server);
  const talker = await patient(server);
  const conversation = await queuedVisit(talker);
  const usual = await usualMs(() => talker.post(`/visits/${conversation.id}/messages`, { text: '您好' }));
  let cut = 0;
  for (let round = 0; round < rounds; round++) {
    const client = await patient(server);
    const visit = await queuedVisit(client);
    const prescription = await desk.approve(visit.id);
    const quote = await quoteFor(client, prescription, round % 2 ? 'pickup' : 'delivery');
    await confirm(client, prescription);
    const key = randomUUID();
    const send = (onSent) => client.post('/orders', orderRequest(quote), { key, onSent });
    const answers = [];
    for (let strike = 0; strike < 2; strike++) answers.push(await struck(server, random() * usual, send));
    const again = await send();
    ok(again, 201);
    // What was answered before a kill is what the retry finds.
    for (const answer of answers) {
      if (answer) assert.equal(again.text, answer.text, `round ${round}: another answer after the restart`);
      else cut += 1;
    }
    const orders = ok(await client.get('/orders')).items;
    assert.deepEqual(orders.map((one) => one.id), [again.json.id], `round ${round}: not exactly one order`);
    assert.deepEqual(orders[0].tracking.map((one) => one.code), ['created']);
    assert.equal(orders[0].payment.id, again.json.payment.id);
  }
  assert.ok(cut > 0, 'no order was cut at all: this test has lost its point');
  await server.kill();
}));

test('crash: an order that was answered survives a kill right after', { timeoutMs: 60_000 }, named(async () => {
  const server = await startServer();
  const desk = new Desk(server);
  for (let round = 0; round < rounds; round++) {
    const client = await patient(server);
    const visit = await queuedVisit(client);
    const prescription = await desk.approve(visit.id);
    const quote = await quoteFor(client, prescription, 'delivery');
    await confirm(client, prescription);
    const key = randomUUID();
    const order = ok(await client.post('/orders', orderRequest(quote), { key }), 201);
    await server.kill();
    await server.restart();
    assert.equal(ok(await client.post('/orders', orderRequest(quote), { key }), 201).id, order.id);
    assert.equal(ok(await client.get('/orders')).items.length, 1);
    await pay(client, order.payment);
    await server.kill();
    await server.restart();
    assert.equal(ok(await client.get(`/orders/${order.id}`)).state, 'paid');
  }
  await server.kill();
}));

test('crash: messages retried over kills are said once each, in order', { timeoutMs: 60_000 }, named(async (random) => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  const say = (text, options) => client.post(`/visits/${visit.id}/messages`, { text }, options);
  const usual = await usualMs(() => say('您好'));
  const texts = Array(5).fill('您好');
  for (let round = 0; round < 2 * rounds; round++) {
    const text = `第 ${round} 句，重启也不丢`;
    texts.push(text);
    const key = randomUUID();
    const answer = await struck(server, random() * usual, (onSent) => say(text, { key, onSent }));
    const again = await say(text, { key });
    assert.equal(ok(again, 201).text, text);
    if (answer) assert.equal(again.text, answer.text);
  }
  const said = ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'patient');
  assert.deepEqual(said.map((one) => one.text), texts);
  await server.kill();
}));

test('crash: under a storm of messages nothing answered is lost and nothing is doubled', { timeoutMs: 60_000 }, named(async (random) => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  const answered = [];
  for (let round = 0; round < 5; round++) {
    let stopped = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; !stopped && i < 10; i++) {
        const text = `${round}/${writer}/${i}`;
        try {
          const answer = await client.post(`/visits/${visit.id}/messages`, { text });
          if (answer.status === 201) answered.push(text);
        } catch (error) {
          if (!error.code?.startsWith('ECONN') && error.code !== 'EPIPE') throw error;
          // The line went dead: this one was not promised.
        }
      }
    });
    const enough = answered.length + 1 + Math.floor(random() * 20);
    await until('some are answered', () => answered.length >= enough, { everyMs: 1 });
    await server.kill();
    stopped = true;
    await Promise.all(writers);
    await server.restart();
  }
  const said = ok(await client.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'patient').map((one) => one.text);
  assert.equal(new Set(said).size, said.length, 'something was said twice');
  for (const text of answered) assert.ok(said.includes(text), `${text} was answered with 201 and is lost`);
  await server.kill();
}));

test('crash: sign-in, session and news outlive a kill', named(async () => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  const before = ok(await client.get('/events?poll=1&after=0')).items;
  await server.kill();
  await server.restart();
  assert.equal(ok(await client.get('/account')).open_visit_id, visit.id);
  assert.deepEqual(ok(await client.get('/events?poll=1&after=0')).items, before);
  await server.kill();
}));
