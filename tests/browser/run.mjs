// All browser journeys. See README.md.
import { readdirSync } from 'node:fs';
import { run } from '../../tools/test-runner.mjs';
import { closeBrowser, lookAround } from './support/person.mjs';

const here = new URL('.', import.meta.url);
for (const file of readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort()) await import(new URL(file, here));
await run({
  secondTries: 3,
  finish: async () => {
    await lookAround();
    await closeBrowser();
  },
});
