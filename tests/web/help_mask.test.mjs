// What a helper may read. Deny by default: these tests plant what must never get out into every state of every screen.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const tables = Object.fromEntries(['zh-CN', 'en'].map((language) => [language, JSON.parse(readFileSync(join(root, `assets/text/${language}.json`), 'utf8'))]));
const zh = web.createTextMask(tables['zh-CN']);
const { hidden } = web;
const node = (fields) => ({ id: 'n', role: 'text', rect: [0, 0, 10, 10], ...fields });
const masked = (screen, ...nodes) => web.createMask(zh).page({ screen, title: '实名登记', nodes }).nodes;

test('help mask: the app\'s own texts are seen, anything else is not', () => {
  assert.equal(zh('请人帮忙'), '请人帮忙');
  assert.equal(zh('任长河'), hidden);
  assert.equal(zh('请人帮忙 任长河'), hidden);
  assert.equal(zh('990101195303150115'), hidden);
  assert.equal(zh(''), '');
  assert.equal(zh('比对姓名和号码，不用拍照 · 约 1 分钟'), '比对姓名和号码，不用拍照 · 约 1 分钟');
  assert.equal(zh('我自己 · 任长河'), `我自己 · ${hidden}`);
  assert.equal(zh('改 姓名'), '改 姓名');
  assert.equal(zh('改 任长河'), hidden);
});

test('help mask: of placeholders only counts and the app\'s own words are seen', () => {
  assert.equal(zh('第 1 步，共 2 步：填资料'), '第 1 步，共 2 步：填资料');
  assert.equal(zh('第 1 步，共 2 步：任长河'), `第 1 步，共 2 步：${hidden}`);
  assert.equal(zh('少了 1 位。身份证号是 18 位，您填了 17 位。'), '少了 1 位。身份证号是 18 位，您填了 17 位。');
  assert.equal(zh('少了 1 位。身份证号是 18 位，您填了 990101195303150115 位。'), `少了 1 位。身份证号是 18 位，您填了 ${hidden} 位。`);
  assert.equal(zh('少了 1234 位。任长河是 18 位，您填了 17 位。'), `少了 ${hidden} 位。${hidden}是 18 位，您填了 17 位。`);
  assert.equal(zh('72 岁'), `${hidden} 岁`, 'an age is a number about the patient');
  assert.equal(zh('4 周'), `${hidden} 周`);
  assert.equal(zh('付 4.50 元，发给医生'), `付 ${hidden} 元，发给医生`);
  assert.equal(zh('陈立医生'), `${hidden}医生`);
  assert.equal(zh('第 1 步，共 2 步：填资料', false), `第 ${hidden} 步，共 ${hidden} 步：填资料`);
});

test('help mask: a text that fits two templates is seen as the stricter one has it', () => {
  const mask = web.createTextMask({ 'common.a': '共 {n} 份', 'review.b': '共 {n} 份', 'common.c': '{n}', 'common.d': '{n} 处' });
  assert.equal(mask('共 3 份'), `共 ${hidden} 份`);
  assert.equal(mask('12'), hidden, 'a template without words of its own fits everything, so it shows nothing');
  assert.equal(mask('12 处'), '12 处');
});

test('help mask: what is typed or chosen never goes', () => {
  const [name, empty] = masked('identity', node({ id: 'identity.name', role: 'textbox', name: '姓名', value: '任长河' }), node({ id: 'identity.number', role: 'textbox', value: '' }));
  assert.deepEqual(name, { id: 'identity.name', role: 'textbox', filled: 1, name: '姓名' });
  assert.equal(empty.filled, undefined);
  const radio = node({ id: 'gate.changed.same', role: 'radio', group: 'gate.changed', variant: 'choice', name: '没有，和上次一样', checked: 1 });
  assert.equal(masked('changed', radio)[0].checked, undefined);
  assert.equal(masked('changed', radio)[0].name, '没有，和上次一样');
  assert.equal(masked('verify', radio)[0].checked, 1);
  const toggle = node({ role: 'button', variant: 'chip toggle', pressed: 1 });
  assert.equal(masked('feedback', toggle)[0].pressed, undefined);
});

