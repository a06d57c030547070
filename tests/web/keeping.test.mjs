// What is kept and where: session, drafts, preferences, routes; and what is spoken.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Shelf, recorder, sleep, until, web } from './support.mjs';

test('store: works without storage, and when storage throws', () => {
  const broken = { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('full'); }, removeItem: () => { throw new Error('no'); } };
  for (const shelf of [() => null, () => broken, () => { throw new Error('blocked'); }]) {
    const store = web.createStore(shelf);
    assert.equal(store.get('a'), '');
    store.set('a', '1');
    assert.equal(store.get('a'), '1');
    store.set('a', '');
    assert.equal(store.get('a'), '');
  }
});

test('session: the token lives in the tab, and forgetting forgets everything', () => {
  const shelf = new Shelf();
  const { store, shared } = web.personalStore('', () => shelf);
  assert.equal(shared, false);
  const said = [];
  const session = web.createSession({ store, changed: () => said.push('changed'), forgotten: () => said.push('forgotten') });
  session.keep('t1');
  session.keep('t1');
  assert.equal(shelf.getItem('bz.token'), 't1');
  assert.equal(session.token(), 't1');
  session.keep('');
  assert.equal(session.token(), '');
  assert.equal(shelf.map.size, 0);
  assert.deepEqual(said, ['changed', 'forgotten']);
});

test('session: a shared device keeps nothing but the fact that it is shared, also after coming back from a payment', () => {
  const shelf = new Shelf();
  for (const search of ['?shared=1', '?paid=1']) {
    const { store, shared } = web.personalStore(search, () => shelf);
    assert.equal(shared, true, search);
    assert.equal(store.get('token'), '');
    web.createSession({ store, changed() {}, forgotten() {} }).keep('t1');
    web.createDrafts(store).save('');
    store.set('draft', '{"name":"王"}');
    assert.equal(store.get('token'), 't1');
    assert.deepEqual([...shelf.map], [['bz.shared', '1']]);
  }
});

test('drafts: typing writes once in a while, leaving writes at once, empty forgets', async () => {
  const shelf = new Shelf();
  let writes = 0;
  const { setItem } = shelf;
  shelf.setItem = (key, value) => (writes++, setItem(key, value));
  const drafts = web.createDrafts(web.createStore(() => shelf), 15);
  for (let i = 0; i < 20; i += 1) drafts.save(`draft ${i}`);
  assert.equal(writes, 0);
  assert.equal(drafts.read(), 'draft 19');
  await until(() => writes === 1);
  assert.equal(shelf.getItem('bz.draft'), 'draft 19');
  drafts.save('leaving');
  drafts.flush();
  assert.equal(shelf.getItem('bz.draft'), 'leaving');
  assert.equal(web.createDrafts(web.createStore(() => shelf)).read(), 'leaving');
  drafts.save('late');
  drafts.save('');
  assert.equal(shelf.getItem('bz.draft'), null, 'at once');
  await sleep(30);
  assert.equal(shelf.getItem('bz.draft'), null);
  assert.equal(drafts.read(), '');
});

test('prefs: Chinese and standard unless the browser, the person or the address says otherwise', () => {
  const read = (search, language, kept = {}) => {
    const store = web.createStore(() => null);
    for (const [name, value] of Object.entries(kept)) store.set(name, value);
    const { size, language: chosen, paint } = web.readPrefs(store, search, language);
    return [size, chosen, paint].join(' ');
  };
  assert.equal(read('', 'zh-CN'), 'standard zh-CN canvas');
  assert.equal(read('', 'zh-Hant-TW'), 'standard zh-CN canvas');
  assert.equal(read('', ''), 'standard zh-CN canvas');
  assert.equal(read('', 'fr'), 'standard en canvas');
  assert.equal(read('', 'en-GB', { size: 'elder', language: 'zh-CN', paint: 'plain' }), 'elder zh-CN plain');
  assert.equal(read('?size=elder&lang=en&paint=plain', 'zh-CN'), 'elder en plain');
  assert.equal(read('?size=standard', 'zh-CN', { size: 'elder' }), 'standard zh-CN canvas');
  assert.equal(read('?size=huge&lang=&paint=oil', 'zh-CN', { size: 'nonsense' }), 'standard zh-CN canvas');
});

