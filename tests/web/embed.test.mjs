// The app on a hospital's page: what both sides say, the app's side of it, colours, and the published package.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { integrityOf, manifest, published, scriptBytesMax, sdkFiles, writePackage } from '../../tools/build-sdk.mjs';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { Portal } from '../portal/portal.mjs';
import { load, sleep, until } from './support.mjs';

const embed = await load(['embed/protocol', 'embed/theme', 'embed/news', 'embed/frame', 'embed/page']);
const { read, toFrame, toPage } = embed;
const launch = 'a'.repeat(52);
const said = (type, more = {}) => ({ banzhen: 1, type, ...more });

// ---- the protocol ----
const rightForFrame = [
  said('init'), said('init', { hospital: 'qinglan', entry: 'refill', launch, terms: 1, theme: { brand: '#0b4f8a' }, keyboard: false, inset: 34, smart: { iss: 'https://fhir.example.org/r4', launch: 'x+/=.y' } }),
  said('launch', { launch }), said('look', {}), said('look', { language: 'en', size: 'elder' }), said('theme', { theme: {} }),
  said('page', { keyboard: true, inset: 0 }), said('back'),
];
const rightForPage = [
  said('hello'), said('ready', { hospital: 'qinglan' }), said('resize', { height: 812 }), said('navigated', { place: 'visit' }), said('signed-in'),
  said('submitted', { visit: 'vis_1' }), said('paid', { order: 'ord_1' }), said('ended', { session: true }), said('dialog', { open: true }),
  said('error', { code: 'theme', token: 'brand', against: 'surface', contrast: 3.2 }),
];

test('embed protocol: every message is read as it was said, after the trip through another window', () => {
  for (const [shapes, messages] of [[toFrame, rightForFrame], [toPage, rightForPage]]) {
    for (const message of messages) assert.deepEqual(read(shapes, structuredClone(message)), message);
    assert.deepEqual([...new Set(messages.map(({ type }) => type))].sort(), Object.keys(shapes).sort(), 'each has an example here');
  }
});

test('embed protocol: a missing, wrong or additional field, another version or a stranger\'s type is nothing at all', () => {
  for (const [shapes, messages] of [[toFrame, rightForFrame], [toPage, rightForPage]]) {
    for (const message of messages) {
      const wrong = [
        { ...message, more: 1 }, { ...message, banzhen: 2 }, { ...message, banzhen: '1' }, { ...message, type: `${message.type}s` },
        { ...message, constructor: 1 }, JSON.parse(`{"__proto__":1,${JSON.stringify(message).slice(1)}`),
      ];
      const optional = new Set(Object.keys(shapes[message.type]).filter((name) => name.endsWith('?')).map((name) => name.slice(0, -1)));
      for (const [name, value] of Object.entries(message)) {
        if (name === 'banzhen' || name === 'type') continue;
        const { [name]: gone, ...rest } = message;
        if (!optional.has(name)) wrong.push(rest);
        for (const other of [null, undefined, [], {}, [value], () => 1, NaN, Infinity, -1, 1e9, 'x'.repeat(513), '<img src=x>', "a'b", `${value}\n`, '']) {
          if (name === 'theme' && other && Object.keys(other).length === 0 && !Array.isArray(other) && typeof other === 'object') continue;
          wrong.push({ ...message, [name]: other });
        }
      }
      for (const one of wrong) assert.equal(read(shapes, one), null, JSON.stringify(one)?.slice(0, 200));
    }
    for (const one of [null, undefined, 1, 'init', [], [said('back')], new Map(), new Date(0), { type: 'back' }, { banzhen: 1 }, said('toString'), said('__proto__')])
      assert.equal(read(shapes, one), null);
  }
  for (const theme of [{ brand: 'red' }, { brand: '#fff' }, { brand: '#0b4f8a;x' }, { font: '#000000' }, Object.create({ brand: '#0b4f8a' })])
    assert.equal(read(toFrame, said('theme', { theme })), null);
});

