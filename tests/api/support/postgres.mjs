// A PostgreSQL server for one run of the tests, from the package: temporary folder, unix socket, no port. PostgreSQL refuses
// to run as root, so then it runs as nobody. Each test server gets a database of its own.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const nobody = 65534;
const identity = process.getuid() === 0 ? { uid: nobody, gid: nobody } : {};

// `--database postgres`, for the whole run.
const asked = process.argv.indexOf('--database');
export const onPostgres = asked > 0 && process.argv[asked + 1] === 'postgres';
if (asked > 0 && !['postgres', 'sqlite'].includes(process.argv[asked + 1])) throw new Error('--database wants sqlite or postgres');

function programs() {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).filter((one) => existsSync(join(home, one, 'bin/initdb'))) : [];
  if (!versions.length) throw new Error("PostgreSQL's server is not installed; run ./dev setup");
  return join(home, versions.sort((a, b) => Number(a) - Number(b)).at(-1), 'bin');
}

class Postgres {
  async start() {
    this.bin ??= programs();
    if (!this.folder) {
      this.folder = mkdtempSync(join(process.env.BANZHEN_POSTGRES_DISK ?? tmpdir(), 'banzhen-pg-'));
      if (identity.uid) chownSync(this.folder, identity.uid, identity.gid);
      this.data = join(this.folder, 'data');
      execFileSync(join(this.bin, 'initdb'), ['-D', this.data, '-U', 'banzhen', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync'], {
        stdio: ['ignore', 'ignore', 'inherit'], cwd: this.folder, ...identity,
      });
    }
    // What dies here is a process, never the machine: the disk need not be waited for, but where its speed is measured.
    const settings = { listen_addresses: '', unix_socket_directories: this.folder, fsync: process.env.BANZHEN_POSTGRES_DISK ? 'on' : 'off', max_connections: 300, shared_buffers: '64MB',
      log_min_error_statement: 'panic', log_checkpoints: 'off' };
    this.child = spawn(join(this.bin, 'postgres'), ['-D', this.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
      stdio: ['ignore', 'pipe', 'pipe'], cwd: this.folder, ...identity,
    });
    this.log = '';
    this.ended = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.log += text));
    for (let tries = 0; !this.log.includes('ready to accept connections'); tries++) {
      if (this.child.exitCode !== null || tries > 3000) throw new Error(`PostgreSQL did not start:\n${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this;
  }

  // Ends it as a crash of the machine would look to the servers; restart() recovers.
  async crash() {
    this.child.kill('SIGQUIT');
    await this.ended;
  }
  restart() {
    return this.start();
  }

  address(database) {
    return `postgres://banzhen@/${database}?host=${encodeURIComponent(this.folder)}`;
  }

  // Runs SQL and gives the answer's lines. `session` keeps one open, for locks.
  sql(database, text) {
    const out = execFileSync(join(this.bin, 'psql'), ['-h', this.folder, '-U', 'banzhen', '-d', database, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', text], { encoding: 'utf8' });
    return out.split('\n').filter(Boolean);
  }
  session(database) {
    const child = spawn(join(this.bin, 'psql'), ['-h', this.folder, '-U', 'banzhen', '-d', database, '-XAtq'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8');
    return {
      async run(text) {
        child.stdin.write(`${text};\n\\echo done\n`);
        let heard = '';
        while (!heard.includes('done\n')) heard += (await once(child.stdout, 'data'))[0];
      },
      close: () => child.stdin.end(),
    };
  }

  create() {
    this.count = (this.count ?? 0) + 1;
    const database = `test_${this.count}`;
    this.sql('postgres', `CREATE DATABASE ${database}`);
    return database;
  }

  // The files that hold a database's rows and the write-ahead log, as they are on the disk.
  files(database) {
    this.sql('postgres', 'CHECKPOINT');
    const [oid] = this.sql('postgres', `SELECT oid FROM pg_database WHERE datname='${database}'`);
    return [join('base', oid), 'pg_wal'].flatMap((folder) => readdirSync(join(this.data, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ path: join(this.data, folder, entry.name), bytes: readFileSync(join(this.data, folder, entry.name)) })));
  }

  end() {
    this.child?.kill('SIGQUIT');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const server = new Postgres();
let started;
process.on('exit', () => server.folder && server.end());

export function postgres() {
  started ??= server.start();
  return started;
}

export async function newDatabase() {
  await postgres();
  const name = server.create();
  return {
    name,
    address: server.address(name),
    sql: (text) => server.sql(name, text),
    session: () => server.session(name),
    files: () => server.files(name),
  };
}
