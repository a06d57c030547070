// Rules that a reader of this tree may rely on, as tests. Each failure names file, line and the reason for the rule.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { createConfig, lint } from '@redocly/openapi-core';
import { run, test } from '../../tools/test-runner.mjs';
import { allowed, foreign, partOf } from './includes.mjs';

const listed = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
const files = [...new Set(listed.split('\0'))].filter((path) => path && existsSync(join(root, path))).sort();
const cache = new Map();
const read = (path) => {
  if (!cache.has(path)) cache.set(path, readFileSync(join(root, path), 'utf8'));
  return cache.get(path);
};
const isText = (path) => !/\.(png|jpg|jpeg|ico|pdf|woff2|wasm|dcm|br|gz)$/.test(path);
const cpp = files.filter((path) => /^(src|tests)\/.*\.[ch]pp$/.test(path));
const lineOf = (text, index) => text.slice(0, index).split('\n').length;

function report(findings) {
  if (findings.length) assert.fail(`${findings.length} finding(s)\n${findings.join('\n')}`);
}

// The code without its comments, same length, so that positions still hold.
function withoutComments(text) {
  return text.replace(/"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('"') ? match : match.replace(/[^\n]/g, ' '),
  );
}

test('includes point one way', () => {
  const findings = [];
  for (const path of cpp.filter((file) => file.startsWith('src/'))) {
    const name = path.slice('src/'.length);
    const part = partOf(name);
    if (!part) {
      findings.push(`${path}: belongs to no part; docs/ARCHITECTURE.md names the folders`);
      continue;
    }
    const text = withoutComments(read(path));
    for (const match of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]/gm)) {
      const where = `${path}:${lineOf(text, match.index)}`;
      const target = match[1];
      for (const [header, home, why] of foreign) {
        if (header.test(target) && !home.test(name)) findings.push(`${where}: ${target} does not belong here: ${why}`);
      }
      if (!existsSync(join(root, 'src', target))) continue;
      const other = partOf(target);
      const [may, why] = allowed[part];
      if (other !== part && !may.includes(other)) findings.push(`${where}: ${part} must not include ${target} (${other}): ${why}`);
      const screen = (file) => /^client\/screens\/([^/]+)\//.exec(file)?.[1];
      if (part === 'screens' && other === 'screens' && screen(target) !== screen(name) && screen(target) !== 'common') {
        findings.push(`${where}: a screen must not include another screen (${target}): it asks for a route instead`);
      }
    }
  }
  report(findings);
});

test('the platform shows in host/web_* only', () => {
  const findings = [];
  for (const path of cpp.filter((file) => !file.startsWith('src/client/host/web_'))) {
    const text = withoutComments(read(path));
    for (const match of text.matchAll(/__EMSCRIPTEN__|\bEM_(?:ASYNC_)?JS\b|\bEM_ASM\w*/g)) {
      findings.push(`${path}:${lineOf(text, match.index)}: ${match[0]}: CMake picks files per platform, so that the rest reads and tests the same everywhere`);
    }
  }
  report(findings);
});

// ---- texts ----
const languages = ['zh-CN', 'en'];
// The app's own table comes with its first load; those of parts that load later are files of their own.
const tables = ['', 'help.', 'console.'];
const textFile = (language, table = '') => `assets/text/${table}${language}.json`;

function texts(language, table = '') {
  return existsSync(join(root, textFile(language, table))) ? JSON.parse(read(textFile(language, table))) : {};
}

// The string literals of the first argument of each t(…) call, with their line.
function* textKeys(path) {
  const text = withoutComments(read(path));
  for (const call of text.matchAll(/\bt\(/g)) {
    let depth = 1;
    let index = call.index + call[0].length;
    while (index < text.length && depth > 0) {
      const character = text[index];
      if (character === '"') {
        const literal = /^"((?:\\.|[^"\\])*)"/.exec(text.slice(index));
        if (!literal) break;
        if (depth === 1) yield { key: literal[1], line: lineOf(text, index), before: text.slice(call.index, index) };
        index += literal[0].length;
        continue;
      }
      if ('([{'.includes(character)) depth += 1;
      if (')]}'.includes(character)) depth -= 1;
      if (character === ',' && depth === 1) break;
      index += 1;
    }
  }
}

