// What comes from a patient's page, at the console: only what a page can be made of is taken, whatever else is sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { sleep, until, web } from './support.mjs';

const node = (more = {}) => ({ id: 'home.refill', role: 'button', name: '照原方再开', ...more });
const frame = (more = {}) => ({ at: 3, seq: 1, base: null, screen: 'home', title: '首页', nodes: [node()], ...more });
const change = (more = {}) => frame({ seq: 2, base: 1, nodes: [node(), node({ id: 'x1', after: null }), node({ id: 'x2', after: 'x1' })], gone: ['x9'], ...more });
// As it comes: of JSON only what JSON can say.
const read = (value) => web.readItem(JSON.parse(/^\{/.test(value) ? value : JSON.stringify(value)));

test('console frames: what a page sends is taken, with all that a node may have', () => {
  const full = node({
    region: 2, depth: 64, level: 6, description: 'd', variant: 'choice row-2', icon: 12, group: 'g', for: 'f', checked: 1, invalid: 1, required: 1, busy: 1, current: 1, pressed: 1,
    disabled: 1, multiline: 1, filled: 1,
  });
  const { at, ...rest } = frame({ nodes: [full] });
  assert.deepEqual(read(frame({ nodes: [full] })), { kind: 'frame', frame: rest });
  assert.equal(at, 3);
  assert.equal(read(change()).frame.nodes[2].after, 'x1');
  assert.equal(read(frame({ screen: '', nodes: [] })).kind, 'frame');
  assert.deepEqual(read({ at: 1, kind: 'answer', seq: 7, accepted: false, changed: true }), { kind: 'answer', seq: 7, how: 'changed' });
  assert.deepEqual([read({ at: 1, kind: 'answer', seq: 7, accepted: true }).how, read({ at: 1, kind: 'answer', seq: 7, accepted: false }).how], ['accepted', 'declined']);
  assert.deepEqual([read({ at: 1, kind: 'let_in' }), read({ at: 2, kind: 'ended', by: 'patient' })], [{ kind: 'let_in' }, { kind: 'ended', by: 'patient' }]);
});

test('console frames: the kinds of nodes are those that the app has', () => {
  const source = readFileSync(join(root, 'src/client/ui/semantics.cpp'), 'utf8');
  const names = /role_names = \{([^}]*)\}/.exec(source)[1].match(/"(\w+)"/g).map((one) => one.slice(1, -1));
  assert.deepEqual([...web.roles].sort(), names.sort());
});

test('console frames: what the mask makes of a real page is taken as it is', () => {
  const texts = JSON.parse(readFileSync(join(root, 'assets/text/zh-CN.json'), 'utf8'));
  const mask = web.createMask(web.createTextMask(texts));
  const nodes = [...web.roles].map((role, i) => ({ id: `people.person.p${i}~a 1`, role, region: i % 3, depth: i % 9, level: 1, name: texts['sign_in.privacy.text'], description: '王桂兰', value: '1', variant: 'fact row', icon: i, rect: [0, 0, 1, 1], href: 'https://elsewhere.example', picture: 'record:1:1', checked: 1 }));
  const page = mask.page({ screen: 'sign_in', title: texts['sign_in.title'], nodes });
  assert.equal(read({ at: 1, ...web.frameOf(1, null, null, page) }).kind, 'frame');
});

