// What those who run it see: metrics, the access log, readiness; and a stop that breaks nothing.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { connect } from 'node:net';
import { test } from '../../tools/test-runner.mjs';
import { apiBase, Client, exchange, ok, refused, until } from './support/client.mjs';
import { jpeg } from './support/files.mjs';
import { createUpload, patient, queuedVisit, record, sendPart } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

// Prometheus' text format, as much of it as we write: name{labels} value, each metric with help and type before it.
function parseMetrics(text) {
  const values = new Map();
  const types = new Map();
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    if (type) types.set(type[1], type[2]);
    if (line.startsWith('#')) {
      assert.match(line, /^# (HELP|TYPE) [a-z_]+ ./);
      continue;
    }
    const [, name, labels, value] = /^([a-z_]+)(\{[a-z_]+="[^"\n]*"(?:,[a-z_]+="[^"\n]*")*\})? (\S+)$/.exec(line) ?? assert.fail(`not a metric: ${line}`);
    assert.ok(types.has(name) || types.has(name.replace(/_(bucket|sum|count)$/, '')), `${name} has no type`);
    assert.ok(Number.isFinite(Number(value)), line);
    values.set(name + (labels ?? ''), Number(value));
  }
  return values;
}



test('running: metrics count requests by pattern, and never name anybody', async () => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  for (let i = 0; i < 3; i++) ok(await client.get(`/visits/${visit.id}`));
  refused(await client.get('/visits/vis_nothing'), 404, 'not_found');
  await record(client, { bytes: jpeg(5000) });
  const answer = await client.get('/metrics', { base: '' });
  assert.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4/);
  const values = parseMetrics(answer.text);
  const read = '{route="/visits/{id}",method="GET"';
  assert.equal(values.get(`banzhen_requests_total${read},status="2xx"}`) - 4, 0);
  assert.equal(values.get(`banzhen_requests_total${read},status="4xx"}`), 1);
  assert.equal(values.get(`banzhen_request_seconds_count${read}}`), 5);
  assert.equal(values.get(`banzhen_request_seconds_bucket${read},le="+Inf"}`), 5);
  assert.equal(values.get('banzhen_sign_in_codes_total{result="sent"}'), 1);
  assert.equal(values.get('banzhen_upload_bytes_total'), 5000);
  assert.equal(values.get('banzhen_visits{state="queued"}'), 1);
  assert.equal(values.get('banzhen_sessions'), 1);
  assert.ok(values.get('banzhen_writer_groups_total') > 0 && values.get('banzhen_writer_jobs_total') >= values.get('banzhen_writer_groups_total'));
  assert.ok(values.get('process_resident_memory_bytes') > 1e6);
  for (const secret of [visit.id, client.personId, client.phone, client.token, '127.0.0.1']) assert.ok(!answer.text.includes(secret), secret);
  await server.kill();
});

test('running: metrics are for this machine, or for whoever has the token', async () => {
  const server = await startServer({ env: { BANZHEN_METRICS_TOKEN: 'm'.repeat(40) } });
  const client = new Client(server);
  const ask = (headers) => client.get('/metrics', { base: '', headers });
  ok(await ask({}));
  refused(await ask({ 'X-Forwarded-For': '192.0.2.1' }), 401, 'unauthorized');
  refused(await ask({ Authorization: `Bearer ${'n'.repeat(40)}` }), 401, 'unauthorized');
  ok(await ask({ 'X-Forwarded-For': '192.0.2.1', Authorization: `Bearer ${'m'.repeat(40)}` }));
  await server.kill();
});

test('running: each request is one line of the log with its id, and none says whom it is about', async () => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  const answer = await client.get(`/visits/${visit.id}`, { headers: { 'X-Request-Id': 'chosen-by-a-client' } });
  const id = answer.headers['x-request-id'];
  assert.match(id, /^req_[a-z0-9]{20}$/, 'a client cannot write into the log');
  refused(await client.get(`/visits/${visit.id}/nothing?lang=en`, { undocumented: true }), 404, 'not_found');
  await server.stop();
  const lines = server.allLog().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const requests = lines.filter((line) => line.event === 'request');
  const { at_ms, ms, ...line } = requests.find((one) => one.request_id === id);
  assert.ok(at_ms > 0 && ms >= 0);
  assert.deepEqual(line, { level: 'info', event: 'request', method: 'GET', route: '/visits/{id}', status: 200, request_id: id });
  assert.ok(requests.some((one) => one.route === '(unknown)' && one.status === 404));
  const json = JSON.stringify(lines);
  for (const secret of [visit.id, client.personId, client.phone, client.token, '127.0.0.1', 'lang=en']) assert.ok(!json.includes(secret), secret);
});

