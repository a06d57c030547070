// Makes build/site, everything that a browser is served, from the WebAssembly build, web/, shell/ and assets/.
//
// Names carry a hash of their content, so that they can be cached for ever; pages keep their names. Every file that
// compresses has .br and .gz neighbours. site.json lists the files with their kind and cache policy for the server.
//
// Templates (shell/*.html) may name: {{SCRIPT}} {{WASM}} {{REST}} {{CSS}} {{TEXT_…}} {{FIRST_…}} {{CONSOLE_…}} {{FAMILY_SCRIPT}} (URLs),
// {{MODULES}} (what the script imports), {{STYLE}} {{EARLY}} (what stands in the page itself), {{PRERENDER}} (the home
// screen as HTML, from the tree that `banzhen-prerender` prints), {{VERSION}} (a digest of all of these).
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';
import { docsPage, docsStyle } from './build-docs.mjs';
import { sdkFiles, writePackage } from './build-sdk.mjs';
import { root, writeIfChanged } from './files.mjs';
import { firstTexts } from './first-texts.mjs';
import { generateIcons } from './gen-icons.mjs';
import { splitWasm, withoutNames } from './split-wasm.mjs';

const run = promisify(execFile);
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const gallery = process.argv.includes('--gallery'); // every state of every screen, in build/gallery
const site = join(root, gallery ? 'build/gallery' : 'build/site');
const program = gallery ? 'banzhen-gallery' : 'banzhen-client';
const entryPoint = gallery ? 'web/gallery.ts' : 'web/main.ts';
const at = (...parts) => join(root, ...parts);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
};

function need(path, how) {
  if (existsSync(at(path))) return at(path);
  console.error(`build-web: ${path} is missing; ${how}`);
  process.exit(1);
}

const digest = (bytes) => createHash('sha256').update(bytes).digest('base64url').replace(/[-_]/g, '').slice(0, 10);

// ---- what goes into the site: path → { bytes, immutable } ----
const files = new Map();

function add(path, bytes, { immutable = false } = {}) {
  files.set(path, { bytes: Buffer.from(bytes), immutable });
  return `/${path}`;
}

function addHashed(stem, extension, bytes) {
  return add(`${stem}.${digest(bytes)}${extension}`, bytes, { immutable: true });
}

const forBrowsers = {
  absWorkingDir: root,
  outdir: site,
  entryNames: '[name].[hash]',
  chunkNames: '[name].[hash]',
  assetNames: '[name].[hash]',
  publicPath: '/',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  metafile: true,
  logLevel: 'warning',
  tsconfig: 'tsconfig.json',
};

// Adds what was built; answers the address of what was made of a source.
function addBundle({ outputFiles, metafile }) {
  for (const file of outputFiles) add(relative(site, file.path), file.contents, { immutable: true });
  return (source) => `/${relative(site, at(Object.entries(metafile.outputs).find(([, made]) => made.entryPoint === source)?.[0]))}`;
}

// Workers are programs of their own, with chunks and WebAssembly files of theirs; the page knows their addresses by these names.
const workers = { DICOM_WORKER: 'web/dicom/worker.ts', PREPARE_WORKER: 'web/prepare/worker.ts', HELP_WORKER: 'web/help/relay_worker.ts' };

async function bundleWorkers() {
  const define = {};
  for (const [name, source] of Object.entries(workers)) {
    const url = addBundle(await esbuild.build({
      ...forBrowsers, entryPoints: { [name.toLowerCase().replaceAll('_', '-')]: source }, loader: { '.wasm': 'file' }, external: ['fs', 'path'],
    }));
    define[name] = JSON.stringify(url(source));
  }
  return define;
}

async function bundle() {
  const define = { ...(await bundleWorkers()), HELP_TEXTS: JSON.stringify(tablesOf('help')), HELP_STYLE: JSON.stringify(addHashed('help', '.css', await style('help'))), HOME_GLYPHS: JSON.stringify(await homeGlyphs()) };
  const built = await esbuild.build({
    ...forBrowsers,
    define,
    entryPoints: gallery ? { banzhen: entryPoint, list: 'web/gallery_list.ts' } : { banzhen: entryPoint },
    alias: { 'banzhen-client': at(`build/web/${program}.mjs`) },
  });
  const url = addBundle(built);
  const { metafile } = built;
  const entry = Object.values(metafile.outputs).find((made) => made.entryPoint === entryPoint);
  const chunks = entry.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => `/${relative(site, at(path))}`);
  return { script: url(entryPoint), chunks, list: gallery ? url('web/gallery_list.ts') : undefined };
}

// The pages of those who help, staff and someone close, are a program of their own: together with the app it would split the first load into more files.
async function bundleConsole() {
  const [staff, family] = ['web/console/main.ts', 'web/family/main.ts'];
  const url = addBundle(await esbuild.build({ ...forBrowsers, entryPoints: { console: staff, family } }));
  return { staff: url(staff), family: url(family) };
}

