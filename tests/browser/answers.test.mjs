// The painted page answers a finger or a pointer at once, where it is, and forgets it on release; nothing is drawn anew for it.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { test } from '../../tools/test-runner.mjs';
import { looks, openLook, show, startGallery, stopGallery } from '../gallery/support.mjs';
import { takePicture, texts } from './support/person.mjs';

const t = texts('zh-CN');
// One of each look that things to press have.
const things = [
  ['home/visitor', 'button', 'home.refill.title'],
  ['home/visitor', 'button', 'home.size.elder'],
  ['home/visitor', 'button', 'home.orders.title'],
  ['home/visitor', 'button', 'common.dock.help'],
  ['settings/read_aloud', 'button', 'common.back'],
  ['settings/read_aloud', 'radio', 'settings.size.on'],
  ['gate/red_flags', 'button', 'gate.red_flags.none'],
  ['gate/emergency', 'button', 'common.back'],
  ['gate/emergency', 'link', 'gate.emergency.call'],
  ['sign_in/code_sent', 'checkbox', 'sign_in.agree.label'],
  ['sign_in/code_sent', 'button', 'sign_in.terms.read'],
  ['viewer/ct', 'button', 'viewer.window.lungs'],
];
const idle = [['sign_in/signing_in', 'button', 'sign_in.enter.busy']]; // what cannot be used says nothing
const nowhere = [2, 300]; // in the margin
const around = 14; // px of a thing's surroundings that are looked at
const shade = 4; // of 255: as much may differ between two pictures of the same

async function place(page, role, key) {
  const found = page.getByRole(role, { name: t(key) }).first();
  await found.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await page.evaluate(async () => {
    // Until the page has drawn all that it wants to.
    for (let asked = -1; asked !== window.frames_asked; ) {
      asked = window.frames_asked;
      for (let frames = 0; frames < 6; frames++) await new Promise(window.frame);
    }
  });
  return found.boundingBox();
}
async function look(page, { x, y, width, height }) {
  const { width: w, height: h } = page.viewportSize();
  const clip = { x: Math.max(0, Math.floor(x - around)), y: Math.max(0, Math.floor(y - around)) };
  clip.width = Math.min(w, Math.ceil(x + width + around)) - clip.x;
  clip.height = Math.min(h, Math.ceil(y + height + around)) - clip.y;
  return { ...PNG.sync.read(await page.screenshot({ clip })), left: clip.x, top: clip.y };
}
// How many pixels differ, in the box and outside it. (The pixel around it has a share of the smoothed corners, which Chromium leaves.)
function changed(before, after, box) {
  const found = { inside: 0, outside: 0 };
  for (let at = 0; at < before.data.length; at += 4) {
    if ([0, 1, 2].every((i) => Math.abs(before.data[at + i] - after.data[at + i]) < shade)) continue;
    const x = before.left + (at / 4) % before.width, y = before.top + Math.floor(at / 4 / before.width);
    const out = Math.max(box.x - x - 1, x - box.x - box.width, box.y - y - 1, y - box.y - box.height);
    if (out > 1) found.outside += 1;
    else if (out < -1) found.inside += 1;
  }
  return found;
}
const most = ({ width, height }) => width * height * 0.6; // a chip is drawn lower than it can be hit

// A picture may be taken a moment too early: what should be seen is waited for.
async function until(page, box, before, right, what) {
  const end = Date.now() + 5_000;
  let seen;
  do seen = changed(before, await look(page, box), box);
  while (!right(seen) && Date.now() < end);
  assert.ok(right(seen), `${what}: ${JSON.stringify(seen)}`);
}
const same = ({ inside, outside }) => inside + outside === 0;

// Frames that the page asked for, since it was last asked.
const countFrames = (page) => page.addInitScript(() => {
  window.frames_asked = 0;
  const ask = (window.frame = window.requestAnimationFrame);
  window.requestAnimationFrame = (draw) => {
    window.frames_asked += 1;
    return ask.call(window, draw);
  };
});