test('running: behind a proxy its request id is kept, and an address is logged as a hash when asked for', async () => {
  const server = await startServer({ args: ['--behind-proxy', '--log-addresses', 'hashed'] });
  const client = new Client(server);
  const from = async (address) => ok(await client.get('/hospital', { headers: { 'X-Forwarded-For': address, 'X-Request-Id': `0123456789abcdef-${address.length}` } })) && address;
  for (const address of ['192.0.2.77', '192.0.2.77', '192.0.2.178']) await from(address);
  const strange = await client.get('/hospital', { headers: { 'X-Request-Id': 'no "quotes", please' } });
  assert.match(strange.headers['x-request-id'], /^req_/);
  await server.stop();
  const lines = server.log.split('\n').filter((line) => line.includes('0123456789abcdef')).map((line) => JSON.parse(line));
  assert.equal(lines.length, 3);
  assert.match(lines[0].address, /^[0-9a-f]{16}$/);
  assert.equal(lines[0].address, lines[1].address);
  assert.notEqual(lines[0].address, lines[2].address);
  assert.ok(!server.allLog().includes('192.0.2'));
});

test('running: a lower level is not logged', async () => {
  const server = await startServer({ args: ['--log-level', 'error'] });
  ok(await new Client(server).get('/hospital'));
  await server.stop();
  assert.ok(!server.allLog().includes('"request"'));
});

test('running: with a full disk it is healthy but not ready', async () => {
  const server = await startServer({ args: ['--disk-free-mb', '1000000'] });
  const client = new Client(server);
  ok(await client.get('/healthz', { base: '' }));
  const answer = await client.get('/readyz', { base: '' });
  refused(answer, 503, 'busy');
  assert.ok(answer.headers['retry-after']);
  await server.kill();
});

// A connection of its own for each request, as a proxy opens them; a refused connection is no broken answer.
async function alone(server, options) {
  const agent = new http.Agent({ keepAlive: false });
  try {
    return await exchange(server.url, { ...options, agent });
  } catch (error) {
    if (error.code === 'ECONNREFUSED') return null;
    throw error;
  } finally {
    agent.destroy();
  }
}

test('running: a stop under load breaks no answer and loses nothing that was acknowledged', { timeoutMs: 60_000 }, async () => {
  for (let round = 0; round < 3; round++) {
    const server = await startServer();
    const client = await patient(server);
    const visit = await queuedVisit(client);
    const acknowledged = [];
    const faults = [];
    const unanswered = [];
    let refusedConnections = 0;
    const writer = async (name) => {
      for (let i = 0; ; i++) {
        const text = `${name}/${i}`;
        let answer;
        try {
          answer = await alone(server, {
            method: 'POST', path: `${apiBase}/visits/${visit.id}/messages`, body: JSON.stringify({ text }),
            headers: { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
          });
        } catch (error) {
          // What the system had taken and the server not yet is reset; that it was not begun shows after the restart.
          if (error.code !== 'ECONNRESET') faults.push(error);
          else unanswered.push(text);
        }
        if (!answer) {
          refusedConnections += 1;
          return;
        }
        if (answer.status !== 201) faults.push(new Error(`status ${answer.status}`));
        acknowledged.push(text);
      }
    };
    const writers = Array.from({ length: 16 }, (_, i) => writer(`w${i}`));
    const bytes = jpeg(4_000_000, round);
    const upload = await createUpload(client, bytes.length);
    await until('they are under way', () => acknowledged.length > 50, { everyMs: 1 });
    const late = sendPart(client, upload, bytes, 0);
    const stream = exchange(server.url, { path: `${apiBase}/events`, headers: { Authorization: `Bearer ${client.token}` } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const ended = await server.stop();
    await Promise.all(writers);
    assert.deepEqual(faults, [], `round ${round}: answers were broken off`);
    assert.equal(refusedConnections, 16);
    assert.equal(ended.code, 0);
    assert.equal((await late).status, 204);
    assert.equal((await stream).status, 200);
    await server.restart();
    const said = ok(await client.get(`/visits/${visit.id}/messages`)).items.map((one) => one.text);
    for (const text of acknowledged) assert.ok(said.includes(text), `${text} was acknowledged and is lost`);
    for (const text of unanswered) assert.ok(!said.includes(text), `${text} was kept and its answer broken off`);
    await server.kill();
  }
});

test('running: while it stops it says so to those who are connected', async () => {
  const server = await startServer();
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  // Half a request keeps the server from ending; its other half must still be answered.
  socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n');
  let text = '';
  socket.on('data', (part) => (text += part));
  const ended = once(socket, 'close');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  socket.write('X-A: 1\r\n');
  const stopped = server.stop();
  await until('it has stopped listening', async () => (await alone(server, { path: '/healthz' })) === null);
  socket.write('X-Late: 1\r\n\r\n');
  await ended;
  assert.match(text, /^HTTP\/1\.1 503 /);
  assert.match(text.toLowerCase(), /connection: close/);
  assert.equal((await stopped).code, 0);
});

test('running: a second signal ends at once', async () => {
  const server = await startServer({ args: ['--stop-seconds', '600'] });
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const dribble = setInterval(() => socket.write('X'), 100);
  socket.write('GET /healthz HTTP/1.1\r\nX: ');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const stopped = server.stop();
  await until('it has begun to stop', () => server.allLog().includes('finishing what was begun'));
  process.kill(server.pid, 'SIGTERM');
  const { code, signal } = await stopped;
  clearInterval(dribble);
  assert.equal(signal, null);
  assert.equal(code, 1);
});
