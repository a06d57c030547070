// Divides the WASM program in two: what home needs for its first picture, and the rest, which follows while that is looked at
// (web/program.ts). A function goes into the rest when its name tells that it belongs to another screen, or that it reads an answer
// of the server, which nobody has before the rest is there; and so does what only those call. tests/browser/first_part.test.mjs
// holds the rest back.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
// As cmake/web.cmake asks for them; what the compiler needs besides.
const features = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'multivalue', 'reference-types'].map((name) => `--enable-${name}`);

// https://webassembly.github.io/spec/core/binary: sections are an id, a length and so many bytes; numbers are LEB128.
function* sections(bytes) {
  for (const at = { p: 8 }; at.p < bytes.length; ) {
    const start = at.p++;
    const size = leb(bytes, at);
    yield { id: bytes[start], bytes: bytes.subarray(start, at.p + size), body: bytes.subarray(at.p, at.p + size) };
    at.p += size;
  }
}
function leb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at.p++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}
function text(bytes, at) {
  const size = leb(bytes, at);
  at.p += size;
  return bytes.toString('utf8', at.p - size, at.p);
}

const customSection = 0;
const functionNames = 1;
const isNames = ({ id, body }) => id === customSection && text(body, { p: 0 }) === 'name';

// Of all functions, imported ones first: number → name.
function namesOf(bytes) {
  const names = new Map();
  for (const section of sections(bytes)) {
    if (!isNames(section)) continue;
    const { body } = section;
    const at = { p: 0 };
    text(body, at);
    while (at.p < body.length) {
      const kind = body[at.p++];
      const size = leb(body, at);
      const end = at.p + size;
      if (kind === functionNames) for (let count = leb(body, at); count > 0; count--) {
        const number = leb(body, at);
        names.set(number, text(body, at));
      }
      at.p = end;
    }
  }
  return names;
}

export function withoutNames(bytes) {
  return Buffer.concat([bytes.subarray(0, 8), ...[...sections(bytes)].filter((section) => !isNames(section)).map((section) => section.bytes)]);
}

function functionImports(bytes) {
  const importSection = 2;
  const found = [...sections(bytes)].find(({ id }) => id === importSection);
  const at = { p: 0 };
  const kinds = { 0: () => leb(found.body, at), 1: () => { at.p++; limits(); }, 2: () => limits(), 3: () => { at.p += 2; } };
  const limits = () => {
    const bounded = leb(found.body, at) & 1;
    leb(found.body, at);
    if (bounded) leb(found.body, at);
  };
  let functions = 0;
  for (let count = leb(found.body, at); count > 0; count--) {
    text(found.body, at);
    text(found.body, at);
    const kind = found.body[at.p++];
    if (kind === 0) functions++;
    kinds[kind]();
  }
  return functions;
}

// Which functions can wait.
export function restOf(names) {
  const screens = new Set([...names.values()].flatMap((name) => [...name.matchAll(/pass_of<bz::screens::(\w+)>/g)].map(([, screen]) => screen)));
  if (!screens.delete('Home')) throw new Error('split-wasm: the program has no names, or no home');
  const another = new RegExp(`bz::screens::(?:${[...screens].join('|')})\\b`);
  return [...names].filter(([, name]) => (another.test(name) && !/bz::screens::Home\b/.test(name)) || /^bz::api::detail::OpsOf<.*>::read\(/.test(name)).map(([number]) => number);
}

// Who calls whom, by number, and whom the outside or a pointer may call; from Binaryen's drawing of it.
export function callGraph(dot) {
  const calls = new Map();
  const entries = [];
  for (const line of dot.split('\n')) {
    const call = /^\s*"(\d+)" -> "(\d+)"; \/\/ call/.exec(line);
    if (call) calls.set(+call[1], [...(calls.get(+call[1]) ?? []), +call[2]]);
    const node = /^\s*"(\d+)" \[style="([^"]*)"(?:, fillcolor="(\w+)")?/.exec(line);
    if (node && (node[2].includes('rounded') || node[3] === 'gray')) entries.push(+node[1]);
  }
  return { calls, entries };
}

// All that can run while nothing of `rest` does.
export function reachable({ calls, entries }, rest) {
  const found = new Set();
  for (const open = entries.filter((number) => !rest.has(number)); open.length; ) {
    const number = open.pop();
    if (found.has(number)) continue;
    found.add(number);
    open.push(...(calls.get(number) ?? []).filter((callee) => !rest.has(callee)));
  }
  return found;
}

export async function splitWasm(path, scratch) {
  const named = readFileSync(path);
  const imports = functionImports(named);
  const folder = mkdtempSync(join(scratch, 'split-'));
  const at = (name) => join(folder, name);
  try {
    // Without names wasm-split calls functions by their number, and names with commas cannot confuse it.
    writeFileSync(at('whole.wasm'), withoutNames(named));
    const graph = await run('wasm-opt', [...features, at('whole.wasm'), '--print-call-graph', '-o', at('same.wasm')], { maxBuffer: 64e6 });
    const names = namesOf(named);
    const needed = reachable(callGraph(graph.stdout), new Set(restOf(names).map((number) => number - imports)));
    const rest = [...names.keys()].map((number) => number - imports).filter((number) => number >= 0 && !needed.has(number));
    writeFileSync(at('rest.txt'), rest.map((number) => `${number}\n`).join(''));
    await run('wasm-split', ['--split', at('whole.wasm'), ...features, `--split-funcs=@${at('rest.txt')}`, '--no-placeholders', '--import-namespace=first', '--export-prefix=%', '-o1', at('1.wasm'), '-o2', at('2.wasm')]);
    await Promise.all(['1', '2'].map((part) => run('wasm-opt', [...features, '-Oz', at(`${part}.wasm`), '-o', at(`${part}.small.wasm`)])));
    return { first: readFileSync(at('1.small.wasm')), rest: readFileSync(at('2.small.wasm')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
