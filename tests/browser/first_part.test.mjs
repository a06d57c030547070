// Home is painted by the program's first part alone (tools/split-wasm.mjs), in every look; what is pressed meanwhile happens as soon as
// the rest is there, however long that takes. So it is with the texts: home's come first (tools/first-texts.mjs).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const looks = {
  'painted': {},
  'plain, in English': { paint: 'plain', language: 'en' },
  'in large letters at 320 px': { size: 'elder', width: 320, height: 640 },
  'high contrast, read aloud': { query: { contrast: 'high', read_aloud: 'on' } },
  'a wide window, in English': { language: 'en', width: 1280, height: 800 },
  'a device of many': { query: { shared: '1' } },
};
const rest = '**/rest.*.wasm';
const keys = Object.keys(JSON.parse(readFileSync(join(root, 'assets/text/zh-CN.json'), 'utf8')));

// What elements say that is a key whose text is not there.
const withoutText = (page) => page.evaluate((all) => {
  const known = new Set(all);
  const said = [...document.querySelectorAll('[data-id]')].flatMap((element) => [element.textContent, element.getAttribute('aria-label'), element.getAttribute('placeholder')]);
  return said.filter((text) => known.has(text?.trim()));
}, keys);

for (const [name, look] of Object.entries(looks)) {
  test(`first part: home without the rest (${name})`, async () => {
    const site = await startSite();
    let release;
    const held = new Promise((go) => (release = go));
    const person = await Person.arrive(site.url, {
      ...look,
      prepare: (page) => page.route(rest, async (route) => {
        await held;
        await route.continue();
      }),
    });
    await person.sees('home.refill.title', {}, 'button');
    await person.page.setViewportSize({ width: (look.width ?? 390) + 40, height: look.height ?? 844 }); // drawn anew
    await person.frames();
    assert.deepEqual(await withoutText(person.page), []);
    await person.pressNamed(person.t('home.refill.title'));
    await person.context.setOffline(true);
    await person.context.setOffline(false);
    await person.frames();
    release();
    await person.sees('gate.red_flags.heading');
    await person.leave();
    await site.stop();
  });
}

test('first part: the rest is asked for again until it comes', async () => {
  const site = await startSite();
  let asked = 0;
  const person = await Person.arrive(site.url, { prepare: (page) => page.route(rest, (route) => (++asked < 2 ? route.abort() : route.continue())) });
  await person.pressNamed(person.t('home.ask.title'));
  await person.sees('gate.red_flags.heading');
  await person.leave();
  await site.stop();
});

test('first part: whoever comes back with something begun, and with help on its way, sees nothing before both are there', async () => {
  const site = await startSite();
  let wait = 0;
  const person = await Person.arrive(site.url, {
    prepare: (page) => page.route(rest, async (route) => {
      await new Promise((go) => setTimeout(go, wait));
      await route.continue();
    }),
  });
  await person.press('home.ask.title');
  await person.sees('gate.red_flags.heading');
  await person.press('common.dock.help');
  await person.sees('help.code.heading');
  wait = 1500; // by then the help has been heard of
  await person.reload();
  await person.sees('help.code.heading');
  await person.leave();
  await site.stop();
});
