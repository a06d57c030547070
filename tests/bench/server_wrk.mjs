// The benches that wrk can drive: it costs the machine less than the server does.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { draftVisit, patient, queuedVisit } from '../api/support/journey.mjs';

const run = promisify(execFile);
const seconds = Number(process.env.BANZHEN_BENCH_S ?? 10);
const round = (value) => Math.round(value * 100) / 100;

// wrk's own latency table has no p99 with few digits; its Lua hook gives exact microseconds.
const tell = `
function done(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %f %f %d\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong))
end
`;

async function wrk(url, lua, connections) {
  const folder = mkdtempSync(join(tmpdir(), 'banzhen-bench-'));
  try {
    const script = join(folder, 'bench.lua');
    writeFileSync(script, lua + tell);
    const once = (duration) => run('wrk', ['-t2', `-c${connections}`, `-d${duration}s`, '-s', script, url]);
    await once(2);
    const { stdout } = await once(seconds);
    const [requests, micros, p50, p99, wrong] = /RESULT (.*)/.exec(stdout)[1].split(' ').map(Number);
    if (wrong) throw new Error(`${wrong} of ${requests} requests failed`);
    return { rps: Math.round(requests / (micros / 1e6)), p50_ms: round(p50 / 1000), p99_ms: round(p99 / 1000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function readVisit(server) {
  const client = await patient(server);
  const visit = await draftVisit(client);
  return wrk(`${server.url}/api/v1/visits/${visit.id}`, `wrk.headers["Authorization"] = "Bearer ${client.token}"\n`, 32);
}

// Each message has a key of its own, so that none is a replay. Several people write, as they would.
export async function sendMessage(server) {
  const people = [];
  for (let i = 0; i < 8; i++) {
    const client = await patient(server);
    people.push({ token: client.token, path: `/api/v1/visits/${(await queuedVisit(client)).id}/messages` });
  }
  const lua = `
local people = {${people.map(({ token, path }) => `{"Bearer ${token}", "${path}"}`).join(', ')}}
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("name", threads .. "-" .. os.time() .. "-" .. math.random(1, 1000000000))
end
local count = 0
function request()
  count = count + 1
  local person = people[count % #people + 1]
  local headers = {["Authorization"] = person[1], ["Content-Type"] = "application/json", ["Idempotency-Key"] = name .. "-" .. count}
  return wrk.format("POST", person[2], headers, '{"text":"没有不舒服，和以前一样。"}')
end
`;
  return wrk(server.url, lua, 64);
}
