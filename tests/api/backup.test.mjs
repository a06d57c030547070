// Backup, restore and a change of keys: what a hospital drills, with a server that is in use.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok } from './support/client.mjs';
import { jpeg } from './support/files.mjs';
import { freshPhone, identityNumber, patient, queuedVisit, record, requestCode, signIn } from './support/journey.mjs';
import { onPostgres } from './support/postgres.mjs';
import { runProgram, serverProgram, startServer, temporaryFolder } from './support/server.mjs';

const backup = (data, to) => runProgram(['backup', '--data', data, '--to', to]);
const restore = (from, data) => runProgram(['restore', '--from', from, '--data', data]);
// A command on a server's data, wherever its database is.
const command = (server, name, args) =>
  runProgram([name, '--data', server.data, ...args], { env: server.database ? { BANZHEN_DATABASE: server.database.address } : {} });
// PostgreSQL has pg_dump: there backup refuses, and says so.
const sqliteTest = onPostgres ? () => {} : test;
const place = (name) => join(temporaryFolder(name), name);

// A little of everything that is kept, and a way to look at all of it again.
async function livedIn(server) {
  const client = await patient(server, { phone: freshPhone(), number: identityNumber() });
  const bytes = jpeg(300_000, 11);
  const kept = await record(client, { bytes, title: '心电图' });
  const visit = await queuedVisit(client);
  ok(await client.post(`/visits/${visit.id}/messages`, { text: '换了钥匙也要看得到' }, { key: 'the-same-key' }), 201);
  // Someone who left: rows that stay, without what they spoke of.
  const gone = await patient(server, { phone: freshPhone(), number: identityNumber() });
  await record(gone, { bytes: jpeg(70_000, 12) });
  const code = await requestCode(new Client(server), gone.phone);
  ok(await gone.post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  const look = async (where) => {
    const reader = new Client(where, { token: client.token });
    const content = await reader.get(`/records/${kept.id}/content`);
    assert.ok(content.bytes.equals(bytes), 'the file is not what was uploaded');
    return {
      account: ok(await reader.get('/account')), people: ok(await reader.get('/people')), records: ok(await reader.get('/records')),
      visit: ok(await reader.get(`/visits/${visit.id}`)), messages: ok(await reader.get(`/visits/${visit.id}/messages`)),
    };
  };
  return { client, visit, look };
}

sqliteTest('backup: a copy of a running server, restored elsewhere with the key, has everything', { timeoutMs: 60_000 }, async () => {
  const server = await startServer();
  const { look, client, visit } = await livedIn(server);
  const before = await look(server);
  const to = place('copy');
  const done = await backup(server.data, to);
  assert.equal(done.code, 0, done.output);
  // What comes after it is not in it, and the server went on.
  ok(await client.post(`/visits/${visit.id}/messages`, { text: '备份之后' }), 201);

  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: to });
  assert.equal(existsSync(join(to, 'key')), false, 'the key is not part of a backup');
  assert.equal(statSync(to).mode & 0o077, 0);

  const data = place('restored');
  const back = await restore(to, data);
  assert.equal(back.code, 0, back.output);
  writeFileSync(join(data, 'key'), readFileSync(join(server.data, 'key')), { mode: 0o600 });
  const second = await startServer({ data });
  assert.deepEqual(await look(second), before);
  await second.kill();
  await server.kill();
});

sqliteTest('backup: taken under load, every copy is whole', { timeoutMs: 90_000 }, async () => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  let stop = false;
  let said = 0;
  const talking = (async () => {
    while (!stop) {
      ok(await client.post(`/visits/${visit.id}/messages`, { text: `第 ${said} 句` }), 201);
      said += 1;
    }
  })();
  const uploading = (async () => {
    for (let i = 0; !stop; i++) await record(client, { bytes: jpeg(200_000, i) });
  })();
  for (let round = 0; round < 3; round++) {
    const to = place('copy');
    const atLeast = said;
    const done = await backup(server.data, to);
    assert.equal(done.code, 0, done.output);
    const data = place('restored');
    assert.equal((await restore(to, data)).code, 0);
    writeFileSync(join(data, 'key'), readFileSync(join(server.data, 'key')), { mode: 0o600 });
    const second = await startServer({ data });
    const reader = new Client(second, { token: client.token });
    const messages = ok(await reader.get(`/visits/${visit.id}/messages`)).items.filter((one) => one.from === 'patient');
    assert.ok(messages.length >= atLeast, 'what was answered before the backup began is in it');
    assert.deepEqual(messages.map((one) => one.text), messages.map((_, i) => `第 ${i} 句`));
    for (const one of ok(await reader.get('/records')).items) assert.equal((await reader.get(`/records/${one.id}/content`)).bytes.length, 200_000);
    await second.kill();
  }
  stop = true;
  await Promise.all([talking, uploading]);
  await server.kill();
});

