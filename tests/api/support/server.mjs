// Starts a banzhen-server of its own for a test file: loopback, free port, temporary data folder. Ends it by its own pid.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../tools/files.mjs';
import { newDatabase, onPostgres } from './postgres.mjs';

const running = new Set();
const databases = new Map(); // of which data folder, on PostgreSQL
const folders = new Set();

// Whatever happens to a test, nothing that it started outlives the run.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

// A copy, so that a build in the middle of a run changes nothing.
let program;
export function serverProgram() {
  if (program) return program;
  const built = process.env.BANZHEN_SERVER ?? join(root, 'build/dev/banzhen-server');
  if (!existsSync(built)) throw new Error('the server is not built; run ./dev build dev banzhen-server');
  program = join(temporaryFolder('server'), 'banzhen-server');
  copyFileSync(built, program);
  return program;
}

export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `banzhen-${name}-`));
  folders.add(folder);
  return folder;
}

const making = new Map();
async function giveDatabase(data) {
  if (!making.has(data)) making.set(data, newDatabase());
  databases.set(data, await making.get(data));
}

// With `refusableDisk` a file that may not grow (prlimit --fsize) is an error to the program, not its end.
function launch(args, env, { refusableDisk } = {}) {
  const [program, first] = refusableDisk ? ['bash', ['-c', 'trap "" XFSZ; exec "$0" "$@"', serverProgram()]] : [serverProgram(), []];
  const database = databases.get(args[args.indexOf('--data') + 1]);
  const child = spawn(program, [...first, ...args], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(database && { BANZHEN_DATABASE: database.address }), ...env },
  });
  running.add(child);
  const state = { child, output: '', ended: once(child, 'close').then(([code, signal]) => ({ code, signal })) };
  child.once('close', () => running.delete(child));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => (state.output += text));
  }
  return state;
}

// Runs the program to its end, for commands and for starts that must be refused.
export async function runProgram(args, { env = {}, timeoutMs = 20_000 } = {}) {
  const state = launch(args, env);
  const timer = setTimeout(() => state.child.kill('SIGKILL'), timeoutMs);
  const ended = await state.ended;
  clearTimeout(timer);
  return { ...ended, output: state.output };
}

export class Server {
  constructor({ args = [], env = {}, data = temporaryFolder('api'), sandbox = true, desk = false, stepMs = 50, site, refusableDisk } = {}) {
    this.data = data;
    this.env = env;
    this.refusableDisk = refusableDisk;
    this.args = [
      ...(sandbox ? ['--sandbox'] : []),
      ...(desk ? ['--demo-desk', '--demo-step-ms', String(stepMs)] : []),
      ...(site ? ['--site', site] : []),
      ...args,
    ];
    this.log = '';
  }

  // On PostgreSQL: one for each data folder, so servers that share the folder share it, too.
  get database() {
    return databases.get(this.data);
  }

  // What only somebody with the database in their hands can do.
  sql(text) {
    if (this.database) this.database.sql(text);
    else execFileSync('sqlite3', ['-cmd', '.timeout 20000', join(this.data, 'banzhen.db'), text]); // the server may be writing just now
  }

  get pid() {
    return this.state.child.pid;
  }

  async start() {
    if (onPostgres) await giveDatabase(this.data);
    this.state = launch(['--listen', '127.0.0.1:0', '--data', this.data, ...this.args], this.env, this);
    const { state } = this;
    this.url = await new Promise((resolve, reject) => {
      const look = () => {
        const found = /banzhen listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(state.output);
        if (found) resolve(found[1]);
      };
      state.child.stdout.on('data', look);
      state.child.stderr.on('data', look);
      state.child.once('error', reject);
      state.ended.then(({ code, signal }) =>
        reject(new Error(`the server ended before it listened (${signal ?? code}):\n${state.output}`)));
    });
    await this.#accepting();
    return this;
  }

  // operations.test.mjs asks that the port is open when the line is printed; no other test should fail for it.
  async #accepting() {
    const { port } = new URL(this.url);
    for (let tries = 0; tries < 100; tries++) {
      const socket = connect(Number(port), '127.0.0.1');
      try {
        await once(socket, 'connect');
        this.openAtOnce = tries === 0;
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 10));
      } finally {
        socket.destroy();
      }
    }
    throw new Error('the server does not accept connections');
  }

  async #end(signal) {
    this.state.child.kill(signal);
    const ended = await this.state.ended;
    this.log += this.state.output;
    return ended;
  }

  // Only sends the signal, at this very moment; kill() then waits for the end.
  strike() {
    this.state.child.kill('SIGKILL');
  }

  // As a power cut would: nothing is flushed, nobody is told.
  kill() {
    return this.#end('SIGKILL');
  }

  stop() {
    return this.#end('SIGTERM');
  }

  // Starts again on the same data, after kill() or stop().
  restart() {
    return this.start();
  }

  // All that the server wrote to its log, over all its lives.
  allLog() {
    return this.log + this.state.output;
  }

  // Every file below the data folder, with its bytes.
  files(folder = this.data) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? this.files(path) : [{ path, bytes: readFileSync(path) }];
    });
  }

  // All that is stored, wherever the database is.
  stored() {
    return [...this.files(), ...(this.database?.files() ?? [])];
  }

  diskBytes(folder = this.data) {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? this.diskBytes(path) : statSync(path).size);
    }, 0);
  }
}

export const startServer = (options) => new Server(options).start();
