// Help on the patient's side: what changed goes out and nothing else, a lost network is bridged with a whole page, what the
// helper does arrives once.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { recorder, sleep, until, web } from './support.mjs';

const node = (id, name, more = {}) => ({ id, role: 'text', name, ...more });
const page = (...nodes) => ({ screen: 'home', title: 't', nodes });
const answer = (status, body) => ({ status, headers: new Headers(), text: body === undefined ? '' : JSON.stringify(body) });

test('help diff: a page goes whole first, then only what changed', () => {
  const first = page(node('a', '1'), node('b', '2'), node('c', '3'));
  const whole = web.frameOf(1, null, null, first);
  assert.deepEqual(whole, { seq: 1, base: null, ...first });
  const second = page(node('a', '1'), node('x', 'new'), node('b', 'two'));
  const part = web.frameOf(2, 1, first, second);
  assert.deepEqual(part, { seq: 2, base: 1, screen: 'home', title: 't', nodes: [{ ...node('x', 'new'), after: 'a' }, node('b', 'two')], gone: ['c'] });
  assert.equal(web.frameOf(3, 2, second, page(...second.nodes)), null, 'nothing changed, nothing goes');
});

test('help diff: whatever changes, the other side has the same page', () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  let here = page();
  let there = null;
  let base = null;
  for (let seq = 1; seq <= 400; seq++) {
    let nodes = here.nodes.filter(() => random(6) > 0).map((one) => (random(5) ? one : { ...one, name: `n${random(9)}` }));
    for (let i = random(4); i > 0; i--) nodes.splice(random(nodes.length + 1), 0, node(`id${seq}-${i}`, 'a longer text that a page may well have'));
    if (random(20) === 0) nodes = nodes.reverse();
    const now = { screen: random(10) ? here.screen : `s${seq}`, title: 't', nodes };
    const frame = web.frameOf(seq, base, here, now);
    if (frame) {
      there = web.applyFrame(there, base, JSON.parse(JSON.stringify(frame)));
      base = seq;
    }
    here = now;
    assert.deepEqual(there, here, `after ${seq}`);
  }
});

test('help diff: a frame that does not follow is refused', () => {
  const first = page(node('a', '1'));
  const part = web.frameOf(2, 1, page(node('a', '1'), node('b', 'x'.repeat(200))), page(node('a', '2'), node('b', 'x'.repeat(200))));
  assert.equal(web.applyFrame(first, 7, part), null);
  assert.equal(web.applyFrame(null, null, part), null);
  assert.equal(web.applyFrame(page(), 1, part), null, 'a node that is not there');
});

function sending(post) {
  const posted = [];
  const state = { page: page(node('a', '1'), node('pad', 'x'.repeat(300))), lost: [], refused: 0 };
  const sender = web.createSender({
    page: () => state.page, refused: () => state.refused++, lost: (on) => state.lost.push(on), wait: () => sleep(5),
    post: async (frame) => {
      posted.push(frame);
      return post(frame, posted.length);
    },
  });
  return { sender, posted, state };
}

test('help sender: after a lost network the whole page goes first', async () => {
  const { sender, posted, state } = sending((_, n) => (n === 2 || n === 3 ? null : answer(204)));
  sender.changed();
  await until(() => posted.length === 1);
  await sleep(5);
  state.page = page(node('a', '2'), state.page.nodes[1]);
  sender.changed();
  await until(() => posted.length === 4);
  await until(() => state.lost.length === 2);
  assert.deepEqual(posted.map(({ base }) => base), [null, 1, null, null]);
  assert.deepEqual(state.lost, [true, false]);
  assert.ok(posted.every(({ seq }, i) => i === 0 || seq > posted[i - 1].seq), 'numbers only grow');
  sender.changed();
  await sleep(150);
  assert.equal(posted.length, 4, 'nothing changed, nothing goes');
  state.page = page(node('a', '3'), state.page.nodes[1]);
  sender.changed();
  await until(() => posted.length === 5);
  assert.equal(posted[4].base, posted[3].seq);
});

test('help sender: asked for the whole page, that goes, also when nothing changed', async () => {
  const { sender, posted, state } = sending(() => answer(204));
  sender.changed();
  await until(() => posted.length === 1);
  await sleep(5);
  sender.whole();
  await until(() => posted.length === 2);
  assert.deepEqual(posted.map(({ base, nodes }) => [base, nodes.length]), [[null, 2], [null, state.page.nodes.length]]);
});

