// ./dev run --portal: one server with two hospitals, and a portal of each, until Ctrl-C.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { manifest, published } from '../../tools/build-sdk.mjs';
import { Accounts } from './accounts.mjs';
import { hospitals, settingsOf } from './hospitals.mjs';
import { Portal } from './portal.mjs';

const [host, port, ...rest] = process.argv.slice(2);
const data = join(root, 'var/portal');
mkdirSync(data, { recursive: true });
const portals = [];
for (const id of Object.keys(hospitals)) portals.push(await new Portal(id).listen(Number(port) + 10 + portals.length, host));
const accounts = await new Accounts().listen(Number(port) + 20);
accounts.register({ banzhen: { redirect: portals.map(({ id }) => `http://${id}.localhost:${port}/smart/callback`) } });
const files = portals.map(({ id, origin }) => {
  const path = join(data, `${id}.json`);
  writeFileSync(path, JSON.stringify(settingsOf(id, [origin], { smart: [{ iss: accounts.iss, client_id: 'banzhen' }] })));
  return ['--hospital', path];
}).flat();
const server = spawn(join(root, 'build/dev/banzhen-server'), [
  '--listen', `${host}:${port}`, '--data', data, '--site', join(root, 'build/site'), '--sandbox', '--demo-desk', ...files, ...rest,
], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
server.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'));
server.stdout.on('data', (text) => {
  process.stdout.write(text);
  if (!String(text).includes('banzhen listening')) return;
  portals.forEach((portal, index) => {
    const file = join(data, index === 0 ? 'desk-token' : `desk-token-${portal.id}`);
    if (!existsSync(file)) throw new Error(`there is no ${file}`);
    const { version } = manifest();
    portal.connect({
      origin: `http://${portal.id}.localhost:${port}`, internal: `http://${host}:${port}`, token: readFileSync(file, 'utf8'),
      sdk: { version, integrity: published()[version]['embed.js'] },
    });
    console.log(`${portal.hospital.name}: ${portal.origin}/`);
  });
  console.log(`Hospital accounts (ren, su, daughter): /?guest=1 of either, or /smart/launch?iss=${encodeURIComponent(accounts.iss)} of the app`);
});
