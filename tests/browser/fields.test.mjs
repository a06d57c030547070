// Every text field that any screen has, in every way that words come into one: what the field shows and what the app has
// must be the same, and right. The gallery reaches them all without a journey.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { openLook, show, startGallery, stopGallery } from '../gallery/support.mjs';
import { autocorrect, autofill, clear, compose, deadKey, dictate, draw, paste, suggest } from './support/input_methods.mjs';
import { texts } from './support/person.mjs';

// The accepted trees name each field of each state; a field is its screen, its name, and which of that name it is. The first
// state that has it will do.
function fields() {
  const folder = join(root, 'tests/golden/trees');
  const found = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.zh-CN.txt')))
    for (const part of readFileSync(join(folder, file), 'utf8').split(/^# /m).slice(1)) {
      const [state] = part.split('\n', 1);
      const names = [...part.matchAll(/^ *textbox "([^"]+)"/gm)].map(([, name]) => name);
      names.forEach((name, at) => {
        const nth = names.slice(0, at).filter((other) => other === name).length;
        const label = `${state.split('/')[0]} ${name} ${nth + 1}`;
        if (!found.has(label)) found.set(label, { state, name, nth, label });
      });
    }
  return [...found.values()];
}
// Painted or plain, the field is the same element: there one field of each kind will do.
const kinds = /^(identity (姓名|身份证号|哪个国家发的|年)|sign_in (手机号|短信验证码)|complaint 跟医生说说|chat 写给医生的话|addresses 地址) 1$/;
const fieldOf = (page, { name, nth }) => page.getByRole('textbox', { name, exact: true }).nth(nth);

// What is written where: a field for digits takes as many as it has room for.
const inWords = { letters: 'ni hao', chosen: '你好', text: '任长河', accented: 'José', wrong: 'teh', right: 'the', pasted: '任长河𬭎' };
function inDigits(room) {
  const text = '139024'.slice(0, Math.min(6, room));
  return { letters: 'yi', chosen: text, text, wrong: text.replace(/.$/, '5'), right: text, pasted: text };
}

const ways = {
  'by Pinyin': async (hand, { letters, chosen }) => {
    await compose(hand, letters, chosen);
    return chosen;
  },
  'drawn by hand': async (hand, { text }) => {
    await draw(hand, text);
    return text;
  },
  'composed without keys': async (hand, { text }) => {
    await dictate(hand, text);
    return text;
  },
  'with a dead key': async (hand, { accented, text }) => {
    if (!accented) return hand.page.keyboard.type(text).then(() => text);
    await hand.page.keyboard.type(accented.slice(0, -1));
    await deadKey(hand, '´', accented.at(-1));
    return accented;
  },
  'autocorrected': async (hand, { wrong, right }) => {
    await hand.page.keyboard.type(wrong);
    await hand.agrees(wrong);
    await autocorrect(hand, right);
    return right;
  },
  'from the suggestion bar': async (hand, { wrong, right }) => {
    await hand.page.keyboard.type(wrong);
    await hand.agrees(wrong);
    await suggest(hand, right);
    return right;
  },
  'pasted': async (hand, { pasted }) => {
    await paste(hand, pasted);
    return pasted;
  },
  'undone and done again': async (hand, { text, wrong }) => {
    await hand.page.keyboard.type(wrong);
    await hand.agrees(wrong);
    await hand.page.keyboard.press('Control+A');
    await paste(hand, text);
    await hand.agrees(text);
    await hand.page.keyboard.press('Control+Z');
    await hand.agrees(wrong);
    await hand.page.keyboard.press('Control+Shift+Z');
    return text;
  },
  'filled in by the browser, told by input': async (hand, { text }) => {
    await autofill(hand, text, ['input']);
    return text;
  },
  'filled in by the browser, told by change': async (hand, { text }) => {
    await autofill(hand, text, ['change']);
    return text;
  },
};

// In the page, until both say so: what the field shows, and what the app has of it.
async function agrees({ page, field }, wanted) {
  const id = await field.getAttribute('data-id');
  const seen = () => page.evaluate(([node]) => [document.getElementById(`n-${node}`)?.value, window.gallery.values()[node]], [id]);
  await page.waitForFunction(([node, value]) => document.getElementById(`n-${node}`)?.value === value && window.gallery.values()[node] === value, [id, wanted], { timeout: 20_000 })
    .catch(async () => assert.deepEqual(await seen(), [wanted, wanted], 'the field, and the app'));
}

async function take(page, cdp, one, way) {
  await show(page, one.state);
  const field = fieldOf(page, one);
  const { type, numeric, room } = await field.evaluate((element) => ({
    type: element.type, numeric: /tel|numeric/.test(element.inputMode), room: element.maxLength < 0 ? Infinity : element.maxLength,
  }));
  if (type === 'date') return; // the browser's own calendar
  const hand = { page, cdp, field };
  hand.agrees = (wanted) => agrees(hand, wanted);
  await clear(hand);
  await hand.agrees('');
  const words = numeric ? inDigits(room) : inWords;
  await hand.agrees(await way(hand, words));
}

const today = '2026-07-20T14:45:00+08:00'; // the states' own

// A page that shows any state, and the debugger to write with.
async function atGallery(paint, body) {
  const url = await startGallery();
  const { page, faults, close } = await openLook(url, { width: 390, height: 844, paint });
  try {
    page.setDefaultTimeout(20_000);
    await page.clock.setFixedTime(today);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await body(page, await page.context().newCDPSession(page));
    assert.deepEqual(faults, []);
  } finally {
    await close();
    stopGallery();
  }
}

// One field of each kind, painted; BANZHEN_ALL=1: every field there is, in plain paint, too.
const all = process.env.BANZHEN_ALL === '1';
for (const paint of ['canvas', 'plain']) {
  for (const [name, way] of Object.entries(paint === 'canvas' || all ? ways : {}))
    test(`${paint === 'plain' ? 'every field' : 'every kind of field'} takes words ${name}, ${paint}`, { timeoutMs: 300_000 }, () => atGallery(paint, async (page, cdp) => {
      const wrong = [];
      for (const one of fields().filter(({ label }) => paint === 'plain' || kinds.test(label))) await take(page, cdp, one, way).catch((error) => wrong.push(`${one.label}: ${error.message}`));
      assert.equal(wrong.length, 0, wrong.join('\n'));
    }));

  test(`a code is taken out of whatever is typed or pasted, ${paint}`, () => atGallery(paint, async (page, cdp) => {
    for (const one of fields().filter(({ name }) => name === texts('zh-CN')('sign_in.code.label'))) {
      await show(page, one.state);
      const hand = { page, cdp, field: fieldOf(page, one) };
      const written = {
        '482913': () => page.keyboard.type('a4 8-2x91３b'),
        '139024': () => paste(hand, '【青岚市第一人民医院】验证码 139 024，5 分钟内有效'),
        '750318': () => compose(hand, 'qi wu', '７５０３１８'),
      };
      for (const [code, write] of Object.entries(written)) {
        await clear(hand);
        await agrees(hand, '');
        await write();
        await agrees(hand, code);
      }
    }
  }));
}
