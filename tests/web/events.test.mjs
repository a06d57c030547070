import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { fastLink, json, recorder, serve, sleep, until, web } from './support.mjs';

const news = (id, kind, subject) => `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify({ id, kind, subject })}\n\n`;

function openStream(response, ...pieces) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.flushHeaders();
  for (const piece of pieces) response.write(piece);
}

async function setUp(handler, options = {}) {
  const streams = [];
  const server = await serve((request, response) => {
    const polling = request.url.includes('poll=1');
    if (!polling) streams.push(response);
    handler(request, response, polling, streams.length);
  });
  const record = recorder();
  const link = fastLink(record.emit);
  const events = web.createEvents({ fetch, emit: record.emit, link, token: () => 'token-1', base: server.base, pollMs: 10, ...options });
  return {
    ...record, server, events, link, streams,
    polls: () => server.seen.filter(({ url }) => url.includes('poll=1')),
    async close() {
      events.listen(false);
      await server.close();
    },
  };
}

function parseAll(pieces) {
  const messages = [];
  const take = web.createSseParser((message) => messages.push(message));
  for (const piece of pieces) take(piece);
  return messages;
}

test('sse: fields, comments, several data lines, every line end', () => {
  const text = ': hello\n\nid: 1\nevent: visit\ndata: a\ndata:b\ndata:  c\n\nid\ndata\n\nevent: nothing\n\nid: 2\ndata: x';
  const expected = [{ id: '1', event: 'visit', data: 'a\nb\n c' }, { id: '', event: '', data: '' }];
  for (const end of ['\n', '\r\n', '\r']) {
    const whole = text.replaceAll('\n', end);
    assert.deepEqual(parseAll([whole]), expected, JSON.stringify(end));
    assert.deepEqual(parseAll([...whole]), expected, `${JSON.stringify(end)}, letter by letter`);
  }
  assert.deepEqual(parseAll(['id: 9\ndata: a\n\ndata: b\n\n']).map(({ id }) => id), ['9', '9'], 'an id holds until the next');
});

test('sse: a line without end is given up', () => {
  const take = web.createSseParser(() => {});
  assert.equal(take('data: '), true);
  assert.equal(take('x'.repeat(70_000)), false);
});

test('events: news arrives with the token sent; heartbeats and unreadable lines tell nothing', async () => {
  const t = await setUp((_, response) => openStream(response, ': hi\n\n', news(1, 'visit', 'v1'), ':\n\n', 'data: {broken\n\n', news(2, 'order', 'o1')));
  t.events.listen(true);
  await until(() => t.of('news').length === 2);
  assert.deepEqual(t.of('news'), [{ on: 'news', kind: 'visit', subject: 'v1' }, { on: 'news', kind: 'order', subject: 'o1' }]);
  assert.equal(t.server.seen[0].headers.authorization, 'Bearer token-1');
  t.events.listen(true);
  await sleep(20);
  assert.equal(t.server.seen.length, 1, 'listening twice is listening once');
  await t.close();
});

test('events: a lost stream is opened again from the last id, and nothing is missed in between', async () => {
  const t = await setUp((request, response, polling, count) => {
    if (polling) return json(response, 200, { items: [{ id: '2', kind: 'messages', subject: 'v1' }] });
    openStream(response, count === 1 ? news(1, 'visit', 'v1') : news(3, 'order', 'o1'));
    if (count === 1) setTimeout(() => response.socket.destroy(), 10);
  });
  t.events.listen(true);
  await until(() => t.of('news').length === 3);
  assert.deepEqual(t.of('news').map(({ kind }) => kind), ['visit', 'messages', 'order']);
  assert.match(t.polls()[0].url, /after=1/);
  assert.equal(t.server.seen.at(-1).headers['last-event-id'], '2');
  assert.deepEqual(t.of('online'), []);
  await t.close();
});

