// One settings file, the environment and the command line; what is refused, and how it is said.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok } from './support/client.mjs';
import { runProgram, startServer, temporaryFolder } from './support/server.mjs';

function fileWith(text) {
  const path = join(temporaryFolder('settings'), 'banzhen.json');
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text), { mode: 0o600 });
  return path;
}

const check = (config, args = [], env = {}) => runProgram(['--config', config, ...args, '--check-config'], { env });
const sentences = (output) => output.split('\n').filter((line) => line.startsWith('banzhen-server: '));

test('settings: the file, then the environment, then the command line', async () => {
  const data = join(temporaryFolder('settings'), 'data');
  const config = fileWith(`{
    // Comments are welcome.
    "data": ${JSON.stringify(data)}, /* so are these */
    "sandbox": true,
    "listen": "127.0.0.1:1",
    "limits": {"requests_per_address": "3/hour"}
  }`);
  const server = await startServer({ sandbox: false, data, args: ['--config', config], env: { BANZHEN_LIMITS_REQUESTS_PER_ADDRESS: '5/hour' } });
  const client = new Client(server);
  for (let i = 0; i < 5; i++) ok(await client.get('/hospital'));
  assert.equal((await client.get('/hospital')).status, 429);
  await server.kill();
});

test('settings: everything that is wrong is said at once, in sentences, with status 2', async () => {
  const { code, output } = await check(fileWith({ data: '/nowhere', sandbox: true, colour: 'red', listen: 'here', threads: 0, limits: { tea: '1/day', codes_in_all: 'many' }, hospitals: ['/no/such/file.json'] }));
  assert.equal(code, 2);
  const said = sentences(output);
  for (const pattern of [/"colour" is not a setting; known are: listen, data, /, /"listen" wants an address/, /"threads" wants a whole number from 1/, /"limits.tea" is not a setting; known are: .*codes_in_all/, /"limits.codes_in_all" wants a number per second/, /hospital file \/no\/such\/file\.json/])
    assert.equal(said.filter((line) => pattern.test(line)).length, 1, `${pattern} in\n${output}`);
  assert.equal(said.length, 6, output);
});

test('settings: a file that is not JSON is refused with the line', async () => {
  const { code, output } = await check(fileWith('{\n  "data": "x",\n  "sandbox" true\n}'));
  assert.equal(code, 2);
  assert.match(output, /line 3/);
});

test('settings: a file that is not there is refused', async () => {
  const { code, output } = await check('/no/such/settings.json');
  assert.equal(code, 2);
  assert.match(output, /settings file/);
});

test('settings: a secret on the command line is refused, and not repeated', async () => {
  for (const option of ['--desk-token', '--metrics-token', '--database']) {
    const { code, output } = await runProgram(['--data', '.', '--sandbox', option, 'my-very-secret-secret', '--check-config']);
    assert.equal(code, 2, option);
    assert.ok(!output.includes('my-very-secret-secret'), option);
  }
});

test('settings: secrets come from files of their own', async () => {
  const config = fileWith({ sandbox: true, desk_token_file: 'token' });
  const token = 'desk-'.padEnd(40, 'x');
  writeFileSync(join(config, '../token'), `${token}\n`, { mode: 0o600 });
  const server = await startServer({ sandbox: false, args: ['--config', config] });
  ok(await new Client(server, { token }).get('/desk/queue'));
  await server.kill();
});

// All that a production start wants, but real providers.
function production() {
  const folder = temporaryFolder('production');
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  for (const name of ['key', 'desk-token']) writeFileSync(join(folder, name), 'k'.repeat(name === 'key' ? 32 : 40), { mode: 0o600 });
  const settings = { data, key_file: join(folder, 'key'), desk_token_file: 'desk-token', providers: 'connected' };
  const path = join(folder, 'banzhen.json');
  const write = (changes) => writeFileSync(path, JSON.stringify({ ...settings, ...changes }));
  write({});
  return { path, data, key: settings.key_file, write };
}

test('settings: in production each unsafe thing is refused by name', async () => {
  const cases = [
    [({ write }) => write({ providers: 'sandbox' }), /no provider is configured/],
    [({ write }) => write({ demo_desk: true }), /demo desk/],
    [({ write }) => write({ desk_token_file: undefined }), /desk_token \(BANZHEN_DESK_TOKEN\)/],
    [({ write }) => write({ metrics_token: 'short' }), /metrics_token/],
    [({ write }) => write({ listen: '0.0.0.0:8080' }), /behind_proxy/],
    [({ write }) => write({ key_file: '/no/such/key' }), /no key file/],
    [({ key }) => chmodSync(key, 0o640), /key file; run: chmod 600/],
    [({ data }) => chmodSync(data, 0o755), /data folder; run: chmod 700/],
    [({ write }) => write({ site: '/no/such/site' }), /no built app/],
  ];
  for (const [spoil, sentence] of cases) {
    const place = production();
    spoil(place);
    const { code, output } = await check(place.path);
    assert.equal(code, 2, String(sentence));
    assert.equal(sentences(output).filter((line) => sentence.test(line)).length, 1, `${sentence} in\n${output}`);
    assert.equal(sentences(output).length, 1 + (/adapters/.test(output) ? 1 : 0), output);
  }
});

test('settings: the example file knows every setting it names, and lacks only what a hospital must give', async () => {
  const example = join(root, 'deploy/banzhen.example.json');
  assert.ok(existsSync(example));
  const { output } = await check(example);
  for (const line of sentences(output)) assert.doesNotMatch(line, /is not a setting|wrong kind|wants (a|an|one) |not JSON/, line);
  // Every setting is in it, so that it can be read instead of the manual.
  const text = readFileSync(example, 'utf8');
  const help = (await runProgram(['--help'])).output;
  for (const [, option] of help.matchAll(/^ {2}--([a-z-]+)/gm)) {
    const name = option.replace(/^limits-/, '').replaceAll('-', '_');
    if (!['check_config', 'hospital', 'to', 'from', 'new_key_file', 'sandbox', 'demo_desk', 'demo_step_ms', 'sms_ttl_s'].includes(name)) assert.ok(text.includes(`"${name}"`), `${name} is missing in the example`);
  }
});