const not_at_all = {
  'no object': [null, 1, 'x', [], [[]], true],
  'another kind': [{ at: 1, kind: 'press', node: 'x' }, { at: 1, kind: 'frame' }, { at: 1 }, { kind: 'let_in' }, { at: -1, kind: 'let_in' }, { at: 1, kind: 'let_in', html: '<b>' }],
  'an answer that is none': [{ at: 1, kind: 'answer', seq: '7', accepted: true }, { at: 1, kind: 'answer', seq: 7, accepted: 1 }, { at: 1, kind: 'answer', seq: 7 }],
  'an end by nobody': [{ at: 1, kind: 'ended' }, { at: 1, kind: 'ended', by: 'x'.repeat(41) }, { at: 1, kind: 'ended', by: '<i>' }],
  'a frame of another shape': [
    frame({ seq: -1 }), frame({ seq: 1.5 }), frame({ seq: '1' }), frame({ base: '1' }), frame({ screen: 'a b' }), frame({ screen: 7 }), frame({ title: null }), frame({ title: 'x'.repeat(2001) }),
    frame({ nodes: null }), frame({ nodes: {} }), frame({ nodes: [null] }), frame({ nodes: [[]] }), frame({ nodes: ['x'] }), frame({ script: 'x' }), frame({ gone: [] }), change({ gone: [1] }), change({ gone: 'x' }),
  ],
  'more than a page': [
    frame({ nodes: Array.from({ length: 401 }, (_, i) => node({ id: `n${i}` })) }), change({ gone: Array.from({ length: 401 }, () => 'x') }),
    frame({ nodes: [node({ name: 'x'.repeat(2001) })] }), frame({ nodes: [node({ id: 'x'.repeat(161) })] }), frame({ nodes: [node({ depth: 65 })] }),
  ],
  'a node of another kind': [
    ...['script', 'iframe', 'img', 'constructor', '__proto__', 'toString', '', 7, null].map((role) => frame({ nodes: [node({ role })] })),
    ...['href', 'picture', 'view', 'src', 'style', 'onclick', 'value', 'accept', 'rect', 'after', 'html'].map((key) => frame({ nodes: [node({ [key]: 'https://elsewhere.example' })] })),
    frame({ nodes: [node({ level: 0 })] }), frame({ nodes: [node({ level: '1 onclick=x' })] }), frame({ nodes: [node({ region: 3 })] }), frame({ nodes: [node({ region: -1 })] }),
    frame({ nodes: [node({ name: { toString: 'x' } })] }), frame({ nodes: [node({ name: ['x'] })] }), frame({ nodes: [node({ checked: true })] }), frame({ nodes: [node({ variant: 'a"b' })] }),
    frame({ nodes: [node({ icon: 1.5 })] }), frame({ nodes: [node({ id: 'with space' })] }), frame({ nodes: [{ role: 'text' }] }), frame({ nodes: [{ id: 'x' }] }), change({ nodes: [node({ after: 7 })] }),
    frame({ at: 'x' }), frame({ at: -1 }), change({ nodes: Array.from({ length: 401 }, () => node()) }),
    '{"at":1,"seq":1,"base":null,"screen":"home","title":"","nodes":[{"id":"x","role":"text","__proto__":{"href":"x"}}]}', '{"at":1,"kind":"let_in","__proto__":{}}',
  ],
};
for (const [what, all] of Object.entries(not_at_all)) test(`console frames: ${what} is dropped`, () => {
  for (const one of all) assert.equal(read(one), null, JSON.stringify(one).slice(0, 200));
});

test('console frames: whatever is put anywhere, nothing is thrown, and nothing unknown gets through', () => {
  let seed = 11;
  const random = (below) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  const odd = [null, -1, 1.5, 1e99, '', 'x'.repeat(5000), [], {}, [[[[]]]], true, '__proto__', 'javascript:1', { role: 'script' }];
  const known = new Set(['id', 'role', 'region', 'depth', 'level', 'name', 'description', 'variant', 'icon', 'group', 'for', 'checked', 'invalid', 'required', 'busy', 'current', 'pressed', 'disabled', 'multiline', 'filled', 'after']);
  let taken = 0;
  for (let times = 0; times < 4000; times++) {
    const value = random(2) ? frame() : change();
    const where = random(2) ? value : value.nodes[random(value.nodes.length)];
    const keys = [...Object.keys(where), 'href', 'extra'];
    where[keys[random(keys.length)]] = odd[random(odd.length)];
    const item = read(value);
    if (!item) continue;
    taken++;
    for (const one of item.frame.nodes) {
      assert.ok(web.roles.has(one.role));
      assert.deepEqual(Object.keys(one).filter((key) => !known.has(key)), []);
    }
  }
  assert.ok(taken > 10 && taken < 3000, `${taken} were taken`);
});

// A console that watches: each list of items is one answer of the server's; the last one is held.
async function watching(answers, work) {
  const before = globalThis.addEventListener;
  globalThis.addEventListener = () => {};
  const seen = { pages: [], dropped: [], posts: [], lost: [], unheard: [], ended: [], asked: [], answered: [] };
  const watch = web.watch({
    path: '/s', page: (page) => seen.pages.push(page), answered: (...all) => seen.answered.push(all), let_in: () => {}, ended: (by) => seen.ended.push(by),
    lost: (on) => seen.lost.push(on), unheard: (seconds) => seen.unheard.push(seconds), dropped: (count) => seen.dropped.push(count),
    desk: {
      post: async (_, body) => (seen.posts.push(body.kind), { status: 201, body: null }),
      get: async (path) => (seen.asked.push(path), answers.length ? { status: answers[0]?.refused ?? 200, body: answers.shift() } : new Promise(() => {})),
    },
  });
  try {
    await until(() => !answers.length);
    await until(() => work(seen));
  } finally {
    watch.stop();
    globalThis.addEventListener = before;
  }
  return seen;
}