test('events: where streams do not get through it polls, without telling anything while nothing changes', async () => {
  let change = false;
  const t = await setUp((request, response, polling) => {
    if (!polling) return json(response, 501);
    if (change) return json(response, 200, { items: [{ id: '5', kind: 'visit', subject: 'v1' }] }, { ETag: '"5"' });
    if (request.headers['if-none-match'] === '"0"') return json(response, 304);
    json(response, 200, { items: [] }, { ETag: '"0"' });
  });
  t.events.listen(true);
  await until(() => t.polls().length >= 8);
  assert.equal(t.streams.length, 3);
  assert.deepEqual(t.of('news'), []);
  change = true;
  await until(() => t.of('news').length > 0);
  change = false;
  await until(() => t.polls().at(-1).url.includes('after=5'));
  await t.close();
});

test('events: a proxy that holds the stream back counts as no stream', async () => {
  const t = await setUp((request, response, polling) => (polling ? json(response, 200, { items: [] }) : openStream(response)), { silentMs: 20 });
  t.events.listen(true);
  await until(() => t.polls().length >= 6);
  assert.equal(t.streams.length, 3);
  await t.close();
});

test('events: a stream that falls silent is opened again, and stays the way', async () => {
  const t = await setUp((request, response, polling) => (polling ? json(response, 200, { items: [] }) : openStream(response, ':\n\n')), { silentMs: 20 });
  t.events.listen(true);
  await until(() => t.streams.length >= 6);
  await t.close();
});

test('events: without a network it waits and does not blame the stream', async () => {
  let broken = true;
  const t = await setUp((request, response, polling) => {
    if (broken) return response.socket.destroy();
    polling ? json(response, 200, { items: [] }) : openStream(response, news(1, 'visit', 'v1'));
  });
  t.events.listen(true);
  await until(() => t.streams.length >= 5);
  assert.deepEqual(t.of('online'), [{ on: 'online', value: false }]);
  broken = false;
  await until(() => t.of('news').length === 1);
  assert.deepEqual(t.of('online').at(-1), { on: 'online', value: true });
  await t.close();
});

test('events: an ended session is told once and ends the listening', async () => {
  const t = await setUp((_, response) => json(response, 401));
  t.events.listen(true);
  await until(() => t.of('news').length === 1);
  await sleep(40);
  assert.deepEqual(t.of('news'), [{ on: 'news', kind: 'session', subject: '' }]);
  assert.equal(t.server.seen.length, 1);
  t.events.listen(true);
  await until(() => t.server.seen.length === 2, 'it can listen again after signing in');
  await t.close();
});

test('events: a hidden page stops listening after a while and goes on when it is seen again', async () => {
  const t = await setUp((request, response, polling, count) => openStream(response, news(count, 'visit', `v${count}`)), { hiddenMs: 30 });
  t.events.listen(true);
  await until(() => t.of('news').length === 1);
  t.events.hidden(true);
  await sleep(5);
  t.events.hidden(false);
  await sleep(50);
  assert.equal(t.streams.length, 1, 'a glance elsewhere changes nothing');
  t.events.hidden(true);
  await until(() => t.streams[0].destroyed || t.streams[0].socket === null || t.streams[0].socket.destroyed, 'closed');
  await sleep(30);
  assert.equal(t.server.seen.length, 1);
  t.events.hidden(false);
  await until(() => t.of('news').length === 2);
  assert.equal(t.server.seen.at(-1).headers['last-event-id'], '1');
  await t.close();
});

test('events: another network starts the stream anew; signing out ends it and forgets the last id', async () => {
  const t = await setUp((_, response, polling, count) => openStream(response, news(count, 'visit', 'v')));
  t.events.restart();
  await sleep(20);
  assert.equal(t.server.seen.length, 0, 'nothing to start while nobody listens');
  t.events.listen(true);
  await until(() => t.of('news').length === 1);
  t.events.restart();
  await until(() => t.of('news').length === 2);
  t.events.clear();
  await sleep(30);
  assert.equal(t.server.seen.length, 2);
  t.events.listen(true);
  await until(() => t.server.seen.length === 3);
  assert.equal(t.server.seen[2].headers['last-event-id'], undefined);
  await t.close();
});
