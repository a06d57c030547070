import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { call, fastLink, json, recorder, serve, sleep, until, web } from './support.mjs';

async function setUp(handler, options = {}) {
  const server = await serve(handler);
  const record = recorder();
  const link = options.link?.(record.emit) ?? fastLink(record.emit);
  let token = 'token-1';
  const net = web.createNet({
    fetch, emit: record.emit, link, token: () => token, language: () => 'zh-CN', base: server.base, ...options.net,
  });
  const reply = (count = 1) => until(() => record.of('reply')[count - 1], `reply ${count}`);
  return { server, net, link, reply, signIn: (value) => (token = value), ...record };
}

test('net: a call carries token, language, key and condition, and its reply comes back', async () => {
  const t = await setUp((_, response) => json(response, 201, { id: 'v1' }, { ETag: '"7"' }));
  t.net.call(call({ purpose: 'review.send', method: 'POST', path: '/visits', body: '{"a":1}', idempotency_key: 'k-1', if_match: '"6"' }));
  assert.deepEqual(await t.reply(), { on: 'reply', purpose: 'review.send', status: 201, body: '{"id":"v1"}', etag: '"7"' });
  const [{ method, url, headers, body }] = t.server.seen;
  assert.deepEqual([method, url, body], ['POST', '/api/v1/visits', '{"a":1}']);
  assert.equal(headers.authorization, 'Bearer token-1');
  assert.equal(headers['accept-language'], 'zh-CN');
  assert.equal(headers['idempotency-key'], 'k-1');
  assert.equal(headers['if-match'], '"6"');
  assert.equal(headers['content-type'], 'application/json');
  await t.server.close();
});

test('net: without a token there is no Authorization; a GET has neither key nor body', async () => {
  const t = await setUp((_, response) => json(response, 200, {}));
  t.signIn('');
  t.net.call(call({}));
  await t.reply();
  const { headers } = t.server.seen[0];
  assert.equal(headers.authorization, undefined);
  assert.equal(headers['idempotency-key'], undefined);
  assert.equal(headers['content-type'], undefined);
  await t.server.close();
});

test('net: a durable POST whose answer is lost is sent again with the same key, offline in between', async () => {
  let requests = 0;
  const t = await setUp((_, response) => (++requests < 4 ? response.socket.destroy() : json(response, 201, {})));
  t.net.call(call({ method: 'POST', body: '{}' }));
  assert.equal((await t.reply()).status, 201);
  const keys = new Set(t.server.seen.map(({ headers }) => headers['idempotency-key']));
  assert.equal(t.server.seen.length, 4);
  assert.equal(keys.size, 1);
  assert.match([...keys][0], /^[0-9a-f-]{36}$/);
  assert.deepEqual(t.of('online').map(({ value }) => value), [false, true]);
  await t.server.close();
});

test('net: a call that is not durable says at once that it could not be sent, and a probe finds the network again', async () => {
  let broken = true;
  const t = await setUp((_, response) => (broken ? response.socket.destroy() : json(response, 200, {})));
  t.net.call(call({ durable: false }));
  assert.deepEqual(await t.reply(), { on: 'reply', purpose: 'load.test', status: 0, body: '', etag: '' });
  assert.equal(t.link.online(), false);
  broken = false;
  await until(() => t.link.online());
  assert.equal(t.server.seen.at(-1).url, '/api/v1/hospital');
  await sleep(40);
  assert.equal(t.of('reply').length, 1, 'the probe has no reply');
  await t.server.close();
});

test('net: a waiting call goes out at once when the browser is online again', async () => {
  let requests = 0;
  const t = await setUp((_, response) => (++requests === 1 ? response.socket.destroy() : json(response, 200, {})), {
    link: (emit) => web.createLink({ emit, steps: [60_000] }),
  });
  t.net.call(call({}));
  await until(() => !t.link.online());
  const began = Date.now();
  t.link.heard(true);
  await t.reply();
  assert.ok(Date.now() - began < 1000);
  await t.server.close();
});