test('help sender: many changes while one is on its way become one', async () => {
  let let_go;
  const { sender, posted, state } = sending(() => new Promise((done) => (let_go = () => done(answer(204)))));
  sender.changed();
  await until(() => posted.length === 1);
  for (let i = 0; i < 20; i++) {
    state.page = page(node('a', String(i)), state.page.nodes[1]);
    sender.changed();
  }
  let_go();
  await until(() => posted.length === 2);
  let_go();
  await sleep(150);
  assert.equal(posted.length, 2);
  assert.equal(posted[1].nodes[0].name, '19');
});

test('help sender: nobody is there any more, so nothing goes', async () => {
  const { sender, posted, state } = sending(() => answer(409));
  sender.changed();
  await until(() => state.refused === 1);
  await sleep(120);
  assert.equal(posted.length, 1);
  const stopped = sending(() => answer(204));
  stopped.sender.changed();
  stopped.sender.stop();
  await sleep(150);
  assert.equal(stopped.posted.length, 0, 'stopped is stopped, also for what was about to go');
});

test('help listener: each event once, in order; silence and lost networks are told', async () => {
  const asked = [];
  const heard = [];
  let quiet = 0;
  let back = 0;
  const answers = [answer(200, { items: [] }), null, answer(502), answer(200, { items: [{ seq: 5, kind: 'joined' }, { seq: 6, kind: 'say' }] }), answer(200, { items: [{ seq: 9, kind: 'ended' }] })];
  const listener = web.createListener(2, {
    ask: async (after) => {
      asked.push(after);
      return answers.length ? answers.shift() : new Promise(() => {});
    },
    wait: () => sleep(1), heard: (event) => heard.push(event.kind), quiet: () => quiet++, back: () => back++, refused() {},
  });
  await until(() => heard.length === 3);
  await until(() => asked.length === 6);
  listener.stop();
  assert.deepEqual(heard, ['joined', 'say', 'ended']);
  assert.deepEqual(asked, [2, 2, 2, 2, 6, 9]);
  assert.deepEqual([quiet, back], [1, 1]);
});

test('help listener: stopped by what it was told, it tells nothing more of it', async () => {
  const heard = [];
  const listener = web.createListener(0, {
    ask: async () => answer(200, { items: [{ seq: 1, kind: 'ended' }, { seq: 2, kind: 'say' }] }),
    wait: () => sleep(1), heard: ({ kind }) => (heard.push(kind), listener.stop()), quiet() {}, back() {}, refused() {},
  });
  await until(() => heard.length > 0);
  await sleep(20);
  assert.deepEqual(heard, ['ended']);
});

test('help listener: another network, and what is held is asked anew', async () => {
  const asked = [];
  const listener = web.createListener(7, {
    ask: (after, stop) => new Promise((done) => (asked.push(after), stop.addEventListener('abort', () => done(null)))),
    wait: () => sleep(1), heard() {}, quiet() {}, back() {}, refused() {},
  });
  await until(() => asked.length === 1);
  listener.renew();
  await until(() => asked.length === 2);
  listener.stop();
  await sleep(20);
  assert.deepEqual(asked, [7, 7]);
});

test('help listener: a session that is gone is over', async () => {
  let over = 0;
  web.createListener(0, { ask: async () => answer(404), wait: () => sleep(1), heard() {}, quiet() {}, back() {}, refused: () => over++ });
  await until(() => over === 1);
  await sleep(20);
  assert.equal(over, 1);
});

// ---- the little that every page load pays for
const tree = (screen, ...nodes) => ({ screen, title: screen, nodes });
function helping(load) {
  const record = recorder();
  const made = { shown: 0, asked: [], resumed: 0, stopped: 0 };
  const parts = {};
  const door = web.createHelping({
    load: load ?? (async (deps) => {
      Object.assign(parts, deps);
      return { ask: (...what) => made.asked.push(what), resume: () => made.resumed++, show: () => made.shown++, stop: () => made.stopped++ };
    }),
    failed: (what) => record.emit({ on: 'failed', what }),
  });
  return { door, made, parts, ...record };
}

test('helping: where someone was stuck is the page before, and how long', async () => {
  const { door, made, parts } = helping();
  door.show(tree('home'));
  door.show(tree('identity'));
  door.show(tree('help'));
  door.ask('code', '');
  await until(() => made.asked.length === 1);
  assert.deepEqual(parts.stuck(), { tree: tree('identity'), seconds: 0 });
  assert.equal(parts.tree().screen, 'help');
  door.show(tree('people'));
  assert.equal(parts.stuck().tree.screen, 'people');
  assert.equal(made.shown, 1, 'only once there is someone to show it to');
  door.show(tree('help'));
  door.forgotten();
  assert.deepEqual(parts.stuck(), { tree: undefined, seconds: 0 }, 'who signed out was nowhere');
});

