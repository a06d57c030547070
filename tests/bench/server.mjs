// What the server bears, over loopback, with everything on the same cores: reading a visit, sending a message (durable), a piece
// of an upload, whole refill journeys with the CPU they cost, and the memory of open event streams.
//   node tests/bench/server.mjs [--json] [--only <name>] [--database postgres]
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../api/support/server.mjs';
import { readVisit, sendMessage } from './server_wrk.mjs';
import { eventStreams, refillJourney, uploadChunk } from './server_load.mjs';

const argument = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const json = process.argv.includes('--json');
const only = argument('--only');

// A bench takes a fresh server and gives numbers; `says` puts them in a line; `goal` judges them.
const benches = {
  read_visit: {
    run: readVisit, goal: (r) => r.rps >= 10_000,
    says: (r) => `reading a visit: ${r.rps} requests/s, p50 ${r.p50_ms} ms, p99 ${r.p99_ms} ms (goal 10,000/s)`,
  },
  message: {
    run: sendMessage, goal: (r) => r.rps >= 1000,
    says: (r) => `sending a message, on disk before the answer: ${r.rps}/s, p50 ${r.p50_ms} ms, p99 ${r.p99_ms} ms (goal 1,000/s)`,
  },
  upload_chunk: {
    run: uploadChunk, goal: () => true,
    says: (r) => `a 1 MB piece of an upload: ${r.rps}/s (${r.mb_per_s} MB/s), p50 ${r.p50_ms} ms, p99 ${r.p99_ms} ms`,
  },
  refill_journey: {
    run: refillJourney, goal: (r) => r.per_hour >= 19_000 && r.cores < 0.5,
    says: (r) => `refill journeys: ${r.per_hour} an hour on ${r.cores} cores, ${r.requests} requests each, p50 ${r.p50_ms} ms, p99 ${r.p99_ms} ms (goal 20,000 on less than 0.5)`,
  },
  event_streams: {
    run: eventStreams, goal: (r) => r.bytes_each <= 100 * 1024,
    says: (r) => `${r.open} open event streams: ${Math.round(r.bytes_each / 1024)} KB each (goal 100 KB)`,
  },
};

// On a real disk: /tmp may be memory, where a commit costs nothing. The test servers take --database themselves.
const disk = '/var/tmp';
process.env.BANZHEN_POSTGRES_DISK = disk;

const results = {};
let missed = 0;
for (const [name, { run, says, goal }] of Object.entries(benches)) {
  if (only && only !== name) continue;
  const data = mkdtempSync(join(disk, 'banzhen-bench-'));
  const server = await startServer({ data, args: ['--log-level', 'warn'] });
  try {
    results[name] = await run(server);
  } finally {
    await server.kill();
    rmSync(data, { recursive: true, force: true });
  }
  if (!goal(results[name])) missed += 1;
  if (!json) console.log(says(results[name]) + (goal(results[name]) ? '' : '  MISSED'));
}
if (json) console.log(JSON.stringify(results));
process.exit(missed ? 1 : 0);