async function checkTypes() {
  try {
    await run(at('node_modules/.bin/tsc'), ['-p', root, '--incremental', '--tsBuildInfoFile', at('build/tsc.tsbuildinfo')]);
  } catch (error) {
    console.error(error.stdout || error.message);
    console.error('build-web: the web side has type errors');
    process.exit(1);
  }
}

async function style(name) {
  const css = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`shell/${name}.css`],
    bundle: true,
    minify: true,
    target: ['chrome100', 'firefox100', 'safari15.4'],
    charset: 'utf8',
    write: false,
  });
  return css.outputFiles[0].text;
}

// A plain script, not a module: modules wait for the whole page.
async function earlyScript() {
  const built = await esbuild.build({
    absWorkingDir: root, entryPoints: ['web/early.ts'], bundle: true, minify: true, format: 'iife', target: ['chrome100', 'firefox100', 'safari15.4'], write: false,
  });
  return built.outputFiles[0].text.trim();
}

function texts() {
  const urls = {};
  for (const file of readdirSync(at('assets/text')).filter((name) => name.endsWith('.json'))) {
    const name = basename(file, '.json');
    urls[name] = addHashed(`text/${name}`, '.json', JSON.stringify(tableOf(name)));
  }
  for (const language of ['zh-CN', 'en']) {
    urls[`first.${language}`] = addHashed(`text/first.${language}`, '.json', JSON.stringify(firstTexts(tableOf(language))));
  }
  return urls;
}

// Of a part's own texts: language → address.
const tableOf = (name) => JSON.parse(readFileSync(at('assets/text', `${name}.json`), 'utf8'));
const tablesOf = (part) => ({ 'zh-CN': text[`${part}.zh-CN`], en: text[`${part}.en`] });

async function ofHome(what, language) {
  const program = need('build/web/banzhen-prerender.cjs', 'build it with ./dev build web');
  return (await run(process.execPath, [program, what, language, at('assets/text', `${language}.json`)], { cwd: root })).stdout;
}

// Language and size → what home is written with (web/glyphs_ahead.ts).
async function homeGlyphs() {
  const [zh, en] = (await Promise.all(['zh-CN', 'en'].map((language) => ofHome('glyphs', language)))).map((json) => JSON.parse(json));
  return { 'zh-CN': zh, en };
}

