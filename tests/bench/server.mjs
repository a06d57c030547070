// Requests a second and latency of reading a visit, with a patient's token, over loopback (wrk, 2 threads, 32 connections).
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { draftVisit, patient } from '../api/support/journey.mjs';
import { startServer } from '../api/support/server.mjs';

const run = promisify(execFile);
const seconds = 10;

// wrk's own latency table has no p99 with few digits; its Lua hook gives exact microseconds.
const script = (token) => `
wrk.headers["Authorization"] = "Bearer ${token}"
function done(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %f %f %d\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong))
end
`;

const server = await startServer();
const folder = mkdtempSync(join(tmpdir(), 'banzhen-bench-'));
let result;
try {
  const client = await patient(server);
  const visit = await draftVisit(client);
  const lua = join(folder, 'read.lua');
  writeFileSync(lua, script(client.token));
  const url = `${server.url}/api/v1/visits/${visit.id}`;
  const wrk = (duration) => run('wrk', ['-t2', '-c32', `-d${duration}s`, '-s', lua, url]);
  await wrk(2);
  const { stdout } = await wrk(seconds);
  const [requests, micros, p50, p99, wrong] = /RESULT (.*)/.exec(stdout)[1].split(' ').map(Number);
  if (wrong) throw new Error(`${wrong} of ${requests} requests failed`);
  const round = (value) => Math.round(value * 100) / 100;
  result = { rps: Math.round(requests / (micros / 1e6)), p50_ms: round(p50 / 1000), p99_ms: round(p99 / 1000) };
} finally {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ read_visit: result }));
else console.log(`reading a visit: ${result.rps} requests/s, p50 ${result.p50_ms} ms, p99 ${result.p99_ms} ms (wrk and server on the same cores)`);