sqliteTest('backup: nothing is overwritten, and nothing damaged is restored', async () => {
  const server = await startServer();
  await livedIn(server);
  await server.stop();
  const to = place('copy');
  assert.equal((await backup(server.data, to)).code, 0);
  assert.notEqual((await backup(server.data, to)).code, 0, 'a second backup into the same folder');
  const full = place('full');
  mkdirSync(full);
  writeFileSync(join(full, 'something'), '');
  assert.notEqual((await restore(to, full)).code, 0, 'a restore over something');
  assert.deepEqual(readdirSync(full), ['something']);

  const [file] = readdirSync(join(to, 'uploads'));
  for (const spoil of [
    () => appendFileSync(join(to, 'banzhen.db'), 'x'),
    () => writeFileSync(join(to, 'uploads', file), 'other bytes'),
    () => rmSync(join(to, 'uploads', file)),
    () => appendFileSync(join(to, 'SHA256SUMS'), `${'0'.repeat(64)}  uploads/../../escaped\n`),
    () => rmSync(join(to, 'SHA256SUMS')),
  ]) {
    rmSync(to, { recursive: true });
    assert.equal((await backup(server.data, to)).code, 0);
    spoil();
    const data = place('spoilt');
    const { code, output } = await restore(to, data);
    assert.ok(code !== 0 && code !== null, `${spoil}: ${output}`);
    assert.equal(existsSync(data) && readdirSync(data).length > 0, false, `${spoil} left something behind`);
  }
  assert.notEqual((await backup(place('none'), place('copy'))).code, 0, 'a backup of nothing');
});

const rotate = (server, newKey, oldKey = join(server.data, 'key')) => command(server, 'rotate-key', ['--key-file', oldKey, '--new-key-file', newKey]);

test('rotate: with a new key everything is there, and the old key opens nothing', { timeoutMs: 60_000 }, async () => {
  const server = await startServer();
  const { client, look, visit } = await livedIn(server);
  const before = await look(server);
  const code = await requestCode(new Client(server));
  assert.notEqual((await rotate(server, place('key'))).code, 0, 'while the server runs it is refused');
  await server.stop();

  const newKey = place('key');
  const { code: status, output } = await rotate(server, newKey);
  assert.equal(status, 0, output);
  assert.equal(statSync(newKey).mode & 0o777, 0o600);
  await assert.rejects(server.restart(), /key/, 'the old key is refused');
  const second = await startServer({ data: server.data, database: server.database, env: { BANZHEN_KEY_FILE: newKey } });
  assert.deepEqual(await look(second), before);
  // Look-ups by keyed hash find the same account and person again; a retry from before is still known.
  const again = await signIn(second, { phone: client.phone });
  assert.deepEqual(ok(await again.get('/account')).people.map((one) => one.id), [client.personId]);
  const retried = await new Client(second, { token: client.token }).post(`/visits/${visit.id}/messages`, { text: '换了钥匙也要看得到' }, { key: 'the-same-key' });
  assert.equal(retried.headers['idempotent-replay'], 'true');
  assert.equal((await new Client(second).post('/sessions', { sms_code_id: code.id, code: code.sandbox_code, terms_version: 1 })).code, 'code_expired', 'codes on their way are asked for again');
  await second.stop();
  const repeated = await rotate(server, newKey);
  assert.equal(repeated.code, 0, 'done twice, it changes nothing');
  assert.notEqual((await rotate(server, place('key'))).code, 0, 'with a wrong old key it is refused');
});

test('rotate: cut off at any moment it can be run again, and the server does not start in between', { timeoutMs: 120_000 }, async () => {
  const server = await startServer();
  const { look } = await livedIn(server);
  const before = await look(server);
  await server.stop();
  let oldKey = join(server.data, 'key');
  let cut = 0;
  for (let round = 0; round < 12; round++) {
    const newKey = place('key');
    const child = spawn(serverProgram(), ['rotate-key', '--data', server.data, '--key-file', oldKey, '--new-key-file', newKey], {
      stdio: 'ignore', env: { ...process.env, ...(server.database && { BANZHEN_DATABASE: server.database.address }) },
    });
    const ended = once(child, 'close');
    await new Promise((resolve) => setTimeout(resolve, 4 * round));
    child.kill('SIGKILL');
    const [, signal] = await ended;
    if (signal) cut += 1;
    const { code, output } = await rotate(server, newKey, oldKey);
    assert.equal(code, 0, output);
    oldKey = newKey;
    const again = await startServer({ data: server.data, database: server.database, env: { BANZHEN_KEY_FILE: newKey } });
    assert.deepEqual(await look(again), before, `round ${round}`);
    await again.stop();
  }
  assert.ok(cut > 0, 'no run was cut off: this test has lost its point');
  mkdirSync(join(server.data, 'uploads.rotating'));
  await assert.rejects(startServer({ data: server.data, database: server.database, env: { BANZHEN_KEY_FILE: oldKey } }), /rotate-key again/);
});

test('audit: a command says whether the trail is whole, also while the server runs', async () => {
  const server = await startServer();
  await livedIn(server);
  const verify = () => command(server, 'verify-audit', []);
  const sound = await verify();
  assert.equal(sound.code, 0, sound.output);
  const [, lines, head] = /(\d+) lines, last ([0-9a-f]{64})/.exec(sound.output);
  assert.ok(Number(lines) > 5, sound.output);
  await server.stop();
  assert.equal((await verify()).output, sound.output, 'a stop adds nothing');
  const sql = (text) => (server.database ? server.database.sql(text) : execFileSync('sqlite3', ['-cmd', '.timeout 20000', join(server.data, 'banzhen.db'), text]));
  for (const change of ["UPDATE audit SET object='vis_other' WHERE seq=3", 'DELETE FROM audit WHERE seq=3']) {
    sql('CREATE TABLE kept AS SELECT * FROM audit');
    sql(change);
    const spoilt = await verify();
    assert.equal(spoilt.code, 1, spoilt.output);
    assert.match(spoilt.output, /line [34] does not follow/);
    sql('DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept');
  }
  assert.equal((await verify()).code, 0);
  sql(`DELETE FROM audit WHERE seq=${lines}`);
  assert.ok(!(await verify()).output.includes(head), 'a shortened trail has another last line');
});