for (const table of tables) test(`both languages have the same keys, placeholders and no empty text${table && ` (${table})`}`, () => {
  const [zh, en] = languages.map((language) => texts(language, table));
  const textFile = (language) => `assets/text/${table}${language}.json`;
  const findings = [];
  const placeholders = (value) => [...new Set(String(value).match(/\{[a-z_]+\}/g) ?? [])].sort().join(' ');
  for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
    if (!(key in zh)) findings.push(`${textFile('zh-CN')}: lacks "${key}"`);
    else if (!(key in en)) findings.push(`${textFile('en')}: lacks "${key}"`);
    else if (placeholders(zh[key]) !== placeholders(en[key]) && !/\{n\}/.test(zh[key] + en[key])) {
      findings.push(`"${key}": placeholders differ: zh-CN ${placeholders(zh[key])}, en ${placeholders(en[key])}`);
    } else if (!zh[key] || !en[key]) findings.push(`"${key}": the text is empty`);
  }
  report(findings);
});

test('every text key in use exists', () => {
  const known = Object.keys(texts('zh-CN'));
  const findings = [];
  for (const path of files.filter((file) => /^src\/client\/.*\.[ch]pp$/.test(file))) {
    for (const { key, line } of textKeys(path)) {
      // A key may be put together: a beginning in the code, an error or state code after it.
      const found = /[._]$/.test(key) ? known.some((name) => name.startsWith(key)) : known.includes(key);
      if (!found && /^[a-z0-9_]+(\.[a-z0-9_]*)+$/.test(key)) findings.push(`${path}:${line}: no text "${key}" in assets/text`);
    }
  }
  report(findings);
});