test('helping: what could not be loaded is told, and asked for again', async () => {
  let tries = 0;
  const { door, of } = helping(async () => {
    tries++;
    throw new Error('offline');
  });
  door.ask('code', '');
  await until(() => of('failed').length === 1);
  door.ask('call_back', '');
  await until(() => of('failed').length === 2);
  assert.equal(tries, 2);
});

test('helping: whoever signs out is helped no more, and nothing is loaded for that', async () => {
  const { door, made } = helping();
  door.forgotten();
  door.ask('code', '');
  await until(() => made.asked.length === 1);
  assert.equal(made.stopped, 0);
  door.forgotten();
  await until(() => made.stopped === 1);
});

// ---- the session itself, as far as it needs no page
const hour = 3_600_000;
function session(answers, { held = {}, elder = false, lasting = true } = {}) {
  const record = recorder();
  const asked = [];
  const kept = new Map(Object.entries(held));
  const window = new EventTarget();
  const help = web.createHelp({
    ...record, window, lasting, link: { backoff: () => sleep(2) }, store: { get: (key) => kept.get(key) ?? '', set: (key, value) => void (value ? kept.set(key, value) : kept.delete(key)) },
    tree: () => tree('help'), stuck: () => ({ tree: tree('identity', { id: 'identity.number', invalid: 1 }), seconds: 9 }), token: () => 'person', language: () => 'zh-CN', elder: () => elder, freshId: () => `key${asked.length}`,
    announce() {}, speak() {}, focus() {}, go() {}, base: '', openWorker: () => null,
    request: async (path, init, stop) => {
      if (path.includes('/events')) return answers.events?.(path) ?? new Promise((_, refuse) => stop.addEventListener('abort', refuse)).catch(() => null);
      asked.push({ path, ...init, body: init.body && JSON.parse(init.body) });
      return answers[`${init.method} ${path}`]?.(asked.length) ?? null;
    },
  });
  const told = () => record.of('reply').map(({ purpose, status, body }) => ({ purpose, status, ...(body && JSON.parse(body)) }));
  return { help, asked, kept, told, window };
}
// A server whose clock is three hours ahead.
const made = (n, more = {}) => {
  const at = Date.now() + 3 * hour;
  return answer(201, { id: `h${n}`, kind: 'code', state: 'waiting', code: `73920${n}`, token: `secret${n}`, created_at: new Date(at).toISOString(), code_expires_at: new Date(at + 600_000).toISOString(), helpers_on_duty: 2, ahead: 0, ...more });
};

test('help session: it ends with a page that keeps nothing, and only with that', async () => {
  for (const lasting of [false, true]) {
    const { help, asked, told, window } = session({ 'POST /help-sessions': (n) => made(n), 'POST /help-sessions/h1/end': () => answer(200, {}) }, { lasting });
    window.dispatchEvent(new Event('pagehide'));
    assert.equal(asked.length, 0, 'nobody was asked');
    help.ask('code', '');
    await until(() => told().length === 1);
    window.dispatchEvent(new Event('pagehide'));
    const ends = asked.filter(({ path }) => path === '/help-sessions/h1/end');
    assert.deepEqual(ends.map(({ keepalive, headers }) => [keepalive, headers['Banzhen-Help']]), lasting ? [] : [[true, 'secret1']]);
    help.stop();
  }
});

test('help session: digits are asked for once, and hold by this device\'s clock', async () => {
  const { help, asked, kept, told } = session({ 'POST /help-sessions': (n) => made(n), 'POST /help-sessions/h1/end': () => answer(200, {}) }, { elder: true });
  help.ask('code', '');
  await until(() => told().length === 1);
  assert.deepEqual(asked[0].body, { kind: 'code', reason: { screen: 'identity', field: 'identity.number', seconds: 9 }, elder: true });
  assert.equal(asked[0].headers.Authorization, 'Bearer person');
  const [first] = told();
  assert.deepEqual([first.purpose, first.code, first.token], ['help.session', '739201', undefined], 'the token stays out of the app');
  assert.ok(Math.abs(Date.parse(first.code_expires_at) - Date.now() - 600_000) < 2000, first.code_expires_at);
  assert.equal(JSON.parse(kept.get('help')).session.token, 'secret1');
  help.ask('code', '');
  await until(() => told().length === 2);
  assert.equal(asked.length, 1);
  assert.equal(told()[1].code, '739201');
  help.ask('new_code', '');
  await until(() => told().length === 3);
  await until(() => asked.length === 3);
  assert.equal(told()[2].code, '739202');
  const end = asked.find(({ path }) => path.endsWith('/end'));
  assert.deepEqual([end.path, end.headers['Banzhen-Help'], end.headers.Authorization], ['/help-sessions/h1/end', 'secret1', 'Bearer person'], 'the old ones join nobody');
  help.ask('new_code', '');
  await until(() => told().length === 4);
});

