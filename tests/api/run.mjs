// Black-box tests over HTTP. `node tests/api/run.mjs [--grep text] [--bail] [--list] [--database postgres] [--part postgres]`;
// the last line is "N passed, N failed". `--part postgres` takes only the files that another database can break.
import { readdirSync } from 'node:fs';
import { run } from '../../tools/test-runner.mjs';
import { stopSharedServers } from './support/shared.mjs';

const parts = {
  postgres: ['batch', 'crash', 'events', 'fhir', 'history', 'journey', 'nodes', 'operations', 'privacy', 'retries'],
};

const asked = process.argv.indexOf('--part');
const part = asked > 0 && parts[process.argv[asked + 1]];
if (asked > 0 && !part) throw new Error(`--part wants one of: ${Object.keys(parts).join(', ')}`);
const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.mjs')).map((name) => name.slice(0, -'.test.mjs'.length));
const chosen = names.filter((name) => (part ? part.includes(name) : name !== 'contract')).sort();
// It looks back at what the others covered, so it comes last.
if (!part) chosen.push('contract');
for (const name of chosen) await import(`./${name}.test.mjs`);
await run({ finish: stopSharedServers });
