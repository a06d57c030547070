// How much anyone may ask for: by address, account and phone; huge headers, dribbling requests, too many connections.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused, until } from './support/client.mjs';
import { draftVisit, freshPhone, patient, requestCode, signIn, tus } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

const limited = (limits, args = []) =>
  startServer({ args: [...args, ...Object.entries(limits).flatMap(([name, value]) => [`--limits-${name.replaceAll('_', '-')}`, value])] });

function tooMany(answer) {
  const problem = refused(answer, 429, 'too_many_requests');
  assert.ok(Number(answer.headers['retry-after']) >= 1, 'Retry-After says when it is worth trying again');
  assert.equal(problem.retry_after_s, Number(answer.headers['retry-after']));
}

// Answers until one is refused for the limit; gives how many were not.
async function untilRefused(send, most = 100) {
  for (let count = 0; count < most; count++) {
    const answer = await send(count);
    if (answer.status !== 429) continue;
    tooMany(answer);
    return count;
  }
  return most;
}

test('limits: requests of one address', async () => {
  const server = await limited({ requests_per_address: '20/hour' });
  const client = new Client(server);
  assert.equal(await untilRefused(() => client.get('/hospital')), 20);
  tooMany(await client.get('/account'));
  for (const path of ['/healthz', '/readyz']) assert.equal((await client.get(path, { base: '' })).status, 200, 'those who watch it are not limited');
  await server.kill();
});

test('limits: behind a proxy each client has its own address, and cannot choose it', async () => {
  const server = await limited({ requests_per_address: '5/hour' }, ['--behind-proxy']);
  const client = new Client(server);
  const from = (address) => client.get('/hospital', { headers: { 'X-Forwarded-For': address } });
  assert.equal(await untilRefused(() => from('192.0.2.1')), 5);
  ok(await from('192.0.2.2'));
  tooMany(await from('198.51.100.9, 192.0.2.1'));
  assert.equal(await untilRefused((i) => from(`2001:db8:0:1::${i + 1}`)), 5, 'a /64 is one customer');
  ok(await from('2001:db8:0:2::1'));
  await server.kill();
});

test('limits: without a proxy X-Forwarded-For is only a claim', async () => {
  const server = await limited({ requests_per_address: '5/hour' });
  const client = new Client(server);
  assert.equal(await untilRefused((i) => client.get('/hospital', { headers: { 'X-Forwarded-For': `192.0.2.${i}` } })), 5);
  await server.kill();
});

test('limits: trusted addresses are not limited by address', async () => {
  const server = await limited({ requests_per_address: '5/hour' }, ['--trusted-addresses', '192.0.2.0/24,127.0.0.0/8']);
  const client = new Client(server);
  assert.equal(await untilRefused(() => client.get('/hospital'), 20), 20);
  await server.kill();
});

test('limits: codes to one number, from one address, to one block of numbers, and in all', async () => {
  const ask = (client, phone) => client.post('/sms-codes', { phone });
  const byAddress = await limited({ codes_per_address: '3/hour' });
  assert.equal(await untilRefused(() => ask(new Client(byAddress), freshPhone())), 3);
  await byAddress.kill();

  const byPrefix = await limited({ codes_per_prefix: '3/hour' });
  const client = new Client(byPrefix);
  const block = freshPhone().slice(0, 7);
  assert.equal(await untilRefused((i) => ask(client, `${block}${1000 + i}`)), 3);
  ok(await ask(client, freshPhone().replace(/^139/, '138')), 201);
  await byPrefix.kill();

  const inAll = await limited({ codes_in_all: '4/hour' });
  assert.equal(await untilRefused(() => ask(new Client(inAll), freshPhone())), 4);
  await inAll.kill();

  // A number that is written in another way is the same number; a used code may be followed by the next at once.
  const byNumber = await limited({ codes_per_number: '2/day' });
  const phone = freshPhone();
  for (const written of [phone, `+86 ${phone.slice(0, 3)}-${phone.slice(3)}`]) await signIn(byNumber, { phone: written });
  tooMany(await ask(new Client(byNumber), phone));
  await byNumber.kill();
});

test('limits: tries of codes from one address', async () => {
  const server = await limited({ sign_ins_per_address: '4/hour' });
  const client = new Client(server);
  const code = await requestCode(client);
  const guess = () => client.post('/sessions', { sms_code_id: code.id, code: code.sandbox_code === '000000' ? '000001' : '000000', terms_version: 1 });
  assert.equal(await untilRefused(guess), 4);
  await server.kill();
});

test('limits: an account has its own, whatever its address', async () => {
  const server = await limited({ requests_per_account: '30/hour', visits_per_account: '2/hour', uploads_per_account: '3/hour' });
  const client = await patient(server);
  const other = await patient(server);
  ok(await draftVisit(client) && (await client.get('/account')));
  assert.equal(await untilRefused(() => client.post('/visits', {}), 10), 1, 'also what is not well formed was asked for');
  const create = () => client.request('POST', '/uploads', { headers: { ...tus, 'Upload-Length': '10' } });
  assert.equal(await untilRefused(create), 3);
  assert.ok((await untilRefused(() => client.get('/account'))) < 30);
  ok(await other.get('/account'));
  await server.kill();
});

test('limits: huge headers are refused', async () => {
  const server = await startServer();
  const client = new Client(server);
  const answer = await client.get('/hospital', { headers: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`X-Pad-${i}`, 'x'.repeat(1000)])) });
  refused(answer, 431, 'headers_too_large');
  ok(await client.get('/hospital'));
  await server.kill();
});

async function open(server) {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.closed_ = new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('error', () => {});
  });
  return socket;
}

test('limits: a request that dribbles in is cut off, one that only waits is not', async () => {
  const server = await startServer({ args: ['--request-seconds', '1'] });
  const slow = await open(server);
  const quiet = await open(server);
  let cut = false;
  slow.on('close', () => (cut = true));
  slow.write('GET /api/v1/hospital HTTP/1.1\r\nHost: x\r\n');
  await until('the slow one is cut', () => {
    if (!cut && slow.writable) slow.write('X');
    return cut;
  }, { everyMs: 100 });
  quiet.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  let answer = '';
  quiet.on('data', (part) => (answer += part));
  await quiet.closed_;
  assert.match(answer, /^HTTP\/1\.1 200 /);
  await server.kill();
});

test('limits: one address opens only so many connections', async () => {
  const server = await startServer({ args: ['--connections-per-address', '5'] });
  const sockets = [];
  for (let i = 0; i < 12; i++) sockets.push(await open(server));
  let closed = 0;
  for (const socket of sockets) socket.closed_.then(() => (closed += 1)), socket.resume();
  await until('the surplus is closed', () => closed >= 6);
  sockets[0].write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  const [part] = await once(sockets[0], 'data');
  assert.match(String(part), /^HTTP\/1\.1 200 /);
  for (const socket of sockets) socket.destroy();
  await server.kill();
});