test('prefs: contrast is what the system asks for until the person chooses', () => {
  const store = web.createStore(() => null);
  const contrast = (more, search = '') => web.readPrefs(store, search, 'zh-CN', more).contrast;
  assert.deepEqual([contrast(false), contrast(true), contrast(undefined)], ['normal', 'high', 'normal']);
  assert.equal(web.isChosen(store, 'contrast'), false);
  web.keepPref(store, 'contrast', 'normal');
  assert.equal(contrast(true), 'normal');
  assert.equal(web.isChosen(store, 'contrast'), true);
  assert.equal(contrast(false, '?contrast=high'), 'high');
});

test('prefs: what a painting cannot follow gets the plain page until the person chooses', () => {
  const store = web.createStore(() => null);
  const paint = (plainWanted, search = '') => web.readPrefs(store, search, 'zh-CN', false, plainWanted).paint;
  assert.deepEqual([paint(false), paint(true), paint(undefined)], ['canvas', 'plain', 'canvas']);
  assert.equal(web.isChosen(store, 'paint'), false);
  web.keepPref(store, 'paint', 'canvas');
  assert.equal(paint(true), 'canvas');
});

test('prefs: only known choices are kept', () => {
  const store = web.createStore(() => null);
  assert.equal(web.keepPref(store, 'size', 'elder'), true);
  assert.equal(web.keepPref(store, 'size', 'huge'), false);
  assert.equal(web.keepPref(store, 'token', 'x'), false);
  assert.equal(store.get('size'), 'elder');
});

// Just enough of a browser's history.
function browser(address, seen) {
  const record = recorder();
  const url = new URL(address, 'https://app.test');
  const entries = [{ state: null, url: url.pathname + url.search + url.hash }];
  let at = 0;
  const location = {
    get pathname() { return new URL(entries[at].url, url).pathname; },
    get search() { return new URL(entries[at].url, url).search; },
    get hash() { return new URL(entries[at].url, url).hash; },
  };
  const history = {
    get state() { return entries[at].state; },
    pushState(state, _, to) { entries.splice(++at, Infinity, { state, url: to }); },
    replaceState(state, _, to) { entries[at] = { state, url: to }; },
    back() { if (at > 0) { at -= 1; routes.popped(); } },
  };
  const routes = web.createRoutes({ history, location, emit: record.emit, seen });
  return { routes, entries, here: () => entries[at].url, ...record };
}

test('history: routes go into the fragment; back tells where one is; replaced ones are not come back to', () => {
  const t = browser('/?size=elder');
  assert.deepEqual(t.routes.start(), { route: 'home', paid: null, checked: null });
  t.routes.go('sign_in', false);
  assert.equal(t.here(), '/?size=elder#sign_in');
  t.routes.go('identity', true);
  assert.equal(t.here(), '/?size=elder#identity');
  t.routes.go('identity', false);
  assert.equal(t.entries.length, 2, 'the same place twice is one entry');
  t.routes.go('consents', false);
  t.routes.back();
  t.routes.back();
  assert.deepEqual(t.of('route').map(({ route }) => route), ['identity', 'home']);
  assert.equal(t.here(), '/?size=elder');
});

test('history: an address waits until its page was seen, but for no other step', async () => {
  const waiting = [];
  const seen = () => new Promise((done) => waiting.push(done));
  const t = browser('/', seen);
  t.routes.go('sign_in', false);
  assert.equal(t.here(), '/');
  waiting[0]();
  await sleep(0);
  assert.equal(t.here(), '/#sign_in');
  t.routes.go('consents', false);
  t.routes.go('identity', false); // both are to be found on the way back
  assert.equal(t.here(), '/#consents');
  t.routes.back();
  assert.deepEqual(t.events.at(-1), { on: 'route', route: 'consents' });
  assert.equal(t.entries[2].url, '/#consents');
  assert.equal(t.entries[3].url, '/#identity');
  t.routes.go('verify', false);
  t.routes.settle(); // someone else's page is opened
  assert.equal(t.here(), '/#verify');
  t.routes.go('waiting', false);
  t.routes.popped(); // the browser's own key was quicker
  assert.deepEqual(t.events.at(-1), { on: 'route', route: 'verify' });
  for (const done of waiting) done();
  await sleep(0);
  assert.equal(t.here(), '/#verify');
  t.routes.open('help');
  assert.deepEqual([t.here(), t.events.at(-1).route], ['/#help', 'help']);
});

test('history: back on a page that was opened directly leads home, not out of the app', () => {
  const t = browser('/#waiting');
  assert.deepEqual(t.routes.start(), { route: 'waiting', paid: null, checked: null });
  t.routes.back();
  assert.deepEqual(t.events, [{ on: 'route', route: 'home' }]);
  assert.equal(t.here(), '/');
});

