// docs/HOSPITALS.md taken at its word: the commands of Deploy, Secure and Update, run as they stand, in a folder of their own. Stood in for
// is only what is the machine's: packages, users, services, nginx, curl.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { serverProgram, temporaryFolder } from './support/server.mjs';

const text = readFileSync(join(root, 'docs/HOSPITALS.md'), 'utf8');
const section = (title) => text.split(/^## /m).find((one) => one.startsWith(`${title}\n`));
const commandsIn = (title) =>
  [...section(title).matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].flatMap(([, block]) => block.replaceAll('\\\n', '').split('\n').map((line) => line.trim()).filter(Boolean));

const stubs = {
  runuser: '[ "$1 $2 $3" = "-u banzhen --" ] || exit 9\nshift 3\nexec "$@"',
  install: 'args=()\nwhile (($#)); do case $1 in -o | -g) shift 2 ;; *) args+=("$1"); shift ;; esac; done\nexec /usr/bin/install "${args[@]}"',
  curl: `exec "${process.execPath}" "$(dirname "$0")/curl.mjs" "$@"`,
};
const curl = `const [headers, rest] = [{}, []];
let body;
for (let args = process.argv.slice(2); args.length;) {
  const one = args.shift();
  if (one === '-H') { const [name, value] = args.shift().split(/: (.*)/s); headers[name] = value; }
  else if (one === '-d') body = args.shift();
  else if (one !== '-s') rest.push(one);
}
const answer = await fetch(rest[0], { headers, body, method: body ? 'POST' : 'GET' });
console.log(JSON.stringify({ status: answer.status, json: await answer.json() }));
`;

// A machine: a folder that stands for "/", with the project's folder as the page has it.
class Machine {
  constructor() {
    this.at = temporaryFolder('machine');
    this.ports = {};
    for (const folder of ['etc/systemd/system', 'etc/nginx/conf.d', 'etc/banzhen', 'var/tmp', 'var/lib', 'var/backups', 'usr/bin', 'stubs', 'project/build/dev', 'project/build/site']) mkdirSync(join(this.at, folder), { recursive: true });
    for (const name of ['apt', 'useradd', 'systemctl', 'nginx', ...Object.keys(stubs)]) writeFileSync(join(this.at, 'stubs', name), `#!/bin/bash\n${stubs[name] ?? 'exit 0'}\n`, { mode: 0o755 });
    writeFileSync(join(this.at, 'stubs/curl.mjs'), curl);
    cpSync(join(root, 'deploy'), join(this.at, 'project/deploy'), { recursive: true });
    symlinkSync(serverProgram(), join(this.at, 'project/build/dev/banzhen-server'));
    for (const [name, body] of [['index.html', '<!doctype html><title>x</title>'], ['site.json', '{}']]) writeFileSync(join(this.at, 'project/build/site', name), body);
    this.env = { HOME: this.at, PATH: `${this.at}/stubs:${this.at}/usr/bin:/usr/bin:/bin` };
  }
  path(name) {
    return join(this.at, name);
  }
  // What the page calls "/etc" is below this folder, its ports are those that were free.
  placed(words) {
    const inside = words.replace(/(?<![\w./-])\/(etc|var|usr)\//g, `${this.at}/$1/`);
    return inside.replace(/127\.0\.0\.1:(808\d)/g, (_, port) => `127.0.0.1:${this.ports[port] ?? 0}`);
  }
  edit(name, change) {
    writeFileSync(this.path(name), change(readFileSync(this.path(name), 'utf8')));
  }
  // Its status has to be 0; what it printed.
  run(line) {
    return new Promise((resolve, reject) => {
      execFile('bash', ['-c', this.placed(line)], { cwd: this.path('project'), env: this.env, timeout: 60_000 }, (error, out, errors) => (error ? reject(new Error(`${line}\n${error.message}\n${out}${errors}`)) : resolve(out + errors)));
    });
  }
  // A command that goes on: until it listens.
  async start(line, port) {
    this.ports[port] = 0;
    const child = spawn('bash', ['-c', `exec ${this.placed(line)}`], { cwd: this.path('project'), env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    process.once('exit', () => child.kill('SIGKILL'));
    let said = '';
    this.ports[port] = await new Promise((resolve, reject) => {
      const look = (part) => {
        const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec((said += part));
        if (found) resolve(found[1]);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('exit', () => reject(new Error(`${line}\n${said}`)));
    });
    return async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    };
  }
  // As systemd would, by the unit's own lines.
  async service() {
    const unit = readFileSync(this.path('etc/systemd/system/banzhen.service'), 'utf8');
    const [before, line] = ['ExecStartPre', 'ExecStart'].map((name) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)[1]);
    this.ports[8080] = 0;
    await this.run(before);
    return this.start(line, 8080);
  }
}

const one = (lines, pattern) => {
  const found = lines.filter((line) => pattern.test(line));
  assert.equal(found.length, 1, `${pattern}: ${found.length} in the page`);
  return found[0];
};

test('deploy: the page\'s commands make a server that runs, is backed up, restored, gets a new key and is updated', { timeoutMs: 120_000 }, async () => {
  const machine = new Machine();
  const [deploy, secure, update] = ['Deploy', 'Secure', 'Update'].map(commandsIn);
  const asked = [];
  let stop;
  for (const line of deploy) {
    if (line.startsWith('curl')) {
      asked.push(JSON.parse(await machine.run(line)));
      continue;
    }
    const said = await machine.run(line);
    // "Change what is marked": here only where things are.
    if (/deploy\/banzhen\.example\.json/.test(line)) machine.edit('etc/banzhen/banzhen.json', (words) => machine.placed(words).replace('"disk_free_mb": 500', '"disk_free_mb": 1'));
    if (/--check-config/.test(line)) assert.match(said, /the settings are sound/);
    if (/systemctl enable/.test(line)) stop = await machine.service();
  }
  const [ready, me, clerk] = asked;
  assert.deepEqual(ready, { status: 200, json: { ready: true } });
  assert.deepEqual([me.status, me.json.role], [200, 'system']);
  assert.deepEqual([clerk.status, clerk.json.role, clerk.json.name], [201, 'clerk', '李文']);
  assert.ok(clerk.json.token.length >= 32);
  for (const name of ['key', 'desk-token', 'banzhen.json']) assert.equal(statSync(machine.path(`etc/banzhen/${name}`)).mode & 0o077, 0, name);

  await machine.run(one(secure, / backup /));
  assert.match(await machine.run(one(secure, / verify-audit /)), /verify-audit: \d+ lines/);
  await machine.run(one(secure, / restore /));
  const drilled = await machine.start(one(secure, /--data \/var\/tmp\/drill --listen/), 8081);
  const drill = JSON.parse(await machine.run(one(secure, /^curl .*8081/)));
  assert.deepEqual(drill.json.items.map(({ action }) => action), ['POST /desk/staff']);
  await drilled();

  await stop();
  assert.match(await machine.run(one(secure, / rotate-key /)), /sealed anew/);
  machine.edit('etc/banzhen/banzhen.json', (words) => words.replace('/etc/banzhen/key"', '/etc/banzhen/key-2"'));
  const again = one(deploy, /^curl .*desk\/me$/);
  stop = await machine.service();
  assert.equal(JSON.parse(await machine.run(again)).status, 200, 'after a new key');
  for (const line of update) await machine.run(line);
  await stop();
  stop = await machine.service();
  assert.equal(JSON.parse(await machine.run(again)).status, 200, 'after an update');
  assert.deepEqual(readdirSync(machine.path('usr/share/banzhen/site')).sort(), ['index.html', 'site.json']);
  await stop();
});

test('deploy: every file that the page names under deploy/ is there, and every setting', () => {
  for (const [, name] of text.matchAll(/`?(deploy\/[\w.-]+\w)/g)) assert.ok(existsSync(join(root, name)), name);
  const example = readFileSync(join(root, 'deploy/banzhen.example.json'), 'utf8');
  const table = /\| setting \| what it does \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(text)[1];
  const named = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name));
  assert.ok(named.length > 15, `${named.length}`);
  for (const name of named) assert.ok(example.includes(`"${name}"`) || example.includes(`"${name}_file"`), name);
});
