// Small file helpers for the build scripts: the project's root, and writes that are safe when several builds run at once.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Writes a file in one step (readers never see half of it). Unchanged content keeps its time stamp: a new one would make
// every build that reads the file start over.
export function writeIfChanged(path, content) {
  const target = isAbsolute(path) ? path : join(root, path);
  const bytes = Buffer.from(content);
  try {
    if (readFileSync(target).equals(bytes)) return false;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, target);
  return true;
}