test('history: coming back from a payment is told and leaves nothing in the address', () => {
  for (const [address, paid, left] of [
    ['/?paid=p_123', true, '/'],
    ['/?unpaid=p_123&lang=en', false, '/?lang=en'],
    ['/app/?lang=en&paid=1#bill', true, '/app/?lang=en#bill'],
  ]) {
    const t = browser(address);
    assert.equal(t.routes.start().paid, paid);
    assert.equal(t.here(), left);
    assert.equal(t.entries.length, 1);
  }
  assert.equal(browser('/#/etc/passwd').routes.start().route, 'home');
});

test('history: a scanned code leaves the address before anything else, and is typed once, not sent', () => {
  const t = browser('/?lang=en#carry_on=60418259');
  assert.deepEqual(t.routes.start(), { route: 'carry_on', paid: null, checked: null });
  assert.equal(t.here(), '/?lang=en#carry_on');
  assert.ok(!JSON.stringify(t.entries).includes('60418259'));
  assert.deepEqual(t.events, []);
  t.routes.begun();
  t.routes.begun();
  assert.deepEqual(t.events, [{ on: 'input', id: 'hand_over.code', value: '60418259', checked: false }]);
  // In a page that is open already.
  t.entries[0].url = '/#carry_on=11112222';
  t.routes.popped();
  assert.deepEqual(t.events.slice(1), [{ on: 'route', route: 'carry_on' }, { on: 'input', id: 'hand_over.code', value: '11112222', checked: false }]);
  assert.equal(t.here(), '/#carry_on');
  for (const address of ['/#carry_on=1234567', '/#carry_on=1234567x', '/#home=12345678']) {
    const other = browser(address);
    other.routes.start();
    other.routes.begun();
    assert.deepEqual(other.events, []);
  }
});

test('history: someone who comes back from where an identity is checked is known to, and the address forgets it', () => {
  for (const [search, checked] of [['?checked=idc-1', true], ['?unchecked=idc-1', false]]) {
    const { routes, entries } = browser(`/${search}#verify`);
    assert.deepEqual(routes.start(), { route: 'verify', paid: null, checked });
    if (entries) assert.ok(!JSON.stringify(entries).includes('idc-1'));
  }
});

test('speech: what is read aloud stops what was, goes sentence by sentence, in the chosen language', () => {
  const log = [];
  const voice = { synth: { cancel: () => log.push('stop'), speak: ({ text, lang }) => log.push(`${lang} ${text}`) }, utter: (text) => ({ text }) };
  const { speak } = web.createSpeech(voice, () => 'zh-CN');
  speak('您好。每次12.5毫克！记住了吗？好');
  assert.deepEqual(log, ['stop', 'zh-CN 您好。', 'zh-CN 每次12.5毫克！', 'zh-CN 记住了吗？', 'zh-CN 好']);
  log.length = 0;
  speak('');
  assert.deepEqual(log, ['stop']);
  web.createSpeech(null, () => 'en').speak('a browser without a voice');
});

test('speech: tells when it is heard, and whether there is a voice for the language', () => {
  const spoken = [];
  const heard = [];
  let voices = [{ lang: 'en-US' }];
  const voice = { synth: { cancel() {}, speak: (one) => spoken.push(one), getVoices: () => voices }, utter: (text) => ({ text }) };
  const speech = web.createSpeech(voice, () => 'zh-CN', (on) => heard.push(on));
  assert.equal(speech.can(), false);
  voices = [{ lang: 'en-US' }, { lang: 'zh_CN' }];
  assert.equal(speech.can(), true);
  assert.equal(web.createSpeech(null, () => 'zh-CN').can(), false);
  speech.speak('您好。再见。');
  spoken[0].onend();
  assert.deepEqual(heard, [true]); // one sentence is left
  spoken[1].onend();
  assert.deepEqual(heard, [true, false]);
  speech.speak('您好。');
  speech.speak('别的。');
  spoken[2].onend(); // of what was stopped: no news
  assert.deepEqual(heard, [true, false, true]);
  speech.speak('');
  assert.deepEqual(heard, [true, false, true, false]);
});