test('embed protocol: each text is no longer than it has to be', () => {
  const fits = (message) => read(toFrame, message) !== null;
  const [hospital, token, iss, words] = ['a', 'b', 'c', 'd'].map((letter) => (length) => letter.repeat(length));
  assert.deepEqual([64, 65].map((length) => fits(said('init', { hospital: hospital(length) }))), [true, false]);
  assert.deepEqual([15, 16, 512, 513].map((length) => fits(said('launch', { launch: token(length) }))), [false, true, true, false]);
  assert.deepEqual([100, 512].map((length) => fits(said('init', { smart: { iss: `https://${iss(length)}` } }))), [true, false]);
  assert.deepEqual([4096, 4097].map((length) => fits(said('init', { smart: { iss: 'https://a', launch: words(length) } }))), [true, false]);
});

test('embed protocol: what is oversized is not even looked through', () => {
  const huge = said('back');
  const trap = { enumerable: true, get: () => assert.fail('it was looked into') };
  for (let n = 0; n < 1000; n++) Object.defineProperty(huge, `k${n}`, trap);
  assert.equal(read(toFrame, huge), null);
  const theme = {};
  for (let n = 0; n < 1000; n++) Object.defineProperty(theme, `k${n}`, trap);
  assert.equal(read(toFrame, said('theme', { theme })), null);
  assert.equal(read(toFrame, said('launch', { launch: 'a'.repeat(513) })), null);
});

// ---- colours ----
const token = (css, name) => css[`--${name}`];

test('embed colours: a hospital\'s colour keeps every contrast of the app\'s own', () => {
  const builtIn = { c900: '#0e3b37', c800: '#14514b', c600: '#25786f', c400: '#78afa4', c300: '#a6cdc3', c200: '#cde3db', c100: '#e1eee9', c50: '#f0f6f2' };
  for (const brand of ['#0b4f8a', '#7a1f3d', '#14514b', '#5b2a86', '#0a0a0a', '#6b4e00', '#1b675f', '#a02c2c', '#0000c0', '#006a4e']) {
    assert.equal(embed.refusal({ brand }), null, brand);
    const { css, colours } = embed.palette({ brand });
    assert.equal(token(css, 'c700'), brand, 'the colour itself stays as the hospital gave it');
    assert.match(colours, /^[0-9a-f]{96}$/);
    for (const step of ['c400', 'c300', 'c200', 'c100', 'c50'])
      assert.ok(embed.luminance(token(css, step)) >= embed.luminance(builtIn[step]) - 1e-9, `${brand}: ${step} is darker than it was`);
    for (const step of ['c900', 'c800'])
      assert.ok(embed.luminance(token(css, step)) <= embed.luminance(builtIn[step]) + 1e-9, `${brand}: ${step} is lighter than it was`);
    // Letters where they stand: on the page, on cards, on what is chosen; white on buttons from end to end.
    for (const below of ['#f8f4eb', '#fffdf9', ...['c50', 'c100', 'c200'].map((step) => token(css, step))])
      for (const ink of ['c800', 'c900']) assert.ok(embed.contrast(token(css, ink), below) >= 4.5, `${brand}: ${ink} on ${below}`);
    for (const step of ['c600', 'c700', 'c800']) assert.ok(embed.contrast('#ffffff', token(css, step)) >= 4.5, `${brand}: white on ${step}`);
    // on_dark2 is the fifth role of the program's list.
    assert.ok(embed.contrast(`#${colours.slice(24, 30)}`, token(css, 'c600')) >= 4.5, `${brand}: small print on a button`);
  }
});

test('embed colours: what cannot be read is refused, with the two colours and how near they are', () => {
  const refused = [
    [{ brand: '#7fd0c0' }, 'on_brand', 'brand'], [{ brand: '#c77700' }, 'on_brand', 'brand'], [{ brand: '#767676' }, 'brand', 'surface'],
    [{ text: '#8a8a8a' }, 'text', 'surface'], [{ text: '#666666' }, 'text', 'tint'], [{ danger: '#ff5a4d' }, 'danger', 'surface'], [{ surface: '#b8b8b8' }, 'surface', 'ink'],
    [{ on_brand: '#1e2d2b' }, 'on_brand', 'brand'], [{ brand: '#ffd400', on_brand: '#000000' }, 'brand', 'surface'],
    // Each role that stands on another one, by itself.
    [{ surface: '#d0d0d0' }, 'surface', 'note'], [{ brand: '#767676', surface: '#ffffff' }, 'brand', 'card'],
    [{ brand: '#000000', on_brand: '#cccccc' }, 'on_brand', 'danger'], [{ brand: '#000000', on_brand: '#cccccc', danger: '#000000' }, 'on_brand', 'alarm'],
  ];
  for (const [theme, name, against] of refused) {
    const found = embed.refusal(theme);
    assert.deepEqual([found?.token, found?.against], [name, against], JSON.stringify(theme));
    assert.ok(found.contrast < 4.5);
  }
  assert.equal(embed.refusal({}), null, 'the app\'s own colours are fine');
  assert.equal(embed.refusal({ brand: '#0b4f8a', on_brand: '#fff8e7', surface: '#ffffff', text: '#101820', danger: '#a32a20' }), null);
  // Against another way to count: WCAG's own examples.
  assert.equal(embed.contrast('#000000', '#ffffff'), 21);
  assert.ok(Math.abs(embed.contrast('#767676', '#ffffff') - 4.54) < 0.005);
});

