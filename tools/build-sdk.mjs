// The script that hospitals put on their own pages: for build/site under its version, for npm in build/sdk, with types.
//
// A published version never changes: its hash stands in web/embed/published.json, and in hospitals' pages (SRI). A build that would
// come out differently fails. What was published before is served on from web/embed/published/<version>/.
// `node tools/build-sdk.mjs --publish` writes down the hashes of a new version.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';
import { root, writeIfChanged } from './files.mjs';

const at = (...parts) => join(root, ...parts);
const source = 'web/embed';
export const scriptBytesMax = 8 * 1024; // brotli

export const integrityOf = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
export const manifest = () => JSON.parse(readFileSync(at(source, 'package.json'), 'utf8'));
export const published = () => JSON.parse(readFileSync(at(source, 'published.json'), 'utf8'));

async function bundle(entry, format) {
  const built = await esbuild.build({
    absWorkingDir: root, entryPoints: [`${source}/${entry}`], bundle: true, minify: true, format, target: 'es2022', charset: 'ascii',
    legalComments: 'none', write: false, tsconfigRaw: '{}',
    banner: { js: `/* banzhen-portal ${manifest().version}, Apache-2.0 */` },
  });
  return Buffer.from(built.outputFiles[0].contents);
}

const build = async () => Object.entries({ 'embed.js': await bundle('script.ts', 'iife'), 'embed.mjs': await bundle('element.ts', 'esm') });

// path below the site → bytes
export async function sdkFiles() {
  const { version } = manifest();
  const built = await build();
  const known = published();
  for (const [name, bytes] of built) {
    const found = integrityOf(bytes);
    if (known[version]?.[name] !== found) {
      throw new Error(`${source}/published.json: ${version} ${name} is not ${found}. A published version stays as it is: a change is a new version in ${source}/package.json`);
    }
  }
  const size = zlib.brotliCompressSync(built[0][1]).length;
  if (size > scriptBytesMax) throw new Error(`embed.js has ${size} bytes with brotli, ${scriptBytesMax} are allowed`);
  const files = new Map(built.map(([name, bytes]) => [`sdk/${version}/${name}`, bytes]));
  files.set('sdk/integrity.json', Buffer.from(`${JSON.stringify(known, null, 2)}\n`));
  const kept = at(source, 'published');
  for (const old of existsSync(kept) ? readdirSync(kept) : []) {
    for (const name of readdirSync(join(kept, old))) {
      const bytes = readFileSync(join(kept, old, name));
      if (known[old]?.[name] !== integrityOf(bytes)) throw new Error(`${source}/published/${old}/${name} is not what was published`);
      files.set(`sdk/${old}/${name}`, bytes);
    }
  }
  return files;
}

// A folder for `npm pack`.
export async function writePackage(files, folder = at('build/sdk')) {
  const { version } = manifest();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['embed.js', 'embed.mjs']) writeIfChanged(join(folder, name), files.get(`sdk/${version}/${name}`));
  copyFileSync(at(source, 'package.json'), join(folder, 'package.json'));
  copyFileSync(at('LICENSE'), join(folder, 'LICENSE'));
  await promisify(execFile)(at('node_modules/.bin/tsc'), [
    at(source, 'element.ts'), '--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--outDir', folder, '--target', 'es2022', '--module', 'esnext',
    '--moduleResolution', 'bundler', '--lib', 'es2023,dom,dom.iterable', '--types', '', '--strict',
  ]);
  return folder;
}

if (process.argv[1] === import.meta.filename && process.argv.includes('--publish')) {
  const hashes = (await build()).map(([name, bytes]) => [name, integrityOf(bytes)]);
  writeIfChanged(`${source}/published.json`, `${JSON.stringify({ ...published(), [manifest().version]: Object.fromEntries(hashes) }, null, 2)}\n`);
}
