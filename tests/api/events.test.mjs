// News: events arrive, a reader who was away misses nothing, and polling tells the same. Never health data.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { EventStream } from './support/events.mjs';
import { draftVisit, patient, queuedVisit } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const desk = async () => new Desk(await started());
const poll = async (client, after) => ok(await client.get(`/events?poll=1${after === undefined ? '' : `&after=${after}`}`)).items;

async function everything(client) {
  const all = [];
  for (;;) {
    const items = await poll(client, all.at(-1)?.id ?? 0);
    if (!items.length) return all;
    all.push(...items);
  }
}

test('events: what the hospital does arrives while the patient waits', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await queuedVisit(client);
  const stream = new EventStream(client);
  const last = (await everything(client)).at(-1).id;
  await until('the stream is open', () => stream.connections > 0);
  // Until the held request is known to be there, a change may come before it; the id makes up for that.
  stream.lastEventId ??= last;
  await hospital.accept(visit.id);
  await stream.until('the visit changed', (one) => one.kind === 'visit' && one.subject === visit.id);
  await stream.until('a message came', (one) => one.kind === 'messages' && one.subject === visit.id);
  const text = '请问最近血压多少？';
  await hospital.say(visit.id, text);
  const prescription = await hospital.prescribe(visit.id);
  await stream.until('a prescription came', (one) => one.kind === 'prescription' && one.subject === prescription.id);
  stream.close();
  for (const event of stream.events) assert.deepEqual(Object.keys(event).sort(), ['id', 'kind', 'subject']);
  assert.ok(!JSON.stringify(stream.events).includes('血压'));
});

test('events: a reader that comes back with its last id misses nothing and sees nothing twice', async () => {
  const client = await patient(await started());
  const hospital = await desk();
  const visit = await queuedVisit(client);
  await hospital.accept(visit.id);
  let seen = [];
  let lastEventId = '0';
  // Comes and goes while twenty things happen.
  for (let round = 0; round < 5; round++) {
    const stream = new EventStream(client, { lastEventId });
    for (let i = 0; i < 2; i++) await hospital.say(visit.id, `第 ${round}.${i} 句`);
    await stream.until('something', () => stream.events.length > 0);
    stream.close();
    seen = seen.concat(stream.events);
    lastEventId = stream.lastEventId;
    for (let i = 2; i < 4; i++) await hospital.say(visit.id, `第 ${round}.${i} 句`);
  }
  const all = await everything(client);
  const stream = new EventStream(client, { lastEventId });
  await stream.until('the last', (one) => one.id === all.at(-1).id);
  stream.close();
  seen = seen.concat(stream.events);
  assert.deepEqual(seen, all);
  const ids = seen.map((one) => Number(one.id));
  assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b));
});

test('events: two devices of one account both hear', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const after = (await everything(client)).at(-1).id;
  const streams = [0, 1].map(() => new EventStream(client, { lastEventId: after }));
  ok(await client.patch(`/visits/${visit.id}`, { weeks: 1 }), 200);
  for (const stream of streams) {
    await stream.until('the change', (one) => one.subject === visit.id);
    stream.close();
  }
});

test("events: another account's news stay there", async () => {
  const [one, two] = [await patient(await started()), await patient(await started())];
  const visit = await draftVisit(one);
  const mine = await everything(two);
  assert.ok(!mine.some((event) => event.subject === visit.id));
  assert.ok((await everything(one)).some((event) => event.subject === visit.id));
});

test('events: polling tells the same, and 304 when there is nothing new', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  const first = await client.get('/events?poll=1&after=0');
  const list = ok(first).items;
  assert.ok(list.some((one) => one.subject === visit.id));
  assert.equal((await client.get('/events?poll=1&after=0', { ifNoneMatch: first.etag })).status, 304);
  assert.deepEqual(await poll(client, list[0].id), list.slice(1));
  ok(await client.patch(`/visits/${visit.id}`, { weeks: 1 }), 200);
  const next = await client.get('/events?poll=1&after=0', { ifNoneMatch: first.etag });
  assert.equal(next.status, 200);
  assert.deepEqual(next.json.items.slice(0, list.length), list);
  assert.ok(next.json.items.length > list.length);
});

test('events: an id that is none is refused', async () => {
  const client = await patient(await started());
  for (const id of ['x', '-1', '1.5']) {
    refused(await client.get(`/events?poll=1&after=${id}`), 400, 'bad_request');
    refused(await client.get('/events', { headers: { 'Last-Event-ID': id, Accept: 'text/event-stream' } }), 400, 'bad_request');
  }
});
