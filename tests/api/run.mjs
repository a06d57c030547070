// Black-box tests over HTTP. `node tests/api/run.mjs [--grep text] [--bail] [--list]`; the last line is "N passed, N failed".
import { readdirSync } from 'node:fs';
import { run } from '../../tools/test-runner.mjs';
import { stopSharedServers } from './support/shared.mjs';

// contract.test.mjs looks back at what the others covered, so it comes last.
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.mjs') && name !== 'contract.test.mjs').sort();
for (const file of [...files, 'contract.test.mjs']) await import(`./${file}`);
await run({ finish: stopSharedServers });
