// Switch access and voice control: everything is done by a node's own action, and each node answers to what is written on it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, ways } from '../../tools/test-runner.mjs';
import { labels } from '../gallery/checks.mjs';
import { looks, openLook, sample, startGallery, stopGallery } from '../gallery/support.mjs';
import { AssistedPerson } from './support/assisted.mjs';
import { refillToTheDoor } from './support/journeys.mjs';
import { startSite } from './support/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('assistive technology: a refill to the door, by focus and actions alone', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  const person = await AssistedPerson.arrive(site.url);
  await refillToTheDoor(person);
  await person.press('order.home.go');
  await person.node('button', person.t('home.refill.title')).waitFor();
  await person.leave();
  await site.stop();
});

// In the page: everything that can be used takes focus, and tells the app what its action did. Answers with how many did, and which
// did not.
function answered() {
  const overlay = document.querySelector('#overlay>*');
  const wrong = [];
  let count = 0;
  const all = [...document.querySelectorAll('button,a[href],input:not([type=hidden]),textarea,select')];
  const before = all.map(({ checked, value }) => ({ checked, value }));
  for (const element of all) {
    if (element.closest('[inert]') || (overlay && !overlay.contains(element))) continue;
    if (element.disabled || element.getAttribute('aria-disabled') === 'true') continue;
    const id = element.closest('[data-id]')?.dataset.id ?? '';
    element.focus();
    const focused = document.activeElement === element;
    window.gallery.heard = [];
    const change = (value) => {
      element.value = value;
      for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
    };
    // A link leads where it leads, and the browser opens its own window for a file.
    const native = element.matches('a[href],[type=file]') || (element.type === 'radio' && element.checked);
    if (native) {
      if (!focused) wrong.push(`${id} takes no focus`);
      continue;
    }
    if (element.type === 'range') change(element.value === element.max ? element.min : element.max);
    else if (element.type === 'date') change('2024-01-02');
    else if (element.matches('textarea,select,input:not([type=radio],[type=checkbox],[type=button])')) change(`${element.value}1`);
    else element.click();
    count += 1;
    if (!focused || !window.gallery.heard.includes(id)) wrong.push(`${id}: ${focused ? 'told nothing' : 'takes no focus'}`);
  }
  window.gallery.heard = null;
  all.forEach((element, at) => element.type !== 'file' && Object.assign(element, before[at]));
  return { count, wrong };
}

const all = (names) => names;
const chosen = ways([sample, all]).at(-1); // (What is painted in English is compared with its names by tests/unit.)
for (const [name, look, pick] of [['Chinese', looks.standard, all], ['English', { ...looks.standard, lang: 'en', paint: 'plain' }, chosen]])
  test(`assistive technology: in every state each control acts, and its name has the words on it, in ${name}`, { timeoutMs: 600_000 }, async () => {
    const { page, names: states, faults, close } = await openLook(await startGallery(), look);
    const names = pick(states);
    await page.evaluate(axe);
    const wrong = [];
    let acted = 0;
    for (const state of names) {
      await page.evaluate(async (wanted) => {
        window.gallery.show(wanted);
        for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
        await new Promise((mirrored) => setTimeout(mirrored));
      }, state);
      const unlike = await page.evaluate(labels);
      const { count, wrong: deaf } = await page.evaluate(answered);
      acted += count;
      wrong.push(...[...unlike, ...deaf].map((what) => `${state}: ${what}`));
    }
    assert.deepEqual([...wrong, ...faults], []);
    assert.ok(acted > names.length * 4, `${acted} actions in ${names.length} states`);
    await close();
    stopGallery();
  });
