// What these tests share: the modules under test, a server that misbehaves on demand, a recorder of events.
import { createServer } from 'node:http';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../../tools/files.mjs';

const modules = ['effects', 'link', 'request', 'net', 'upload', 'events', 'sse', 'session', 'store', 'drafts', 'prefs', 'history', 'speech', 'reader', 'countries', 'host', 'sounds', 'recorder', 'player', 'open_record', 'prepare/pixels', 'prepare/plan', 'prepare/sum', 'prepare/preparer', 'pictures', 'cutting', 'idle', 'viewer/view', 'viewer/series', 'viewer/source', 'viewer/decoder', 'help/rules', 'help/mask_text', 'help/mask', 'help/diff', 'help/sender', 'help/listener', 'help/relay', 'helping', 'help/help', 'help/words', 'console/reasons', 'console/facts', 'console/deciding', 'console/check', 'console/duration', 'console/server_clock', 'console/incoming', 'console/pickup', 'console/session', 'family/secret', 'console/batch_rows', 'places', 'help/acts', 'help/errors', 'help/reason', 'slices', 'picking/picking', 'picking/sort', 'family/knock', 'console/attempts', 'family/again', 'glyphs_ahead', 'ink', 'texts'];
export async function load(names) {
  const bundle = await esbuild.build({
    stdin: { contents: names.map((name) => `export * from './${name}.ts';`).join('\n'), resolveDir: join(root, 'web'), loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    tsconfigRaw: '{}',
    define: { HELP_WORKER: '"/help-worker.js"' },
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
}
export const web = await load(modules);

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(condition, what = String(condition), ms = 5000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await sleep(2);
  }
}

// handler(request, response, body): `response.socket.destroy()` is a lost connection.
export async function serve(handler) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    request.on('error', () => {});
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return;
    }
    const body = Buffer.concat(parts);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body: body.toString('latin1'), at: Date.now() });
    await handler(request, response, body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    base: `${origin}/api/v1`,
    seen,
    // As in a browser, where addresses are relative to the page.
    fetch: (url, init) => fetch(new URL(url, origin), init),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

export function recorder() {
  const events = [];
  return {
    events,
    emit: (event) => events.push(event),
    of: (on) => events.filter((event) => event.on === on),
  };
}

export class Shelf {
  map = new Map();
  getItem = (key) => this.map.get(key) ?? null;
  setItem = (key, value) => void this.map.set(key, String(value));
  removeItem = (key) => void this.map.delete(key);
}

// A link whose waits are short, so that tests need no patience.
export function fastLink(emit, steps = [5, 10, 20]) {
  return web.createLink({ emit, steps, random: () => 0.5 });
}

export const call = (fields) => ({
  do: 'call', purpose: 'load.test', method: 'GET', path: '/thing', body: '', idempotency_key: '', if_match: '', durable: true, ...fields,
});