test('help mask: no picture, address, place or id of data', () => {
  const [row] = masked('my_records', node({ id: 'my_records.record.rec_77', role: 'button', variant: 'row', name: '出院小结', description: '3 页', picture: 'record:rec_77:1', href: 'tel:1', view: '1 2', value: 'x', accept: 'image/*' }));
  assert.deepEqual(row, { id: 'x1', role: 'button', variant: 'row', name: hidden, description: hidden });
  assert.ok(!JSON.stringify(row).includes('rec_77'));
});

test('help mask: answers that are the app\'s own words are hidden where they are the patient\'s', () => {
  const fact = node({ id: '~list1~listitem1~text1', variant: 'fact', name: '有变化', description: '没有，和上次一样' });
  assert.equal(masked('review', fact)[0].description, hidden);
  assert.equal(masked('review', fact)[0].name, '有变化');
  assert.equal(masked('verify', fact)[0].description, '没有，和上次一样');
  const kind = node({ id: 'identity.document', variant: 'fact', name: '证件类型', description: '居民身份证' });
  assert.deepEqual([masked('identity', kind)[0].description, masked('person', kind)[0].description], ['居民身份证', hidden]);
  assert.equal(masked('identity', { ...kind, name: '国家', description: '美国 (USA)' })[0].description, hidden);
  const why = node({ id: '~main1~text1', name: '病情有变化，当面看更放心。' });
  assert.equal(masked('terminated', why)[0].name, hidden);
  const said = node({ id: 'chat.message.m1', variant: 'bubble mine', name: '请人帮忙' });
  assert.equal(masked('chat', said)[0].name, hidden);
  assert.equal(masked('home', said)[0].name, hidden);
});

test('help mask: where the sentences are about the patient only what can be pressed, filled in or stands in a bar keeps its words', () => {
  const [own, step] = ['请人帮忙', '第 1 步，共 2 步：填资料'];
  for (const screen of ['chat', 'terminated', 'summary', 'emergency', 'viewer', 'document', 'photo', 'order', 'rating', 'question', 'not_refill']) {
    const [said, heading, button, label, bar, counted] = masked(screen, node({ name: own }), node({ role: 'heading', name: own }), node({ role: 'button', name: own }),
      node({ variant: 'label', name: own }), node({ region: 1, name: own }), node({ role: 'button', name: step }));
    assert.deepEqual([said, heading, button, label, bar].map(({ name }) => name), [hidden, hidden, own, own, own], screen);
    assert.equal(counted.name, `第 ${hidden} 步，共 ${hidden} 步：填资料`, screen);
  }
  assert.equal(masked('identity', node({ name: own }))[0].name, own);
  assert.equal(masked('identity', node({ role: 'button', name: step }))[0].name, step);
});

test('help mask: what the app draws as data is hidden, also where it is the app\'s own words', () => {
  for (const variant of ['bubble', 'bubble mine', 'person', 'digits', 'value', 'history'])
    assert.deepEqual(masked('settings', node({ variant, name: '请人帮忙', description: '请人帮忙' })).map(({ name, description }) => [name, description]), [[hidden, hidden]], variant);
  assert.equal(masked('settings', node({ variant: 'note', name: '请人帮忙' }))[0].name, '请人帮忙');
});

test('help mask: what is chosen is seen on seven screens, and on no other that there is', () => {
  const open = ['sign_in', 'consents', 'verify', 'face_consent', 'fulfilment', 'settings', 'help'];
  const screens = new Set([...open, 'person', ...[...states('zh-CN')].map(({ tree }) => tree.screen)]);
  assert.ok(screens.size > 40, `${screens.size} screens`);
  for (const screen of screens) {
    const [one] = masked(screen, node({ role: 'radio', checked: 1, pressed: 1, name: '请人帮忙' }));
    assert.deepEqual([one.checked, one.pressed], open.includes(screen) ? [1, 1] : [undefined, undefined], screen);
  }
});