for (const [name, options] of [['as usual', looks.standard], ['in high contrast', looks.contrast]]) {
  test(`what is painted shows the pointer over it and the press, and nothing after: ${name}`, async () => {
    const { page, faults, close } = await openLook(await startGallery(), { ...options, prepare: countFrames });
    const drawn = [];
    for (const [state, role, key] of things) {
      await show(page, state);
      const box = await place(page, role, key);
      const what = `${state}: ${t(key)}`;
      await page.mouse.move(...nowhere);
      const rest = await look(page, box);
      await page.evaluate(() => (window.frames_asked = 0));
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      const over = await look(page, box);
      await page.mouse.down();
      const held = await look(page, box);
      await takePicture(page, `held-${name.replaceAll(' ', '-')}-${key}`);
      await page.mouse.move(...nowhere);
      await page.mouse.up();
      const tinted = changed(rest, over, box), pressed = changed(rest, held, box);
      assert.ok(tinted.inside > most(box), `${what} shows the pointer: ${JSON.stringify(tinted)}`);
      assert.ok(pressed.inside > most(box), `${what} shows the press: ${JSON.stringify(pressed)}`);
      assert.ok(changed(over, held, box).inside > 200, `${what}: held looks other than only pointed at`);
      assert.equal(tinted.outside + pressed.outside, 0, `${what} keeps to its box`);
      await until(page, box, rest, same, `${what} is as it was`);
      if (await page.evaluate(() => window.frames_asked)) drawn.push(what);
    }
    // (A timer of the page's own may strike meanwhile.)
    assert.ok(drawn.length < things.length / 4, `nothing is drawn for it, but was for ${drawn.join(', ')}`);
    for (const [state, role, key] of idle) {
      await show(page, state);
      const box = await place(page, role, key);
      const rest = await look(page, box);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      assert.deepEqual(changed(rest, await look(page, box), box), { inside: 0, outside: 0 }, `${t(key)} cannot be used`);
      await page.mouse.up();
    }
    assert.deepEqual(faults, []);
    await close();
    stopGallery();
  });
}

test('what is painted shows a finger on it, and nothing when it is lifted', async () => {
  const { page, close } = await openLook(await startGallery(), { ...looks.standard, touch: true, prepare: countFrames });
  const cdp = await page.context().newCDPSession(page);
  const touch = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  for (const [state, role, key] of things) {
    await show(page, state);
    const box = await place(page, role, key);
    const rest = await look(page, box);
    await touch('touchStart', [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]);
    await until(page, box, rest, ({ inside, outside }) => inside > most(box) && !outside, `${state}: ${t(key)} shows the finger`);
    await touch('touchCancel', []);
    await until(page, box, rest, same, `${state}: ${t(key)} is as it was`);
  }
  await close();
  stopGallery();
});

test('the tint of what is half below the painted bar ends where the bar begins', async () => {
  const { page, close } = await openLook(await startGallery(), { ...looks.standard, height: 560 });
  await show(page, 'settings/read_aloud');
  const box = await page.evaluate(async () => {
    const bar = document.getElementById('bar').getBoundingClientRect();
    const half = [...document.querySelectorAll('#content label')].find((one) => one.getBoundingClientRect().top > bar.top - 24);
    const scroller = document.getElementById('s');
    const { top, height } = half.getBoundingClientRect();
    scroller.scrollTop += top + height / 2 - bar.top;
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
    const { left, top: now, width } = half.getBoundingClientRect();
    return { x: left, y: now, width, height: bar.top - now, whole: height };
  });
  assert.ok(box.height > 10 && box.height < box.whole - 10, `half of it is seen: ${JSON.stringify(box)}`);
  await page.mouse.move(...nowhere);
  const rest = await look(page, box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const held = changed(rest, await look(page, box), box);
  await page.mouse.move(...nowhere);
  await page.mouse.up();
  assert.ok(held.inside > most(box), JSON.stringify(held));
  assert.equal(held.outside, 0, 'the bar is as it was');
  await close();
  stopGallery();
});