test('console frames: what is malformed is dropped and counted, the page asked for anew, and what comes next is shown', async () => {
  const bad = frame({ at: 5, seq: 2, base: 1, nodes: [node({ role: 'iframe', name: 'x' })] });
  const seen = await watching([
    { items: [frame()] }, { items: [bad, null, 7, { at: 6, kind: 'answer', seq: 'x', accepted: true }] }, { items: [frame({ at: 9, seq: 4, title: 'anew' })] },
  ], ({ pages }) => pages.length === 2);
  assert.deepEqual(seen.pages.map(({ title }) => title), ['首页', 'anew']);
  assert.deepEqual(seen.dropped, [1, 2, 3, 4]);
  assert.deepEqual(seen.posts, ['resync'], 'asked for once');
  assert.deepEqual(seen.answered, []);
  assert.deepEqual(seen.asked.slice(0, 4), [0, 3, 6, 9].map((after) => `/s/frames?after=${after}&unheard=no`), 'what was dropped is not sent again');
});

test('console frames: changes that add up to more than a page are dropped', async () => {
  const more = (from) => Array.from({ length: 399 }, (_, i) => node({ id: `n${from + i}`, after: null }));
  const seen = await watching([{ items: [frame(), frame({ at: 4, seq: 2, base: 1, nodes: more(0) }), frame({ at: 5, seq: 3, base: 2, nodes: more(500) })] }], ({ dropped }) => dropped.length === 1);
  assert.deepEqual(seen.pages.map(({ nodes }) => nodes.length), [1, 400]);
});

test('console frames: what does not follow is asked for anew, once, and the whole page shown', async () => {
  const seen = await watching([{ items: [frame()] }, { items: [change({ at: 4, seq: 9, base: 7 }), change({ at: 5, seq: 10, base: 9 })] }, { items: [frame({ at: 9, seq: 11, title: 'anew' })] }], ({ pages }) => pages.length === 2);
  assert.deepEqual(seen.pages.map(({ title }) => title), ['首页', 'anew']);
  assert.deepEqual([seen.posts, seen.dropped], [['resync'], []]);
});

test('console frames: after the end nothing is shown and nothing is asked; a session that is refused is over', async () => {
  const seen = await watching([{ items: [{ at: 1, kind: 'ended', by: 'patient' }, frame({ at: 2 })] }], ({ ended }) => ended.length === 1);
  await sleep(20);
  assert.deepEqual([seen.pages, seen.ended, seen.asked.length], [[], ['patient'], 1]);
  for (const status of [401, 403, 404, 409]) {
    const over = await watching([{ refused: status }], ({ ended }) => ended.length > 0);
    await sleep(20);
    assert.deepEqual([over.ended, over.lost, over.asked.length], [['time'], [], 1], `${status}`);
  }
});

test('console frames: an answer that is no list is a lost one', async () => {
  for (const body of [null, 'x', {}, { items: {} }, []]) {
    const seen = await watching([body, { items: [{ at: 1, kind: 'ended', by: 'patient' }] }], ({ ended }) => ended.length === 1);
    assert.deepEqual([seen.lost, seen.ended, seen.pages], [[true, false], ['patient'], []]);
  }
});

test('console frames: that the page says nothing is told each time, that it does again once, and the server knows what is shown', async () => {
  const seen = await watching([{ items: [frame()] }, { items: [], unheard_s: 20 }, { items: [], unheard_s: 35 }, { items: [frame({ at: 9, seq: 4, title: 'back' })] }, { items: [] }], ({ asked }) => asked.length === 6);
  assert.deepEqual(seen.unheard, [20, 35, null]);
  assert.deepEqual(seen.asked.map((path) => path.split('unheard=')[1]), ['no', 'no', 'yes', 'yes', 'no', 'no']);
  assert.deepEqual(seen.pages.map(({ title }) => title), ['首页', 'back']);
  const odd = await watching([{ items: [], unheard_s: 'x' }, { items: [], unheard_s: -1 }], ({ asked }) => asked.length === 3);
  assert.deepEqual(odd.unheard, []);
});
