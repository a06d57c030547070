// Every state of every screen in Chromium, in many looks: axe finds nothing, targets are large enough, painted text has contrast,
// nothing is wider than the window, and its picture is the one that was accepted (./dev shots). Without BANZHEN_ALL=1 each state is
// checked in two looks, which change from state to state.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PNG } from 'pngjs';
import { run, test } from '../../tools/test-runner.mjs';
import { closeBrowser } from '../browser/support/person.mjs';
import { inkInBoxes, labels, overflow, paintedContrast, targets } from './checks.mjs';
import { accepted, differs, pictureLooks, small } from './pictures.mjs';
import { accept, changed, readAll, readerSource } from './spoken.mjs';
import { belongs, contrastOf, looks, openLook, sample, show, startGallery, stopGallery, targetOf } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const all = process.env.BANZHEN_ALL === '1';
const turns = Object.keys(looks).filter((name) => !looks[name].sampled);
// Which looks a state is seen in: two by turns; where only some states are seen, it is one of them.
const seen = (index, look) => all || turns[index % turns.length] === look || turns[(index + 3) % turns.length] === look;

async function audit(page) {
  const result = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // A canvas is behind the words: what axe sees of colours there is not what a person sees. Painted pixels are measured instead.
    rules: { 'color-contrast': { enabled: document.documentElement.dataset.paint !== 'canvas' } },
  }));
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
}

const url = await startGallery();
for (const [name, look] of Object.entries(looks)) {
  test(`gallery: ${name}`, { timeoutMs: 900_000 }, async () => {
    const { page, names, faults, close } = await openLook(url, look);
    const pictured = new Set(pictureLooks.includes(name) ? (look.sampled ? sample(names) : names) : []);
    const before = accepted(name);
    await page.evaluate(axe);
    const wrong = [];
    for (const [index, state] of names.entries()) {
      if (!seen(index, name) && !(look.sampled && pictured.has(state))) continue;
      await show(page, state);
      if (!(await belongs(page, look))) continue;
      const found = [
        ...(pictured.has(state) && differs(before.get(state), small(PNG.sync.read(await page.screenshot()))) ? [`looks different: ./dev shots ${name}`] : []),
        ...(await page.evaluate(overflow)),
        ...(await page.evaluate(targets, targetOf(look))),
        ...(await page.evaluate(labels)),
        ...(look.paint === 'plain' ? [] : await page.evaluate(paintedContrast, [contrastOf(look), state])),
        ...(await audit(page)),
      ];
      wrong.push(...found.map((what) => `${state}: ${what}`));
    }
    await close();
    assert.deepEqual([...wrong, ...faults], []);
  });
}

for (const [language, chosen] of [['zh-CN', (names) => names], ['en', sample]])
  test(`gallery: what a screen reader says, ${language}`, { timeoutMs: 900_000 }, async () => {
    const { page, names, close } = await openLook(url, { ...looks.plain, lang: language });
    await page.evaluate(await readerSource());
    const screens = await readAll(page, chosen(names), language);
    await close();
    if (process.argv.includes('--accept')) accept(screens, language);
    assert.deepEqual(changed(screens, language), [], 'these are read differently; if it is meant: ./dev test gallery --accept');
  });

// On a sharp screen the same picture, with as many pixels, and the words where their boxes are.
const sharp = ['home/visitor', 'sign_in/code_sent', 'review/refill', 'order/ready', 'settings/read_aloud'];
for (const density of [1.5, 2, 3])
  test(`gallery: ${density} pixels for each of the page's`, async () => {
    const { page, faults, close } = await openLook(url, looks.standard, density);
    const before = accepted('standard');
    let words = 0;
    for (const state of sharp) {
      await show(page, state);
      const { size, wanted, measured, wrong } = await page.evaluate(inkInBoxes, state);
      assert.deepEqual(size, wanted, `${state}: the canvas has the screen's pixels`);
      assert.deepEqual(wrong, [], state);
      words += measured;
      if (Number.isInteger(density)) assert.equal(differs(before.get(state), small(PNG.sync.read(await page.screenshot()), density), true), false, `${state} looks different`);
    }
    assert.ok(words >= 20, `${words} texts were measured`);
    await close();
    assert.deepEqual(faults, []);
  });

await run({ finish: async () => { stopGallery(); await closeBrowser(); } });
