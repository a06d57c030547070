// The parts put together around a window that is just enough of one.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Shelf, call, recorder, sleep, until, web } from './support.mjs';

function fakeWindow(address = 'https://app.test/') {
  const url = new URL(address);
  const document = Object.assign(new EventTarget(), { hidden: false });
  const opened = [];
  const requests = [];
  const window = Object.assign(new EventTarget(), {
    document, opened, requests,
    location: { href: url.href, origin: url.origin, pathname: url.pathname, search: url.search, hash: url.hash, assign: (to) => opened.push(String(to)) },
    history: { state: null, pushState() {}, replaceState() {}, back() {} },
    navigator: { onLine: true, language: 'zh-CN' },
    sessionStorage: new Shelf(),
    localStorage: new Shelf(),
    fetch: async (to, init) => (requests.push({ to, init }), new Response('{}', { status: 200 })),
    setTimeout, clearTimeout,
    print: () => opened.push('print'),
  });
  return window;
}

function setUp(window = fakeWindow(), more = {}) {
  const record = recorder();
  const looks = [];
  const status = { textContent: '' };
  const host = web.createHost({
    window, emit: record.emit, status, focus: (node) => looks.push(`focus ${node}`), read: (on) => looks.push(`read ${on}`),
    preferred: (...what) => looks.push(what.join(' ')), ...more,
  });
  const run = (...effects) => effects.forEach((effect) => web.runEffect(effect, host));
  return { window, host, run, looks, status, ...record };
}

test('host: starts with what is known, and restores the draft after a reload', () => {
  const first = setUp();
  assert.deepEqual(first.host.start(), {
    on: 'start', draft: '', signed_in: false, shared: false, online: true, route: 'home', paid: null, checked: null, size: 'standard', language: 'zh-CN',
    paint: 'canvas', contrast: 'normal', read_aloud: 'off', can_speak: false, folders: false,
  });
  first.run({ do: 'session', token: 't1' }, { do: 'draft', text: '{"weeks":4}' }, { do: 'prefer', name: 'size', value: 'elder' });
  assert.equal(first.window.sessionStorage.getItem('bz.draft'), null);
  first.window.document.hidden = true;
  first.window.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(first.window.sessionStorage.getItem('bz.draft'), '{"weeks":4}');
  const again = fakeWindow();
  again.sessionStorage = first.window.sessionStorage;
  again.localStorage = first.window.localStorage;
  const { draft, signed_in, size } = setUp(again).host.start();
  assert.deepEqual([draft, signed_in, size], ['{"weeks":4}', true, 'elder']);
  first.window.document.hidden = false;
  first.window.document.dispatchEvent(new Event('visibilitychange'));
});

test('host: follows what the system is set to until the person chooses', () => {
  const system = { wanted: true, plain: () => system.wanted, watch: (changed) => (system.changed = changed) };
  const t = setUp(fakeWindow(), { system });
  assert.equal(t.host.start().paint, 'plain');
  assert.equal(t.window.localStorage.map.size, 0);
  system.changed(); // all the same
  system.wanted = false;
  system.changed();
  assert.deepEqual(t.looks, ['paint canvas']);
  assert.deepEqual(t.of('prefer').map(({ name, value }) => `${name} ${value}`), ['paint canvas']);
  t.run({ do: 'prefer', name: 'paint', value: 'canvas' });
  system.wanted = true;
  system.changed();
  assert.equal(t.host.prefs.paint, 'canvas');
  assert.deepEqual(t.looks, ['paint canvas', 'paint canvas']);
});

test('host: signing out leaves nothing personal behind', async () => {
  const t = setUp();
  t.host.start();
  t.run({ do: 'session', token: 't1' }, { do: 'draft', text: '{"name":"王"}' });
  t.host.addFile('p', new File(['x'], 'a.jpg'));
  t.window.dispatchEvent(new Event('pagehide'));
  assert.equal(t.window.sessionStorage.map.size, 3);
  t.run({ do: 'session', token: '' });
  assert.equal(t.window.sessionStorage.map.size, 0);
  t.run(call({}));
  await until(() => t.of('reply').length === 1);
  assert.equal(t.window.requests[0].init.headers.Authorization, undefined);
});

test('host: in a hospital\'s page nothing personal is kept, and addresses elsewhere are not followed there', () => {
  const left = [];
  const t = setUp(fakeWindow(), { embedded: true, leave: (url) => url.protocol === 'https:' && left.push(url.href) > 0 });
  assert.equal(t.host.start().shared, false);
  t.run({ do: 'session', token: 't1' }, { do: 'draft', text: '{"name":"王"}' });
  t.host.addFile('p', new File(['x'], 'a.jpg'));
  t.window.dispatchEvent(new Event('pagehide'));
  assert.equal(t.window.sessionStorage.map.size, 0);
  assert.equal(t.host.draft(), '{"name":"王"}');
  t.run({ do: 'open', url: 'https://pay.example/1' }, { do: 'open', url: 'tel:120' });
  assert.deepEqual([left, t.window.opened], [['https://pay.example/1'], ['tel:120']]);
});

test('host: calls keep out of caches, cookies and other sites', async () => {
  const t = setUp();
  t.run(call({ path: '/visits/v1' }));
  await until(() => t.of('reply').length === 1);
  const [{ to, init }] = t.window.requests;
  assert.equal(to, '/api/v1/visits/v1');
  assert.deepEqual([init.cache, init.credentials, init.redirect, init.referrerPolicy], ['no-store', 'omit', 'error', 'no-referrer']);
});

test('host: opens pages and phone numbers, never script', () => {
  const t = setUp();
  for (const url of ['/pay/1', 'tel:120', 'https://pay.test/x', 'javascript:alert(1)', 'data:text/html,x', 'blob:https://app.test/1']) t.run({ do: 'open', url });
  assert.deepEqual(t.window.opened, ['https://app.test/pay/1', 'tel:120', 'https://pay.test/x']);
});

test('host: of timers with one purpose the latest counts', async () => {
  const t = setUp();
  t.run({ do: 'after', purpose: 'a', delay_ms: 5 }, { do: 'after', purpose: 'a', delay_ms: 10 }, { do: 'after', purpose: 'b', delay_ms: 1 });
  await sleep(40);
  assert.deepEqual(t.of('after').map(({ purpose }) => purpose), ['b', 'a']);
});

test('host: looks, focus, print and announcements reach the page', () => {
  const t = setUp();
  t.run(
    { do: 'prefer', name: 'language', value: 'en' }, { do: 'prefer', name: 'language', value: 'tlh' }, { do: 'focus', node: 'sign_in.phone' },
    { do: 'print' }, { do: 'announce', text: 'Sent' }, { do: 'speak', text: 'no voice here' },
  );
  assert.deepEqual(t.looks, ['language en', 'focus sign_in.phone']);
  assert.deepEqual(t.window.opened, ['print']);
  assert.equal(t.status.textContent, 'Sent');
  assert.equal(t.host.prefs.language, 'en');
});

test('host: the browser says that it is offline, and back', () => {
  const t = setUp();
  t.host.start();
  for (const name of ['offline', 'offline', 'online']) t.window.dispatchEvent(new Event(name));
  assert.deepEqual(t.of('online').map(({ value }) => value), [false, true]);
});
