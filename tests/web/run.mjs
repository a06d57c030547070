// Suite "web": the browser's host layer, run in Node against a small server that misbehaves. No browser, no WASM.
import { readdirSync } from 'node:fs';
import { run } from '../../tools/test-runner.mjs';

const folder = new URL('.', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort()) await import(new URL(file, folder));
await run();
