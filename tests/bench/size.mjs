// Bytes of the first load: what a browser fetches for "/" in zh-CN with an empty cache, compressed as the server would.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';

const goal = 300 * 1024;
const site = JSON.parse(readFileSync(join(root, 'build/site/site.json'), 'utf8'));
const text = (path) => readFileSync(join(root, 'build/site', path), 'utf8');

// What the page, its style and its scripts name and load at once. Scripts loaded on demand, import("…"), are not first load.
function references(path) {
  if (path.endsWith('.html')) return [...text(path).matchAll(/<(?:link|script(?! nomodule)|img)\b[^>]*?\s(?:href|src)="(\/[^"]*)"/g)].map((match) => match[1]);
  if (path.endsWith('.css')) return [...text(path).matchAll(/url\("?(\/[^")]*)"?\)/g)].map((match) => match[1]);
  if (path.endsWith('.js')) {
    return [...text(path).matchAll(/(?:^|[;}\s])import(?:[\w*{},$\s]+from)?\s*"(\.\/[^"]*)"/g)].map((match) => match[1].slice(1));
  }
  return [];
}

const { page, script, wasm, rest, text: texts } = site.entry;
const loaded = new Set();
const read = [texts['first.zh-CN'], texts['zh-CN']];
const pending = [page, script, wasm, rest, ...read];
while (pending.length) {
  const path = pending.pop();
  const otherLanguage = Object.values(texts).includes(path) && !read.includes(path);
  if (loaded.has(path) || otherLanguage || !site.files[path] || path.endsWith('.html') && path !== page) continue;
  loaded.add(path);
  pending.push(...references(path));
}

const bytes = (path) => site.files[path].bytes.br ?? site.files[path].bytes.identity;
const files = Object.fromEntries([...loaded].sort((a, b) => bytes(b) - bytes(a)).map((path) => [path, bytes(path)]));
const total = Object.values(files).reduce((sum, size) => sum + size, 0);
const fonts = Object.entries(files).filter(([path]) => /\.(woff2?|ttf|otf)$/.test(path)).reduce((sum, [, size]) => sum + size, 0);

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ total_brotli: total, font_bytes: fonts, files }));
} else {
  for (const [path, size] of Object.entries(files)) console.log(`${String(size).padStart(8)}  ${path}`);
  console.log(`${String(total).padStart(8)}  first load, brotli (goal ≤ ${goal}), fonts ${fonts}`);
}
process.exitCode = total <= goal && fonts === 0 ? 0 : 1;