async function prerender() {
  // The mirror's own description of nodes writes the HTML, so the page and the program agree.
  const built = await esbuild.build({
    absWorkingDir: root, entryPoints: ['web/prerender.ts'], bundle: true, format: 'esm', write: false, tsconfig: 'tsconfig.json',
  });
  const { prerender: html } = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`);
  return html(await ofHome('tree', 'zh-CN'));
}

// Everything in shell/ but templates, style and notes is served under its own name.
function shellFiles(folder = at('shell')) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const name = relative(at('shell'), path);
    if (entry.isDirectory()) {
      if (entry.name !== 'gallery') shellFiles(path);
    } else if (!['.html', '.css', '.md'].includes(extname(name))) add(name, readFileSync(path));
  }
}

// What a page needs before it is seen stands in it: asked for apart it would come a round trip later, and share the line with the
// program. The policy names its hash, so that nothing else that stands in a page runs.
const inside = (text, tag) =>
  [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, body]) => createHash('sha256').update(body).digest('base64'));

const own = ['STYLE', 'EARLY'];
function fill(template, values, file) {
  const text = template.replace(/^\s*<!--[^[](?:(?!-->)[\s\S])*-->\s*?\n/gm, '').replace(/\{\{([A-Z_]+)\}\}/g, (match, name) => {
    if (own.includes(name)) return match;
    if (values[name] === undefined) throw new Error(`${file}: there is no value for ${match}`);
    return values[name];
  });
  // The content security policy forbids all but our own; better to fail here than in a browser.
  const inline = /<style\b|<script(?![^>]*\bsrc=)(?![^>]*type="(?:application\/(?:json|ld\+json))")|\sstyle="|\son[a-z]+="/i.exec(text.replace('<style>{{STYLE}}</style>', '').replace('<script>{{EARLY}}</script>', ''));
  if (inline) throw new Error(`${file}: inline script or style (${inline[0].trim()}…), which the content security policy forbids`);
  return text.replace(/^[ \t]+/gm, '').replace(/\{\{([A-Z]+)\}\}/g, (_, name) => values[name]);
}

// ---- writing, with compressed neighbours; unchanged files are not compressed again ----
const compressible = (path) => !['.png', '.ico', '.jpg', '.woff2'].includes(extname(path));

async function write(path, { bytes }) {
  const target = join(site, path);
  const fresh = writeIfChanged(target, bytes);
  const sizes = { identity: bytes.length };
  if (compressible(path)) {
    const options = {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
        [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    };
    const neighbours = { br: () => brotli(bytes, options), gz: () => gzip(bytes, { level: 9 }) };
    for (const [suffix, compress] of Object.entries(neighbours)) {
      const neighbour = `${target}.${suffix}`;
      if (fresh || !existsSync(neighbour)) writeIfChanged(neighbour, await compress());
      sizes[suffix] = statSync(neighbour).size;
    }
  }
  return sizes;
}

function removeOthers(keep, folder = site) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOthers(keep, path);
    else if (!keep.has(relative(site, path).replace(/\.(br|gz)$/, ''))) rmSync(path);
  }
}

const started = performance.now();
need(`build/web/${program}.mjs`, 'build it with ./dev build web');
need('web/main.ts', 'it is the entry of the web host');
need('shell/index.html', 'it is the page template');
mkdirSync(site, { recursive: true });
generateIcons();

const text = texts();
const [, { script, chunks, list }, helper, look, helperLook, home, early] = await Promise.all([
  checkTypes(), bundle(), bundleConsole(), style('app'), style('console'), prerender(), earlyScript(),
]);
const css = addHashed('app', '.css', look); // for the console, which shows the app's page
const helperCss = addHashed('console', '.css', helperLook);
const built = at(`build/web/${program}.wasm`);
// The gallery shows every screen at once.
const parts = gallery ? { first: withoutNames(readFileSync(built)) } : await splitWasm(built, at('build'));
const wasm = addHashed('banzhen', '.wasm', parts.first);
const rest = parts.rest ? addHashed('rest', '.wasm', parts.rest) : '';
shellFiles();
if (!gallery) {
  const sdk = await sdkFiles();
  for (const [path, bytes] of sdk) add(path, bytes, { immutable: /\d\//.test(path) });
  await writePackage(sdk);
}
const contract = readFileSync(at('docs/openapi.yaml'), 'utf8');
add('openapi.yaml', contract);
add('docs.html', docsPage(contract));
add('docs.css', docsStyle);

const values = {
  SCRIPT: script,
  MODULES: chunks.map((path) => `<link rel="modulepreload" href="${path}">`).join('\n'), // else found a round trip later
  WASM: wasm,
  REST: rest,
  CSS: css,
  STYLE: look.trim(),
  EARLY: early,
  TEXT_ZH: text['zh-CN'],
  TEXT_EN: text.en,
  FIRST_ZH: text['first.zh-CN'],
  FIRST_EN: text['first.en'],
  CONSOLE_SCRIPT: helper.staff,
  FAMILY_SCRIPT: helper.family,
  CONSOLE_CSS: helperCss,
  CONSOLE_ZH: text['console.zh-CN'],
  CONSOLE_EN: text['console.en'],
  // What the family's page says while its program and words are on their way, or the network is gone.
  OPENING_ZH: tableOf('console.zh-CN')['family.opening'],
  OPENING_EN: tableOf('console.en')['family.opening'],
  PRERENDER: home,
  VERSION: digest([script, wasm, rest, css, early, ...Object.values(text), home].join()),
};
for (const file of readdirSync(at('shell')).filter((name) => name.endsWith('.html'))) {
  add(file, fill(readFileSync(at('shell', file), 'utf8'), values, `shell/${file}`));
}

if (gallery) {
  values.LIST = list;
  values.LIST_CSS = add('gallery.css', readFileSync(at('shell/gallery/gallery.css')));
  add('gallery.html', fill(readFileSync(at('shell/gallery/gallery.html'), 'utf8'), values, 'shell/gallery/gallery.html'));
}

const listed = {};
await Promise.all(
  [...files].map(async ([path, file]) => {
    listed[`/${path}`] = {
      type: types[extname(path)] ?? 'application/octet-stream',
      cache: file.immutable ? 'immutable' : 'revalidate',
      ...(path.endsWith('.html') && { styles: inside(String(file.bytes), 'style'), scripts: inside(String(file.bytes), 'script') }),
      bytes: await write(path, file),
    };
  }),
);
const sorted = Object.fromEntries(Object.entries(listed).sort(([a], [b]) => (a < b ? -1 : 1)));
writeIfChanged(
  join(site, 'site.json'),
  `${JSON.stringify({ version: values.VERSION, entry: { page: '/index.html', script, wasm, rest, css, text }, files: sorted }, null, 2)}\n`,
);
removeOthers(new Set([...files.keys(), 'site.json']));

const total = Object.entries(sorted)
  .filter(([path]) => ['/index.html', script, wasm, rest, text['zh-CN'], text['first.zh-CN']].includes(path))
  .reduce((sum, [, file]) => sum + file.bytes.br, 0);
console.log(`${relative(root, site)}: first load ${total} bytes with brotli (${((performance.now() - started) / 1000).toFixed(1)} s)`);
