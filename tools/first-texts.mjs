// The texts that home can need before the rest of the program is there (tools/split-wasm.mjs): those whose keys stand in the sources
// of the program's first part. tests/browser/first_part.test.mjs finds a missing one.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.mjs';

const folders = ['src/client/app', 'src/client/ui', 'src/client/screens/common', 'src/client/screens/home'];

function sources() {
  return folders.flatMap((folder) => readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.cpp') && !/fixture|gallery/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))).join('\n');
}

export function firstTexts(table, source = sources()) {
  const keys = new Set([...source.matchAll(/"([a-z0-9_.]+)"/g)].map(([, key]) => key));
  return Object.fromEntries(Object.entries(table).filter(([key]) => keys.has(key)));
}