test('help mask: a page has its end', () => {
  assert.equal(masked('home', ...Array.from({ length: 1000 }, (_, i) => node({ id: `n${i}` }))).length, 400);
});

test('help mask: what belongs to data is named by the same short id', () => {
  const [person, choice, words] = masked('home', node({ id: 'people.person.p1' }), node({ id: 'b', role: 'radio', group: 'people.person.p1' }), node({ id: 'c', for: 'people.person.p1' }));
  assert.deepEqual([person.id, choice.group, words.for], ['x1', 'x1', 'x1']);
  assert.equal(masked('home', node({ group: 'identity.name' }))[0].group, 'identity.name');
});

test('help mask: ids of data become short ones that lead back', () => {
  const mask = web.createMask(zh);
  const tree = { screen: 'home', nodes: [node({ id: 'people.person.p1' }), node({ id: 'identity.name' }), node({ id: 'people.person.p1~text1' })] };
  const ids = mask.page(tree).nodes.map(({ id }) => id);
  assert.deepEqual(ids, ['x1', 'identity.name', 'x2']);
  assert.deepEqual(ids.map(mask.real), tree.nodes.map(({ id }) => id));
  assert.deepEqual(mask.page(tree).nodes.map(({ id }) => id), ids, 'and stay');
});

test('help mask: what may be proposed keeps its name, or nobody could propose it', () => {
  const [, listed] = /string_view fields\[\] = \{([\s\S]*?)\};/.exec(readFileSync(join(root, 'src/domain/help.cpp'), 'utf8'));
  const fields = [...listed.matchAll(/"([a-z_.]+)"/g)].map(([, id]) => id);
  assert.equal(fields.length, 8);
  for (const id of fields) assert.equal(masked(id.split('.')[0], node({ id, role: 'textbox', name: '姓名', value: 'x' }))[0].id, id);
});

test('help mask: a screen\'s name that is none is not passed on', () => {
  assert.equal(web.createMask(zh).page({ screen: '任长河', title: '任长河', nodes: [] }).screen, '');
  assert.equal(web.createMask(zh).page({ screen: 'x', title: '任长河', nodes: [] }).title, hidden);
});

test('help mask: no place is named that tells how somebody is, neither by its name nor by its title', () => {
  const mask = web.createMask(zh);
  const page = (screen, title) => mask.page({ screen, title, nodes: [node({ id: 'bar.title', name: title }), node({ id: 'bar.saved', name: '已保存' }), node({ id: 'red', role: 'heading', name: '复诊开药' })] });
  for (const [screen, place, title] of [['emergency', 'start', '紧急情况'], ['not_refill', 'start', '先去医院看'], ['red_flags', 'start', '复诊开药'], ['terminated', 'visit', '这次看诊已结束'], ['summary', 'visit', '看诊小结'], ['waiting', 'visit', '等医生回复']]) {
    assert.equal(zh(title), title, 'words of the app');
    const { nodes, ...seen } = page(screen, title);
    assert.deepEqual(seen, { screen: place, title: hidden }, screen);
    assert.deepEqual(nodes.slice(0, 2).map(({ name }) => name), [hidden, '已保存'], screen);
  }
  const { nodes, ...open } = page('records', '复诊开药');
  assert.deepEqual(open, { screen: 'records', title: '复诊开药' });
  assert.equal(nodes[0].name, '复诊开药');
});

// ---- every state of every screen, from the accepted trees ----
const roles = /^( *)(banner|main|contentinfo|navigation|complementary|group|card|list|listitem|form|radiogroup|dialog|status|text|heading\d?|button|link|textbox|checkbox|radio|file|progressbar|slider|image)(?: "((?:[^"]|"(?! ?(?:\(|=|checked|disabled|invalid|busy|live|$)))*)")?(?: \((.*)\))?(?: = (.*?))?((?: (?:checked|disabled|invalid|busy|live))*)$/s;

