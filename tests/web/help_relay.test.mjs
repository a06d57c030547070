// Requests that a worker asks: each gets its own answer, the network's judge hears of it, and where the worker cannot be had
// the page asks itself.
import assert from 'node:assert/strict';
import * as esbuild from 'esbuild';
import { test } from '../../tools/test-runner.mjs';
import { root } from '../../tools/files.mjs';
import { sleep, until, web } from './support.mjs';

const init = { method: 'GET', headers: {} };
const long_ms = 60_000;
const told = (of, kind) => of.filter(([what]) => what === kind).length;

function relaying({ worker = true } = {}) {
  const heard = []; // by the link
  const made = []; // workers
  const direct = []; // what the page asked
  const relay = web.createRelay({
    base: '/api',
    link: { worked: () => heard.push(['worked']), failed: () => heard.push(['failed']) },
    request: async (path) => (direct.push(path), { status: 299, text: path }),
    open() {
      if (!worker) return null;
      const one = { posted: [], ended: false, postMessage: (job) => one.posted.push(job), terminate: () => (one.ended = true) };
      made.push(one);
      return one;
    },
  });
  const ask = (path, stop = new AbortController().signal, ms = long_ms) => relay.ask(path, init, stop, ms);
  return { relay, ask, heard, made, direct };
}
const answer = (worker, id, text) => worker.onmessage({ data: { id, answer: text === null ? null : { status: 200, text } } });

test('help relay: one worker asks, and answers find whoever waits for them, in any order', async () => {
  const { ask, heard, made, direct } = relaying();
  const [first, second] = [ask('/a'), ask('/b')];
  assert.equal(made.length, 1);
  assert.deepEqual(made[0].posted.map(({ url }) => url), ['/api/a', '/api/b']);
  const [a, b] = made[0].posted.map(({ id }) => id);
  answer(made[0], b, 'of b');
  answer(made[0], a, 'of a');
  assert.deepEqual([(await first).text, (await second).text], ['of a', 'of b']);
  assert.equal(told(heard, 'worked'), 2);
  assert.equal(direct.length, 0);
});

test('help relay: no answer is null, and the link hears of it', async () => {
  const { ask, heard, made } = relaying();
  const asked = ask('/a');
  answer(made[0], made[0].posted[0].id, null);
  assert.equal(await asked, null);
  assert.deepEqual(heard, [['failed']]);
});

test('help relay: whoever stops waiting gets null at once, the worker drops it, and that is nobody\'s network', async () => {
  const { ask, heard, made } = relaying();
  const stopping = new AbortController();
  const asked = ask('/a', stopping.signal);
  stopping.abort();
  assert.equal(await asked, null);
  const { id } = made[0].posted[0];
  assert.deepEqual(made[0].posted[1], { drop: id });
  answer(made[0], id, 'too late');
  assert.deepEqual(heard, []);
  assert.equal(await ask('/b', stopping.signal), null);
  assert.equal(made[0].posted.length, 2, 'not asked at all');
});

test('help relay: what takes too long is dropped, and counts as no answer', async () => {
  const { ask, heard, made } = relaying();
  assert.equal(await ask('/a', undefined, 20), null);
  assert.deepEqual(made[0].posted[1], { drop: made[0].posted[0].id });
  assert.deepEqual(heard, [['failed']]);
});

test('help relay: where the worker cannot be had, the page asks: what waits, and what comes', async () => {
  const none = relaying({ worker: false });
  assert.equal((await none.ask('/a')).status, 299);
  const { ask, made, direct } = relaying();
  const asked = ask('/a');
  made[0].onerror();
  assert.equal((await asked).text, '/a');
  assert.equal((await ask('/b')).text, '/b');
  assert.deepEqual(direct, ['/a', '/b']);
  assert.ok(made[0].ended);
  assert.equal(made.length, 1);
});

test('help relay: closed, its worker goes; the next session has its own', async () => {
  const { relay, ask, made } = relaying();
  const asked = ask('/a');
  relay.close();
  assert.equal(await asked, null);
  assert.ok(made[0].ended);
  void ask('/b');
  assert.equal(made.length, 2);
});

// The worker's own file, in a scope of its own.
test('help relay: the worker asks as the page does: no cookies, nothing kept; a drop ends the request', async () => {
  const { outputFiles } = await esbuild.build({ absWorkingDir: root, entryPoints: ['web/help/relay_worker.ts'], bundle: true, format: 'iife', write: false, tsconfigRaw: '{}' });
  const asked = [];
  const posted = [];
  const self = { postMessage: (done) => posted.push(done) };
  const fetch = (url, options) => new Promise((resolve, reject) => {
    asked.push({ url, ...options });
    options.signal.addEventListener('abort', () => reject(new Error('aborted')));
    if (url === '/api/quick') resolve({ status: 204, text: async () => '' });
  });
  new Function('self', 'fetch', outputFiles[0].text)(self, fetch);
  self.onmessage({ data: { id: 1, url: '/api/quick', init: { method: 'POST', body: '{}' } } });
  self.onmessage({ data: { id: 2, url: '/api/held', init } });
  await until(() => posted.length === 1);
  assert.deepEqual(posted[0], { id: 1, answer: { status: 204, text: '' } });
  assert.deepEqual([asked[0].credentials, asked[0].cache, asked[0].redirect, asked[0].referrerPolicy, asked[0].method, asked[0].body], ['omit', 'no-store', 'error', 'no-referrer', 'POST', '{}']);
  await sleep(5);
  assert.equal(posted.length, 1, 'the other one is held');
  self.onmessage({ data: { drop: 2 } });
  await until(() => posted.length === 2);
  assert.deepEqual(posted[1], { id: 2, answer: null });
});