test('embed colours: the program lists the roles in the order that they are sent in', () => {
  const source = readFileSync(join(root, 'src/client/ui/surroundings.cpp'), 'utf8');
  const listed = [.../constexpr std::array roles = \{([^}]+)\}/.exec(source)[1].matchAll(/Color::(\w+)/g)].map(([, role]) => role);
  const brand = '#0b4f8a';
  const { css, colours } = embed.palette({ brand, surface: '#ffffff' });
  const named = { paper: 'paper', paper_deep: 'paper-deep', ink: 'ink', red700: 'r700', track: 'c200', ...Object.fromEntries([900, 800, 700, 600, 400, 300, 200, 100, 50].map((n) => [`celadon${n}`, `c${n}`])) };
  const sent = colours.match(/.{6}/g);
  assert.equal(sent.length, listed.length);
  listed.forEach((role, i) => named[role] && assert.equal(`#${sent[i]}`, token(css, named[role]), role));
});

// ---- what the page is told ----
test('embed news: places are coarse, changes are ids, and nothing is told twice', () => {
  const told = [];
  const news = embed.createNews((type, more) => told.push([type, more]));
  const reply = (purpose, body, status = 200) => news.heard({ on: 'reply', purpose, status, body: JSON.stringify(body), etag: '' });
  const taken = () => told.splice(0);
  news.heard({ on: 'start', route: 'home' });
  for (const route of ['red_flags', 'emergency', 'not_refill']) news.asked({ do: 'go', route, replace: false });
  assert.deepEqual(taken(), [['navigated', { place: 'home' }], ['navigated', { place: 'start' }]], 'an emergency has no name of its own');
  reply('review.submit', { id: 'vis_1', state: 'submitted', complaint: 'chest' });
  reply('load.visit', { id: 'vis_1', state: 'submitted' });
  reply('load.visit', { id: 'vis_1', state: 'queued' });
  reply('load.visit', { id: 'vis_1', state: 'in_consultation' });
  reply('load.visit', { id: 'vis_1', state: 'terminated', termination: { reason: 'emergency' } });
  reply('load.visit', { id: 'vis_1', state: 'terminated' });
  assert.deepEqual(taken(), [['submitted', { visit: 'vis_1' }], ['paid', { visit: 'vis_1' }], ['ended', { visit: 'vis_1' }]]);
  reply('load.visit', { id: 'vis_2', state: 'concluded' });
  reply('load.order', { id: 'ord_0', state: 'paid' });
  assert.deepEqual(taken(), [], 'how things were before this page is no news');
  reply('fulfilment.order', { id: 'ord_1', state: 'created' }, 201);
  reply('load.order', { id: 'ord_1', state: 'packed' });
  reply('load.order', { id: 'ord_1', state: 'delivered' });
  assert.deepEqual(taken(), [['paid', { order: 'ord_1' }], ['ended', { order: 'ord_1' }]]);
  reply('fulfilment.order', { id: 'ord_2', state: 'created' }, 201);
  reply('order.cancel', { id: 'ord_2', state: 'cancelled' });
  assert.deepEqual(taken(), [['ended', { order: 'ord_2' }]], 'what was cancelled was not paid');
  reply('load.visit', { id: 'vis_1', state: 'queued' }, 500);
  for (const body of ['', '{', '[]', 'null', '{"id":1,"state":"paid"}', '{"id":"per_1","state":"paid"}']) news.heard({ on: 'reply', purpose: 'load.visit', status: 200, body, etag: '' });
  assert.deepEqual(taken(), []);
  news.asked({ do: 'session', token: 't' });
  news.asked({ do: 'session', token: '' });
  assert.deepEqual(taken(), [['signed-in', {}], ['ended', { session: true }]]);
  // Every route of the app has a place (src/client/state/route.hpp).
  const routes = [...readFileSync(join(root, 'src/client/state/route.hpp'), 'utf8').matchAll(/"([a-z_]+)"/g)].map(([, name]) => name);
  assert.ok(routes.length > 40);
  for (const route of routes) assert.ok(embed.places.includes(embed.place(route)), route);
});