const leaf = (role, name, more = {}) => ({ id: more.id ?? name, role, name, rect: [0, 0, 1, 1], ...more });
const screen = (...nodes) => ({
  screen: 'identity', title: '实名登记', nodes: [
    leaf('banner', '', { id: 'banner' }), leaf('button', '返回', { depth: 1 }), leaf('text', '实名登记', { depth: 1, id: 'bar' }),
    leaf('main', '', { id: 'main' }), ...nodes.map((node) => ({ depth: 1, ...node })),
    leaf('contentinfo', '', { id: 'bottom', region: 1 }), leaf('button', '继续', { region: 1, depth: 1 }),
    leaf('navigation', '求助', { id: 'dock', region: 1, depth: 1 }), leaf('button', '请人帮忙', { region: 1, depth: 2 }),
  ],
});
const form = screen(
  leaf('button', '念一遍', { id: 'common.read' }), leaf('heading', '填您的姓名', { id: 'h1' }), leaf('text', '姓名', { for: 'name' }),
  leaf('textbox', '姓名', { id: 'name', value: '任长河', description: '和身份证上一样' }), leaf('radio', '系统核对', { description: '不用拍照' }),
);

test('reader: the title, then the page in order, without bars, and never what was typed', () => {
  assert.deepEqual(web.script(form), ['实名登记', '填您的姓名', '姓名', '系统核对，不用拍照', '继续']);
  const asked = screen(leaf('heading', '填您的姓名'));
  asked.nodes.push(leaf('dialog', '退出登录吗？', { region: 2, description: '没发出去的会清掉。' }), leaf('button', '不退', { region: 2, depth: 1 }));
  assert.deepEqual(web.script(asked), ['退出登录吗？，没发出去的会清掉。', '不退']);
});

test('reader: reads a screen when it comes, then its news and where one is; silent unless asked for', () => {
  const said = [];
  let on = false;
  const reader = web.createReader({ on: () => on, speak: (text) => said.push(text) });
  const heard = () => said.splice(0);
  reader.show(form);
  reader.focused('name');
  assert.deepEqual(heard(), []);
  on = true;
  reader.read(true);
  assert.equal(heard()[0].split('\n')[1], '填您的姓名');
  reader.show(screen(...form.nodes.slice(4, 9), leaf('status', '没有网。')));
  assert.deepEqual(heard(), ['没有网。']);
  reader.show(screen(...form.nodes.slice(4, 9), leaf('status', '没有网。')));
  reader.focused('h1');
  assert.deepEqual(heard(), []);
  reader.focused('name');
  assert.deepEqual(heard(), ['姓名']);
  reader.show(screen(...form.nodes.slice(4, 9), leaf('heading', '付好了', { live: 1 })));
  assert.deepEqual(heard(), ['付好了'], 'a heading that is announced when it changes is news, too');
  reader.show({ ...form, screen: 'consents', title: '同意' });
  assert.match(heard()[0], /^同意\n/);
  reader.read(false);
  assert.deepEqual(heard(), ['']);
});

test('countries: all 249 with names of the language, each code once', () => {
  const rows = web.countries('zh-CN').split('\n').map((row) => [row.slice(0, 3), row.slice(4)]);
  assert.equal(new Set(rows.map(([code]) => code)).size, 249);
  assert.ok(rows.every(([code, name]) => /^[A-Z]{3}$/.test(code) && name && name !== code));
  const named = (language, code) => web.countries(language).split('\n').find((row) => row.startsWith(code)).slice(4);
  assert.deepEqual([named('zh-CN', 'USA'), named('en', 'DEU'), named('zh-CN', 'JPN')], ['美国', 'Germany', '日本']);
});

test('announce: the same words twice are a change twice', () => {
  const element = { textContent: '' };
  const announce = web.createAnnouncer(element);
  announce('已发送');
  const first = element.textContent;
  announce('已发送');
  assert.equal(first, '已发送');
  assert.notEqual(element.textContent, first);
  assert.equal(element.textContent.replace('\u200b', ''), '已发送');
});

test('effects: each event brings time, offset and a fresh id, also on an insecure origin', () => {
  const event = web.stamp({ on: 'online', value: true });
  assert.equal(event.on, 'online');
  assert.ok(Math.abs(event.now - Date.now()) < 1000);
  assert.equal(event.offset, -new Date().getTimezoneOffset());
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(event.fresh, uuid);
  const { randomUUID } = crypto;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  try {
    const ids = new Set(Array.from({ length: 200 }, web.freshId));
    assert.equal(ids.size, 200);
    for (const id of ids) assert.match(id, uuid);
  } finally {
    Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true });
  }
});