// Which sources may use a table's texts.
const users = { '': /^(src\/(client|api|domain)|web|shell)\//, 'help.': /^web\/help\//, 'console.': /^web\/(console|family)\// };
for (const table of tables) test(`every text is in use${table && ` (${table})`}`, () => {
  const literals = new Set();
  const prefixes = new Set();
  const suffixes = new Set();
  for (const path of files.filter((file) => users[table].test(file) && isText(file))) {
    for (const match of read(path).matchAll(/["'`]([a-z0-9_]+(?:\.[a-z0-9_]+)*\.?)(?=["'`]|\$\{)/g)) {
      (/\..*_$|\.$/.test(match[1]) ? prefixes : literals).add(match[1]);
      if (/^_[a-z_]+$/.test(match[1])) suffixes.add(match[1]);
    }
  }
  const findings = Object.keys(texts('zh-CN', table))
    .filter((key) => ![...suffixes].some((suffix) => key.endsWith(suffix) && literals.has(key.slice(0, -suffix.length))))
    .filter((key) => !literals.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix)))
    .map((key) => `${textFile('zh-CN', table)}: nobody uses "${key}"`);
  report(findings);
});

test('no Chinese in client code: people read texts, by key', () => {
  const findings = [];
  for (const path of files.filter((file) => /^(src\/client|web)\/.*\.([ch]pp|ts)$/.test(file) && !/fixture/.test(file))) {
    const text = withoutComments(read(path));
    for (const match of text.matchAll(/["'`][^"'`\n]*[\u3400-\u9fff\uf900-\ufaff][^"'`\n]*["'`]/g)) {
      findings.push(`${path}:${lineOf(text, match.index)}: ${match[0]}`);
    }
  }
  report(findings);
});

test('no English sentence in client code either', () => {
  const findings = [];
  for (const path of files.filter((file) => /^(src\/client|web)\/.*\.([ch]pp|ts)$/.test(file) && !/fixture/.test(file))) {
    const text = withoutComments(read(path));
    for (const match of text.matchAll(/["'`][A-Z][a-z]+ [^"'`\n]*["'`]/g)) {
      const line = text.slice(text.lastIndexOf('\n', match.index) + 1, text.indexOf('\n', match.index));
      // What a developer reads when something is thrown is not what a person reads; nor are a header's word and fonts' names.
      if (!/\bthrow\b|Error\(|console\./.test(line) && !/^.(Bearer|Noto|Microsoft) /.test(match[0])) findings.push(`${path}:${lineOf(text, match.index)}: ${match[0]}`);
    }
    // What lays out a screen has ids, keys and looks, all in small letters: there one word, or a sentence without its capital, is too many.
    if (/^src\/client\/(screens|app|state)\//.test(path))
      for (const match of text.matchAll(/"(?:[A-Z][a-z]+|[a-z]+(?: [a-z]+){2,})[.!?…]?"/g)) findings.push(`${path}:${lineOf(text, match.index)}: ${match[0]}`);
  }
  report(findings);
});

test('each language is itself: no English left in Chinese texts, no Chinese in English ones', () => {
  // Names of formats and keys, and what leads to the other language.
  const latin = new Set(['PDF', 'CT', 'Ctrl']);
  const both = new Set(['common.seal.mark', 'home.licence.seal', 'home.language.label', 'home.language.name', 'page.language', 'settings.language.off', 'settings.language.on', 'settings.language.title']);
  const findings = [];
  const all = (language) => tables.flatMap((table) => Object.entries(texts(language, table))).filter(([key]) => !both.has(key));
  for (const [key, text] of all('zh-CN'))
    for (const word of text.replace(/\{\w+\}/g, '').match(/[A-Za-z]{2,}/g) ?? []) if (!latin.has(word)) findings.push(`zh-CN ${key}: ${word}`);
  for (const [key, text] of all('en')) if (/[\u3400-\u9fff]/.test(text)) findings.push(`en ${key}: ${text}`);
  report(findings);
});

// ---- sources ----
test(`no ${'FIX'}ME, no ${'TO'}DO without an issue`, () => {
  const marks = new RegExp(`\\b${'FIX'}ME\\b|\\b${'TO'}DO\\b(?!\\(#\\d+\\))`, 'g');
  const findings = [];
  for (const path of files.filter((file) => /^(src|web|shell|tests|tools|cmake)\/|^dev$/.test(file) && isText(file))) {
    const text = read(path);
    for (const match of text.matchAll(marks)) findings.push(`${path}:${lineOf(text, match.index)}: ${match[0]}: mend it, or name its issue`);
  }
  report(findings);
});

test('every header says first what it owns', () => {
  report(cpp.filter((path) => path.endsWith('.hpp') && !/^\/[/*]/.test(read(path))).map((path) => `${path}:1: open with one to three sentences: what it owns and what it does not`));
});

test('the contract is a sound OpenAPI 3.1 document', async () => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    // Some operations cannot be asked wrongly (health, options), and the sandbox's pages answer with a redirect only.
    rules: { 'operation-4xx-response': 'off', 'operation-2xx-response': 'off' },
  });
  const problems = await lint({ ref: join(root, 'docs/openapi.yaml'), config });
  report(problems.map(({ ruleId, message, location }) => `docs/openapi.yaml${location[0].pointer}: ${ruleId}: ${message}`));
});

test('every folder has a README', () => {
  // Folders that only mirror or list what the README above them explains.
  const explainedAbove = [/^src\/client\/screens\/.+/, /^tests\/unit\/.+/, /^assets\/.+/, /^shell\/.+/, /^\.ci$/, /^docs\/decisions$/, /^web\/embed\/published\b/, /^tests\/golden\/.+/, /\/(support|fixtures?)$/];
  const folders = new Set();
  for (const path of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  report(
    [...folders]
      .sort()
      .filter((folder) => !explainedAbove.some((pattern) => pattern.test(folder)) && !existsSync(join(root, folder, 'README.md')))
      .map((folder) => `${folder}/: lacks a README.md of a few lines: purpose, what must never enter, how to add one`),
  );
});

test('C++ is formatted (./dev fmt)', () => {
  const findings = [];
  for (let index = 0; index < cpp.length; index += 40) {
    try {
      execFileSync('clang-format-19', ['--dry-run', '-Werror', ...cpp.slice(index, index + 40)], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      if (error.code === 'ENOENT') throw new Error('clang-format-19 is missing');
      const named = [...String(error.stderr).matchAll(/^(\S+?):(\d+):\d+: error: code should be clang-formatted/gm)];
      for (const path of new Set(named.map(([, file]) => file))) findings.push(`${path}: not formatted`);
    }
  }
  report(findings);
});

test('no paths of a machine and no hosts of a package registry', () => {
  const hosts = ['registry.' + 'npmjs', 'deb.' + 'debian.org', 'pypi.' + 'org', 'pkg.' + 'dev/', 'npm.' + 'pkg', 'npm' + 'mirror', 'proxy.' + 'golang'];
  const paths = new RegExp(`(?<![\\w./}-])/(?:${['wo' + 'rk', 'ro' + 'ot', 'Us' + 'ers', 'ho' + 'me/[a-z]+'].join('|')})/`);
  const findings = [];
  for (const path of files.filter((file) => isText(file) && file !== 'LICENSE')) {
    read(path).split('\n').forEach((line, index) => {
      if (hosts.some((host) => line.includes(host)) || paths.test(line)) findings.push(`${path}:${index + 1}: ${line.trim().slice(0, 120)}`);
      if (path === 'package-lock.json' && line.includes('"resolved"')) findings.push(`${path}:${index + 1}: the lock must not name where packages came from`);
    });
  }
  report(findings);
});

await run();