// ---- the app's side ----
const portal = 'https://portal.example.org';
const app = 'https://ih.example.org';

function frameWindow({ sessions = () => new Response('{"id":"ses_1","token":"secret","expires_at":"x"}', { status: 201 }), embedding = { hospital_id: 'qinglan', origins: [portal] }, patience_ms = 60_000 } = {}) {
  const seen = { posted: [], requests: [], events: [], sessions: [], looks: [], covered: [], css: [], opened: [], reloads: 0, backs: 0 };
  const target = new EventTarget();
  const parent = { postMessage: (message, to) => seen.posted.push([structuredClone(message), to]) };
  const window = {
    parent, location: { origin: app, hash: '', reload: () => seen.reloads++ },
    addEventListener: (type, listener) => target.addEventListener(type, listener), removeEventListener: (type, listener) => target.removeEventListener(type, listener),
    setTimeout: (work, ms) => setTimeout(work, ms).unref(), setInterval, clearInterval,
    open: (url) => {
      if (window.blocked) return null;
      const beside = { url: String(url), closed: false, close: () => (beside.closed = true) };
      seen.opened.push(beside);
      return beside;
    },
  };
  const hear = (data, { source = parent, origin = portal } = {}) => target.dispatchEvent(Object.assign(new Event('message'), { data, source, origin }));
  const prefs = { language: 'zh-CN', size: 'standard', paint: 'canvas', contrast: 'normal', read_aloud: 'off' };
  const joining = embed.join({
    window, patience_ms,
    app: {
      prefs, keepSession: (one) => seen.sessions.push(one), draft: () => '{"weeks":4}', back: () => seen.backs++,
      prefer: (name, value) => (seen.looks.push([name, value]), (prefs[name] = value)),
    },
    send: (event) => seen.events.push(event), colour: (css) => seen.css.push(css), covered: (...what) => seen.covered.push(what),
    fetch: async (url, init) => {
      seen.requests.push({ url, init });
      if (url === '/api/v1/embedding') return embedding ? Response.json(embedding) : new Response('', { status: 503 });
      return sessions(JSON.parse(init.body), init);
    },
  });
  const greeted = () => until(() => seen.posted.some(([{ type }]) => type === 'hello'), 'hello');
  return { ...seen, seen, window, parent, hear, joining, greeted };
}
const start = { on: 'start', draft: '', signed_in: false, shared: false, online: true, route: 'home', paid: null, checked: null, size: 'standard', language: 'zh-CN', paint: 'canvas', contrast: 'normal', read_aloud: 'off', can_speak: false, folders: false };
async function joined(options, init = {}) {
  const t = frameWindow(options);
  await t.greeted();
  t.hear(said('init', init));
  t.frame = await t.joining;
  t.of = (type) => t.posted.filter(([message]) => message.type === type).map(([{ banzhen, type: _, ...more }]) => more);
  t.begin = () => (t.frame.begin(start), t.frame.begun());
  return t;
}

test('embed frame: the page is greeted without a word, then told by its origin only', async () => {
  const t = await joined();
  assert.deepEqual(t.posted[0], [{ banzhen: 1, type: 'hello' }, '*']);
  t.begin();
  assert.deepEqual(t.posted.slice(1), [[said('ready', { hospital: 'qinglan' }), portal]]);
  assert.deepEqual(t.events, [{ on: 'prefer', name: 'embedded', value: 'yes' }]);
});