test('help session: the last wish counts, and what comes too late is ended', async () => {
  let late;
  const { help, asked, kept, told } = session({
    'POST /help-sessions': (n) => (n === 1 ? new Promise((done) => (late = () => done(made(1)))) : made(n)),
    'POST /help-sessions/h1/end': () => answer(200, {}),
  });
  help.ask('code', '');
  await until(() => late);
  help.ask('new_code', '');
  await until(() => told().length === 1);
  late();
  await until(() => asked.some(({ path, headers }) => path === '/help-sessions/h1/end' && headers['Banzhen-Help'] === 'secret1'));
  assert.deepEqual(told().map(({ code }) => code), ['739202']);
  assert.equal(JSON.parse(kept.get('help')).session.id, 'h2');
  help.stop();
});

test('help session: stopped, the server hears of it and nothing is kept', async () => {
  const { help, asked, kept, told } = session({ 'POST /help-sessions': (n) => made(n), 'POST /help-sessions/h1/end': () => answer(200, {}) });
  help.ask('code', '');
  await until(() => told().length === 1);
  help.stop();
  await until(() => asked.some(({ path, headers }) => path === '/help-sessions/h1/end' && headers['Banzhen-Help'] === 'secret1'));
  assert.deepEqual([told()[1].state, told()[1].ended_by, told()[1].code], ['ended', 'patient', undefined]);
  assert.equal(kept.has('help'), false);
  help.stop();
  assert.equal(told().length, 2);
});

test('help session: what went wrong is told as it is', async () => {
  const { help, told, kept } = session({ 'POST /help-sessions': (n) => (n === 1 ? null : answer(429, { code: 'too_many_requests', retry_after_s: 60 })) });
  help.ask('code', '');
  await until(() => told().length === 1);
  help.ask('code', '');
  await until(() => told().length === 2);
  assert.deepEqual(told().map(({ status, code }) => [status, code]), [[0, undefined], [429, 'too_many_requests']]);
  assert.equal(kept.size, 0);
});

test('help session: a wish to be called is asked and forgotten', async () => {
  const { help, asked, told, kept } = session({ 'POST /help-sessions': () => answer(201, { id: 'c1', ahead: 2 }) });
  help.ask('call_back', '13900002468');
  await until(() => told().length === 1);
  assert.deepEqual([asked[0].body.kind, asked[0].body.phone, told()[0].purpose, told()[0].ahead], ['call_back', '13900002468', 'help.call_back', 2]);
  assert.equal(kept.size, 0, 'a phone number is kept nowhere');
});

test('help session: digits run out by the clock, and by the server\'s word', async () => {
  const soon = session({ 'POST /help-sessions': (n) => made(n, { code_expires_at: new Date(Date.now() + 3 * hour + 60).toISOString() }) });
  soon.help.ask('code', '');
  await until(() => soon.told().length === 2);
  assert.deepEqual([soon.told()[1].state, soon.told()[1].code], ['expired', undefined]);
  assert.equal(soon.kept.size, 0);
  let events = 0;
  const ended = session({ 'POST /help-sessions': (n) => made(n), events: () => (events++ ? undefined : answer(200, { items: [{ seq: 4, kind: 'ended', by: 'time' }] })) });
  ended.help.ask('code', '');
  await until(() => ended.told().length === 2);
  assert.equal(ended.told()[1].state, 'expired');
});

test('help session: after a reload it goes on, unless it is over', async () => {
  const running = (until_ms) => JSON.stringify({ session: { id: 'h7', kind: 'code', state: 'waiting', code: '123456', token: 's', code_expires_at: new Date(Date.now() + until_ms).toISOString() }, after: 3, joined: 0, known: false });
  const asked = [];
  const on = session({ events: (path) => void asked.push(path), 'GET /help-sessions/h7': () => answer(200, { state: 'waiting', helpers_on_duty: 5 }) }, { held: { help: running(60_000) } });
  on.help.resume();
  await until(() => on.told().length === 2);
  assert.deepEqual(asked, ['/help-sessions/h7/events?after=3']);
  assert.equal(on.told()[1].helpers_on_duty, 5);
  for (const held of [running(-1), 'not json']) {
    const off = session({}, { held: { help: held } });
    off.help.resume();
    await sleep(10);
    assert.equal(off.kept.size, 0);
    assert.equal(off.told().length, 0);
  }
  on.help.ask('new_code', ''); // ends what would go on for a minute
});