test('net: a waiting call goes out at once when the page is looked at again, and nothing is said too early', async () => {
  let requests = 0;
  const t = await setUp((_, response) => (++requests < 3 ? response.socket.destroy() : json(response, 200, {})), {
    link: (emit) => web.createLink({ emit, steps: [60_000] }),
  });
  t.net.call(call({}));
  await until(() => !t.link.online());
  await sleep(10);
  t.link.wake();
  await until(() => requests === 2);
  await sleep(10);
  assert.equal(t.of('online').length, 1);
  t.link.wake();
  await t.reply();
  assert.equal(t.link.online(), true);
  await t.server.close();
});

test('net: an answer that never comes is given up after the time limit and asked for again', async () => {
  let requests = 0;
  const t = await setUp((_, response) => (++requests === 1 ? undefined : json(response, 200, {})), { net: { timeoutMs: 30 } });
  t.net.call(call({}));
  assert.equal((await t.reply()).status, 200);
  assert.equal(requests, 2);
  await t.server.close();
});

test('net: an answer that breaks off in the middle is no answer', async () => {
  let requests = 0;
  const t = await setUp((_, response) => {
    if (++requests > 1) return json(response, 200, { whole: true });
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('{"whole":');
    setTimeout(() => response.socket.destroy(), 5);
  });
  t.net.call(call({}));
  assert.equal((await t.reply()).body, '{"whole":true}');
  await t.server.close();
});

test('net: an unchanged resource is answered from memory by its ETag', async () => {
  const t = await setUp((request, response) =>
    request.headers['if-none-match'] === '"a"' ? json(response, 304) : json(response, 200, { n: 1 }, { ETag: '"a"' }));
  t.net.call(call({}));
  await t.reply();
  t.net.call(call({}));
  assert.deepEqual(await t.reply(2), { on: 'reply', purpose: 'load.test', status: 200, body: '{"n":1}', etag: '"a"' });
  assert.equal(t.server.seen[1].headers['if-none-match'], '"a"');
  t.net.clear();
  t.net.call(call({}));
  await t.reply(3);
  assert.equal(t.server.seen[2].headers['if-none-match'], undefined, 'nothing is remembered for the next person');
  await t.server.close();
});

test('net: an answer to the former token is not remembered', async () => {
  const t = await setUp(async (_, response) => {
    await sleep(20);
    json(response, 200, {}, { ETag: '"a"' });
  });
  t.net.call(call({}));
  await until(() => t.server.seen.length === 1);
  t.signIn('token-2');
  t.net.clear();
  await t.reply();
  t.net.call(call({}));
  await t.reply(2);
  assert.equal(t.server.seen[1].headers['if-none-match'], undefined);
  await t.server.close();
});

test('net: of two GETs for one purpose only the later is answered', async () => {
  const t = await setUp(async (request, response) => {
    if (request.url.endsWith('/old')) await sleep(30);
    json(response, 200, { url: request.url });
  });
  t.net.call(call({ path: '/old' }));
  t.net.call(call({ path: '/new' }));
  t.net.call(call({ path: '/other', purpose: 'load.other' }));
  await t.reply(2);
  await sleep(60);
  assert.deepEqual(t.of('reply').map(({ body }) => JSON.parse(body).url).sort(), ['/api/v1/new', '/api/v1/other']);
  await t.server.close();
});

test('net: two POSTs for one purpose are both answered', async () => {
  const t = await setUp((_, response) => json(response, 201, {}));
  t.net.call(call({ method: 'POST' }));
  t.net.call(call({ method: 'POST' }));
  await t.reply(2);
  await t.server.close();
});

for (const status of [409, 429, 503])
  test(`net: ${status} with Retry-After is tried again, up to three times`, async () => {
    const t = await setUp((_, response) => json(response, status, { code: 'busy' }, { 'Retry-After': '0' }));
    t.net.call(call({ method: 'POST' }));
    assert.equal((await t.reply()).status, status);
    assert.equal(t.server.seen.length, 4);
    await t.server.close();
  });