test('embed frame: a launch token becomes a session in memory; it is sent in a body, bound to the page', async () => {
  const t = await joined({}, { launch, terms: 1, entry: 'refill' });
  const { url, init } = t.requests[1];
  assert.equal(url, '/api/v1/sessions');
  assert.deepEqual(JSON.parse(init.body), { launch_token: launch, terms_version: 1 });
  assert.equal(init.headers['X-Banzhen-Embedder'], portal);
  assert.deepEqual([init.credentials, init.cache, init.redirect], ['omit', 'no-store', 'error']);
  assert.deepEqual(t.sessions, ['secret']);
  assert.deepEqual(t.of('signed-in'), [{}]);
  assert.ok(!JSON.stringify(t.posted).includes('secret'), 'the page never sees the session\'s token');
  t.begin();
  assert.ok(!t.events.some((event) => event.on === 'press'), 'how far the patient is must be known first');
  t.frame.heard({ on: 'reply', purpose: 'load.account', status: 200, body: '{}', etag: '' });
  await until(() => t.events.some((event) => event.on === 'press'));
  assert.deepEqual(t.events.filter((event) => event.on === 'press'), [{ on: 'press', id: 'home.refill', value: '', checked: false }]);
  t.frame.heard({ on: 'reply', purpose: 'load.account', status: 200, body: '{}', etag: '' });
  await sleep(5);
  assert.equal(t.events.filter((event) => event.on === 'press').length, 1);
});

test('embed frame: what the hospital\'s system asked for wins over the page', async () => {
  const t = await joined({ sessions: () => Response.json({ id: 's', token: 'x', language: 'en', entry: 'records' }, { status: 201 }) }, { launch, terms: 1, entry: 'refill' });
  t.begin();
  t.frame.heard({ on: 'reply', purpose: 'load.account', status: 200, body: '{}', etag: '' });
  await until(() => t.events.some((event) => event.on === 'press'));
  assert.equal(t.events.at(-1).id, 'home.records');
  assert.deepEqual(t.looks, [['language', 'en']]);
});

test('embed frame: each refusal has its name, and the app is there without the sign-in', async () => {
  const refusals = {
    launch_used: [422, { code: 'launch_used' }], launch_expired: [422, { code: 'launch_expired' }], launch_origin: [422, { code: 'launch_origin' }],
    terms: [422, { code: 'validation', errors: [{ pointer: '/terms_version', code: 'consent.required' }] }],
    phone_unknown: [422, { code: 'validation', errors: [{ pointer: '/sms_code_id', code: 'required' }] }],
    offline: null, server: [500, { code: '<script>' }],
  };
  for (const [code, answer] of Object.entries(refusals)) {
    const t = await joined({ sessions: () => (answer ? Response.json(answer[1], { status: answer[0] }) : Promise.reject(new TypeError('no network'))) }, { launch });
    assert.deepEqual(t.of('error'), [{ code }]);
    t.begin();
    assert.deepEqual([t.sessions, t.of('ready')], [[], [{ hospital: 'qinglan' }]]);
  }
});

test('embed frame: strangers change nothing: another window, another origin, another shape, before and after the greeting', async () => {
  const t = frameWindow();
  await t.greeted();
  const strangers = [
    [said('init', { launch }), { origin: 'https://evil.example' }], [said('init', { launch }), { source: {} }], [said('init', { launch }), { source: null }],
    [said('init', { launch }), { origin: `${portal}.evil.example` }], [said('init', { launch }), { origin: 'null' }], [said('init', { launch }), { origin: app }],
    [said('init', { launch, extra: 1 })], [said('launch', { launch })], [said('back')], [{ ...said('init'), banzhen: 2 }], ['init'], [null],
  ];
  for (const [data, from] of strangers) t.hear(data, from);
  await sleep(20);
  assert.deepEqual([t.posted.length, t.requests.length, t.sessions.length], [1, 1, 0]);
  t.hear(said('init'));
  t.frame = await t.joining;
  t.frame.begin(start);
  t.frame.begun();
  const before = JSON.stringify([t.posted, t.requests, t.sessions, t.events, t.looks, t.covered, t.css, t.seen.backs]);
  for (const [data, from] of strangers.slice(0, 7)) t.hear(data, from);
  for (const from of [{ origin: 'https://evil.example' }, { origin: app }, { origin: 'null' }, { source: {} }, { source: null }])
    for (const data of [said('back'), said('look', { language: 'en' }), said('launch', { launch })]) t.hear(data, from);
  for (const data of [said('init', { launch }), said('page', { keyboard: 'yes', inset: 0 }), said('look', { size: 'huge' }), said('theme', { theme: { brand: 'url(x)' } }), said('eval', { code: '1' })]) t.hear(data);
  t.hear('banzhen:back', { source: {}, origin: app });
  t.hear('banzhen:back');
  await sleep(20);
  assert.equal(JSON.stringify([t.posted, t.requests, t.sessions, t.events, t.looks, t.covered, t.css, t.seen.backs]), before);
});