function* states(language) {
  const folder = join(root, 'tests/golden/trees');
  for (const file of readdirSync(folder).filter((name) => name.endsWith(`.${language}.txt`))) {
    for (const part of readFileSync(join(folder, file), 'utf8').split(/^(?=# )/m)) {
      const [head, first, ...lines] = part.trimEnd().split('\n');
      // A text of several lines goes on in the next ones.
      const whole = [];
      for (const line of lines) {
        if (/^ +(banner|main|contentinfo|navigation|complementary|group|card|list|listitem|form|radiogroup|dialog|status|text|heading\d|button|link|textbox|checkbox|radio|file|progressbar|slider|image)\b/.test(line)) whole.push(line);
        else whole[whole.length - 1] += `\n${line}`;
      }
      const nodes = whole.map((line, i) => {
        const found = roles.exec(line);
        if (!found) throw new Error(`cannot read ${line}`);
        const [, , role, name, description, value, flags] = found;
        return node({ id: `~main1~${i}`, role: role.replace(/\d$/, ''), name, description, value, checked: /checked/.test(flags) ? 1 : undefined });
      });
      yield { name: head.slice(2), tree: { screen: first.split(' ')[0], title: /"(.*)"/.exec(first)?.[1] ?? '', nodes } };
    }
  }
}

// Whoever and whatever the fixtures know: people, numbers, places, medicines, words to and from doctors.
const planted = ['任长河', '任国安', '任小满', '任小燕', '任晓', '周桂兰', '周敏', '陈立', '林静', 'Jared', 'Miller', '9901011953', '13900002468', '139 0000', '0000 2468', '011X',
  '柳堤', '学府路', '江岸', '阿托伐他汀', '替格瑞洛', '二甲双胍', '化验单是上个月', '走快路气短', '血压控制', '歇两三分钟', 'X0000001', '0532-5550', '4.50', '14.88', '400-000'];

for (const language of ['zh-CN', 'en']) {
  test(`help mask: nothing planted gets out of any state (${language})`, () => {
    const text = web.createTextMask(tables[language]);
    // Every piece that is seen is a piece of the app's own words, a count or a mark between two texts.
    const own = Object.values(tables[language]).join('\u0000');
    // (A document's name stands in the middle of some.)
    const isOwn = (word) => own.includes(word) || [...word].some((_, i) => i > 0 && own.includes(word.slice(0, i)) && own.includes(word.slice(i)));
    let count = 0;
    let seen = 0;
    for (const { name, tree } of states(language)) {
      const page = web.createMask(text).page(tree);
      const out = JSON.stringify(page);
      for (const secret of planted) {
        const ownWord = own.includes(secret);
        if (!ownWord) assert.ok(!out.includes(secret), `${name}: ${secret}`);
      }
      for (const one of page.nodes) {
        for (const said of [one.name, one.description]) for (const [word] of (said ?? '').matchAll(/\p{L}+/gu)) if (word !== hidden) assert.ok(isOwn(word), `${name}: ${word}`);
        if (one.role !== 'textbox' && one.name && one.name !== hidden) seen++;
      }
      if (!['sign_in', 'consents', 'verify', 'face_consent', 'fulfilment', 'settings', 'help'].includes(page.screen)) assert.ok(page.nodes.every((one) => !one.checked), name);
      assert.ok(!(tree.screen in web.wide) || page.screen === web.wide[tree.screen] && page.title === hidden, name);
      assert.ok(!out.includes(`"${tree.title}"`) || !(tree.screen in web.wide), `${name}: ${tree.title}`);
      count++;
    }
    assert.ok(count > 350, `${count} states`);
    assert.ok(seen > 5000, `a helper can still read the page: ${seen} texts`);
  });
}
