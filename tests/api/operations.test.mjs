// What the people who run it rely on: settings, refusals to start, restarts, migrations, health, a graceful stop.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok } from './support/client.mjs';
import { EventStream } from './support/events.mjs';
import { patient, queuedVisit } from './support/journey.mjs';
import { onPostgres } from './support/postgres.mjs';
import { runProgram, startServer, temporaryFolder } from './support/server.mjs';

test('operations: sound settings pass --check-config, without touching anything', async () => {
  const data = join(temporaryFolder('check'), 'data');
  const { code, output } = await runProgram(['--data', data, '--sandbox', '--check-config']);
  assert.equal(code, 0, output);
  assert.equal(existsSync(data), false);
});

const wrong = {
  'no data folder': ['--sandbox'],
  'an unknown option': ['--sandbox', '--data', '.', '--no-such-option', '1'],
  'an address without a port': ['--sandbox', '--data', '.', '--listen', 'localhost'],
  'a port that is none': ['--sandbox', '--data', '.', '--listen', '127.0.0.1:70000'],
  'a step that is no number': ['--sandbox', '--data', '.', '--demo-step-ms', 'soon'],
  'a demo desk for real patients': ['--data', '.', '--demo-desk'],
};
for (const [name, args] of Object.entries(wrong)) {
  test(`operations: ${name} is refused with a sentence`, async () => {
    const { code, output } = await runProgram([...args, '--check-config']);
    assert.notEqual(code, 0);
    assert.match(output, /banzhen-server: .{10}/);
  });
}

test('operations: without --sandbox it refuses to start, and says what is missing', async () => {
  const data = temporaryFolder('production');
  for (const env of [{}, { BANZHEN_DESK_TOKEN: 't'.repeat(40) }]) {
    const { code, output } = await runProgram(['--listen', '127.0.0.1:0', '--data', data], { env: { BANZHEN_DESK_TOKEN: '', ...env } });
    assert.notEqual(code, 0);
    assert.ok(code !== null, 'it had to be killed');
    assert.ok(!output.includes('banzhen listening'), output);
    assert.match(output, env.BANZHEN_DESK_TOKEN ? /provider/ : /BANZHEN_DESK_TOKEN/);
  }
});

test('operations: --help tells the options', async () => {
  const { code, output } = await runProgram(['--help']);
  assert.equal(code, 0);
  for (const option of ['--listen', '--data', '--sandbox', '--check-config']) assert.ok(output.includes(option), option);
});

test('operations: a restart on an existing database keeps everything and migrates nothing twice', async () => {
  const server = await startServer();
  const client = await patient(server);
  const visit = await queuedVisit(client);
  const path = `/visits/${visit.id}`;
  const before = ok(await client.get(path));
  for (let round = 0; round < 3; round++) {
    assert.equal((await server.stop()).code, 0, 'a graceful stop ends with 0');
    await server.restart();
    assert.deepEqual(ok(await client.get(path)), before);
  }
  await queuedVisit(client, { kind: 'consultation' });
  await server.kill();
});

test('operations: a graceful stop does not wait for people who listen', async () => {
  const server = await startServer();
  const client = await patient(server);
  const stream = new EventStream(client, { lastEventId: String(ok(await client.get('/events?poll=1&after=0')).items.at(-1).id) });
  ok(await client.get('/account'));
  const ended = await server.stop();
  stream.close();
  assert.equal(ended.code, 0);
});

test('operations: with another key, or none, old data is refused and left alone', async () => {
  const server = await startServer();
  const client = await patient(server);
  await server.stop();
  const keyFile = join(server.data, 'key');
  const key = readFileSync(keyFile);
  writeFileSync(keyFile, Buffer.from(key.map((byte) => byte ^ 0x55)));
  await assert.rejects(server.restart(), /ended before it listened/);
  rmSync(keyFile);
  await assert.rejects(server.restart(), /ended before it listened/);
  assert.equal(existsSync(keyFile), false, 'a new key for old data would hide that the right one is missing');
  writeFileSync(keyFile, key, { mode: 0o600 });
  await server.restart();
  assert.equal(ok(await client.get('/account')).people.length, 1);
  await server.kill();
});

// Changes one letter of each applied step's checksum: another letter stands for another step. Gives what undoes it.
function changeChecksums(server) {
  if (server.database) {
    const swap = "UPDATE migrations SET checksum = translate(checksum, '01', '10')";
    server.sql(swap);
    return () => server.sql(swap);
  }
  const file = join(server.data, 'banzhen.db');
  const sound = readFileSync(file);
  const changed = Buffer.from(sound);
  let edits = 0;
  for (const found of changed.toString('latin1').matchAll(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g)) {
    changed[found.index] = changed[found.index] === 0x30 ? 0x31 : 0x30;
    edits += 1;
  }
  assert.ok(edits > 0, 'no checksum was found in the database file');
  writeFileSync(file, changed);
  return () => writeFileSync(file, sound);
}

test('operations: a database from the future or a changed one is refused, unharmed', async () => {
  const server = await startServer();
  const client = await patient(server);
  await server.stop();
  const undo = changeChecksums(server);
  await assert.rejects(server.restart(), /migration|newer/);
  undo();
  await server.restart();
  assert.equal(ok(await client.get('/account')).people.length, 1);
  await server.kill();
});

test('operations: when it says that it listens, it does', async () => {
  const server = await startServer();
  for (let round = 0; round < 20; round++) {
    assert.ok(server.openAtOnce, `start ${round}: the line was printed before the port was open`);
    await server.kill();
    await server.restart();
  }
  await server.kill();
});

test('operations: two servers cannot silently share one data folder', async () => {
  if (onPostgres) return; // there they may: nodes.test.mjs
  const server = await startServer();
  const second = await runProgram(['--listen', '127.0.0.1:0', '--data', server.data, '--sandbox'], { timeoutMs: 4000 });
  assert.ok(second.code !== null && second.code !== 0, 'a second server runs on the same data');
  ok(await new Client(server).get('/hospital'));
  await server.kill();
});

test('operations: healthy and ready are told apart from the API', async () => {
  const server = await startServer();
  const client = new Client(server);
  for (const path of ['/healthz', '/readyz']) assert.equal((await client.get(path, { base: '', undocumented: true })).status, 200);
  await server.kill();
});