test('embed frame: nobody answers, or the server cannot be asked: the app is as it always is', async () => {
  const alone = frameWindow({ patience_ms: 20 });
  assert.equal(await alone.joining, undefined);
  alone.hear(said('init', { launch }));
  await sleep(5);
  assert.equal(alone.requests.length, 1, 'and it stays so');
  assert.equal(await frameWindow({ embedding: null }).joining, undefined);
});

test('embed frame: a page of another hospital is told so, and gets nothing', async () => {
  const t = frameWindow({ patience_ms: 100 });
  await t.greeted();
  t.hear(said('init', { hospital: 'linjiang', launch }));
  assert.equal(await t.joining, undefined);
  assert.deepEqual([t.posted.at(-1), t.requests.length], [[said('error', { code: 'hospital' }), portal], 1]);
});

test('embed frame: looks, colours, keyboard and the way back come through; unreadable colours do not', async () => {
  const t = await joined({}, { theme: { brand: '#7fd0c0' }, keyboard: true, inset: 20 });
  assert.deepEqual(t.of('error').map(({ code, token: name }) => [code, name]), [['theme', 'on_brand']]);
  assert.deepEqual([t.css, t.covered], [[], [[true, 20]]]);
  t.begin();
  t.hear(said('theme', { theme: { brand: '#0b4f8a' } }));
  assert.equal(t.css[0]['--c700'], '#0b4f8a');
  assert.match(t.events.at(-1).value, /^[0-9a-f]{96}$/);
  t.hear(said('look', { language: 'en', size: 'elder' }));
  assert.deepEqual(t.looks, [['language', 'en'], ['size', 'elder']]);
  t.hear(said('page', { keyboard: false, inset: 0 }));
  t.hear(said('back'));
  assert.deepEqual([t.covered.at(-1), t.seen.backs], [[false, 0], 1]);
});

test('embed frame: the hospital\'s settings have colours, too; the page\'s come over them', async () => {
  const embedding = { hospital_id: 'linjiang', origins: [portal], theme: { brand: '#7a1f3d', on_brand: '#ffffff', surface: '#ffffff', text: '#101820', danger: '#a32a20' } };
  const plain = await joined({ embedding });
  assert.deepEqual([plain.css[0]['--c700'], plain.css[0]['--paper']], ['#7a1f3d', '#ffffff']);
  const over = await joined({ embedding }, { theme: { brand: '#0b4f8a' } });
  assert.deepEqual([over.css.at(-1)['--c700'], over.css.at(-1)['--paper']], ['#0b4f8a', '#ffffff']);
  const unfit = await joined({ embedding }, { theme: { brand: '#ffd400' } });
  assert.deepEqual([unfit.css.length, unfit.of('error')[0].code], [1, 'theme']);
});

test('embed frame: a later token signs a visitor in where they are; after somebody was signed in, the page starts anew', async () => {
  const t = await joined();
  t.begin();
  t.window.location.hash = '#diagnosed';
  t.hear(said('launch', { launch, terms: 1 }));
  await until(() => t.events.some((event) => event.on === 'start'));
  const again = t.events.find((event) => event.on === 'start');
  assert.deepEqual([again.signed_in, again.route, again.draft], [true, 'diagnosed', '{"weeks":4}']);
  t.hear(said('launch', { launch, terms: 1 }));
  await sleep(5);
  assert.deepEqual([t.seen.reloads, t.sessions.length], [1, 1]);
  const other = await joined();
  other.begin();
  other.frame.asked({ do: 'session', token: 'by code' });
  other.hear(said('launch', { launch }));
  assert.equal(other.seen.reloads, 1);
});

