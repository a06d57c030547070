// Suite "dicom": web/dicom against dcmtk and gdcm.
import { readdirSync } from 'node:fs';
import { run } from '../../tools/test-runner.mjs';
import { cleanUp } from './support.mjs';

const folder = new URL('.', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort()) await import(new URL(file, folder));
await run({ finish: cleanUp });