test('net: Retry-After is waited for, as seconds or as a date', async () => {
  assert.equal(web.retryAfter(new Headers({ 'Retry-After': '2' })), 2000);
  const ms = web.retryAfter(new Headers({ 'Retry-After': new Date(Date.now() + 5000).toUTCString() }));
  assert.ok(ms > 3000 && ms <= 5000, String(ms));
  assert.equal(web.retryAfter(new Headers()), null);
  assert.equal(web.retryAfter(new Headers({ 'Retry-After': 'soon' })), null);
  let requests = 0;
  const t = await setUp((_, response) =>
    ++requests === 1 ? json(response, 429, {}, { 'Retry-After': '1' }) : json(response, 200, {}));
  t.net.call(call({}));
  await t.reply();
  assert.ok(t.server.seen[1].at - t.server.seen[0].at >= 950);
  await t.server.close();
});

test('net: a long Retry-After is told to the person at once', async () => {
  const t = await setUp((_, response) => json(response, 429, { code: 'too_many_codes' }, { 'Retry-After': '60' }));
  t.net.call(call({ method: 'POST' }));
  assert.equal((await t.reply()).status, 429);
  assert.equal(t.server.seen.length, 1);
  await t.server.close();
});

test('net: a gateway in front of a restarting server is waited out; a refusal is passed on at once', async () => {
  let requests = 0;
  const t = await setUp((request, response) => {
    if (request.url.endsWith('/refused')) return json(response, 422, { code: 'key_reused' });
    ++requests < 3 ? json(response, 502) : json(response, 200, {});
  });
  t.net.call(call({}));
  assert.equal((await t.reply()).status, 200);
  t.net.call(call({ path: '/refused', method: 'POST' }));
  assert.equal((await t.reply(2)).status, 422);
  assert.equal(t.server.seen.length, 4);
  await t.server.close();
});

test('net: slow is said once, and taken back when all are answered', async () => {
  const t = await setUp(async (_, response) => {
    await sleep(60);
    json(response, 200, {});
  }, { net: { slowMs: 15 } });
  t.net.call(call({ purpose: 'a.a' }));
  t.net.call(call({ purpose: 'b.b' }));
  await t.reply(2);
  await sleep(5);
  assert.deepEqual(t.of('slow').map(({ value }) => value), [true, false]);
  await t.server.close();
});

test('net: signing out drops what is under way, but not the sign-out itself', async () => {
  const t = await setUp(async (request, response) => {
    await sleep(20);
    json(response, request.method === 'DELETE' ? 204 : 200);
  });
  t.net.call(call({ purpose: 'load.account' }));
  t.net.call(call({ purpose: 'app.sign_out', method: 'DELETE', path: '/sessions/current' }));
  t.signIn('');
  t.net.drop();
  await t.reply();
  await sleep(40);
  assert.deepEqual(t.of('reply').map(({ purpose }) => purpose), ['app.sign_out']);
  assert.equal(t.server.seen.find(({ method }) => method === 'DELETE').headers.authorization, 'Bearer token-1');
  await t.server.close();
});

test('net: what is on its way to the screen goes first, but not before a deletion; what is dropped meanwhile is never sent', async () => {
  const t = await setUp((_, response) => json(response, 200, {}), { net: { seen: () => new Promise((shown) => (show = shown)) } });
  let show;
  t.net.call(call({ purpose: 'load.a', path: '/a' }));
  t.net.call(call({ purpose: 'load.b', method: 'DELETE', path: '/b' }));
  await t.reply();
  assert.deepEqual(t.server.seen.map(({ url }) => url), ['/api/v1/b']);
  show();
  await t.reply(2);
  assert.equal(t.server.seen.length, 2);
  t.net.call(call({ purpose: 'load.c', path: '/c' }));
  t.net.drop();
  show();
  await sleep(20);
  assert.equal(t.server.seen.length, 2);
  await t.server.close();
});