test('embed frame: paying opens a window beside; its word or its end lets the shown page ask again', async () => {
  const t = await joined();
  t.begin();
  assert.equal(t.frame.leave(new URL('tel:120')), false, 'a call is the system\'s business');
  t.window.location.hash = '#pay_return';
  assert.equal(t.frame.leave(new URL('https://pay.example/1')), true);
  const [beside] = t.opened;
  t.hear('banzhen:back', { source: beside, origin: 'https://pay.example' });
  assert.equal(beside.closed, false, 'the payment page itself says nothing to us');
  t.hear('banzhen:back', { source: beside, origin: app });
  assert.equal(beside.closed, true);
  assert.deepEqual(t.events.at(-1), { on: 'route', route: 'pay_return' });
  const count = t.events.length;
  t.frame.leave(new URL('https://pay.example/2'));
  t.opened[1].closed = true;
  await until(() => t.events.length > count);
  t.window.blocked = true;
  assert.equal(t.frame.leave(new URL('https://pay.example/3')), true, 'this page never leaves');
  assert.deepEqual(t.of('error'), [{ code: 'popup' }]);
});

// ---- what is published ----
const pageForHospitals = () => readFileSync(join(root, 'docs/HOSPITALS.md'), 'utf8');

test('embed package: the page that hospitals copy has the newest version, its hash, and the policy lines that go with it', () => {
  const { version } = manifest();
  const text = pageForHospitals();
  const [, found, hash] = /<script src="https:\/\/hospital\.example\.org\/sdk\/([\d.]+)\/embed\.js" integrity="([^"]+)" crossorigin="anonymous" defer>/.exec(text) ?? [];
  assert.deepEqual([found, hash], [version, published()[version]['embed.js']]);
  assert.equal(Object.keys(published()).at(-1), version);
  for (const [, named] of text.matchAll(/\/sdk\/([\d.]+)\//g)) assert.equal(named, version);
  assert.ok(text.includes(`\n| ${version} | `), 'what is new in it is told');
  // What is passed on to the frame, in the sample portal's words, too.
  const app = { origin: 'https://hospital.example.org', sdk: { version } };
  const portal = new Portal('qinglan');
  const line = (name) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1];
  assert.equal(line('Permissions-Policy'), portal.permissions(app));
  assert.deepEqual(line('Permissions-Policy').split(', ').map((one) => one.split('=')[0]), [...embed.passedOn]);
  const policy = portal.policy(app).split('; ');
  for (const part of line('Content-Security-Policy').split('; ')) assert.ok(policy.includes(part), `the sample portal sends ${policy}, not ${part}`);
});

test('embed package: every published version is served, to the byte that its hash names', async () => {
  const files = await sdkFiles();
  for (const [version, hashes] of Object.entries(published()))
    for (const [name, hash] of Object.entries(hashes)) assert.equal(integrityOf(files.get(`sdk/${version}/${name}`) ?? ''), hash, `${version} ${name}`);
});

test('embed package: the script is what was published, small, and touches nothing when there is no browser', { timeoutMs: 300_000 }, async () => {
  const files = await sdkFiles();
  const { version } = manifest();
  const script = files.get(`sdk/${version}/embed.js`);
  assert.equal(integrityOf(script), published()[version]['embed.js']);
  const bytes = brotliCompressSync(script).length;
  assert.ok(bytes <= scriptBytesMax, `${bytes} bytes`);
  assert.ok(!/innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|localStorage|sessionStorage|cookie/.test(script.toString()));
  const folder = mkdtempSync(join(tmpdir(), 'banzhen-sdk-'));
  try {
    await writePackage(files, folder);
    const module = await import(pathToFileURL(join(folder, 'embed.mjs')));
    assert.deepEqual(Object.keys(module), ['define']);
    module.define('https://ih.example.org'); // on a server that renders pages
    // Someone's program, by its types.
    writeFileSync(join(folder, 'use.ts'), `import { define } from './element';
define('https://ih.example.org');
const it = document.createElement('banzhen-portal');
it.entry = 'refill';
it.theme = { brand: '#0b4f8a' };
it.iss = 'https://fhir.example.org/r4';
it.launchToken = async () => 'x';
it.addEventListener('paid', ({ detail }) => console.log(detail.visit?.length));
it.addEventListener('ready', ({ detail }) => console.log(detail.hospital.length));
// @ts-expect-error
it.entry = 'refils';
// @ts-expect-error
it.addEventListener('ready', ({ detail }) => console.log(detail.patient));
`);
    execFileSync(join(root, 'node_modules/.bin/tsc'), [join(folder, 'use.ts'), '--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--types', ''], { stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
