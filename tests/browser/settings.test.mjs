// How things look and sound: size, contrast, language, reading aloud; kept for the next time, asked of the system first.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { auditor } from './support/audit.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// A voice that writes down what it says, for browsers without sound. An utterance ends when the test says so.
async function voice(page) {
  await page.addInitScript(() => {
    const said = (window.said = []);
    const synth = Object.assign(new EventTarget(), {
      waiting: [],
      getVoices: () => [{ lang: 'zh-CN' }, { lang: 'en-US' }],
      cancel() { this.waiting = []; said.push('(stop)'); },
      speak(one) { this.waiting.push(one); said.push(`${one.lang} ${one.text}`); },
      end() { for (const one of this.waiting.splice(0)) one.onend?.(); },
    });
    Object.defineProperty(window, 'speechSynthesis', { value: synth });
    window.SpeechSynthesisUtterance = function utterance(text) { this.text = text; };
  });
}
// What was said since it was last asked, as one text.
const heard = (person) => person.page.evaluate(() => window.said.splice(0).join('\n'));
const dataset = (person, name) => person.page.evaluate((key) => document.documentElement.dataset[key], name);
const prefer = (person, contrast) => person.page.emulateMedia({ contrast });

async function toSettings(person) {
  await person.press('home.settings.action');
  await person.sees('settings.heading');
}
const set = (person, what, choice) => person.consent(`settings.${what}.title`, `settings.${what}.${choice}`);

test('settings: size, contrast, language and paint change at once and are kept for the next visit', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await toSettings(person);
  await person.shot('settings');
  await set(person, 'size', 'on');
  await person.page.waitForFunction(() => document.documentElement.dataset.size === 'elder');
  await person.frames();
  await person.shot('settings-elder');
  await set(person, 'contrast', 'on');
  await person.page.waitForFunction(() => document.documentElement.dataset.contrast === 'high');
  await person.frames();
  await person.shot('settings-contrast');
  await person.page.goto(site.url);
  await person.ready();
  assert.equal(await dataset(person, 'size'), 'elder');
  assert.equal(await dataset(person, 'contrast'), 'high');
  await toSettings(person);
  await person.ticked(person.node('radio', person.t('settings.contrast.on')));
  await set(person, 'contrast', 'off');
  await set(person, 'size', 'off');
  await set(person, 'paint', 'on');
  await person.page.waitForFunction(() => document.documentElement.dataset.paint === 'plain');
  await set(person, 'language', 'on');
  await person.page.getByRole('heading', { name: 'As it suits you' }).waitFor();
  await person.holds(() => person.page.evaluate(() => document.documentElement.lang), 'en');
  await person.shot('settings-plain-en');
  await person.leave();
});

// What a painting cannot follow: colours that the system forces, and letters that the person set larger in the browser.
const wishes = {
  'forced colours': {
    prepare: (page) => page.emulateMedia({ forcedColors: 'active' }),
    on: (page) => page.emulateMedia({ forcedColors: 'active' }),
    off: (page) => page.emulateMedia({ forcedColors: 'none' }),
  },
  'large letters': {
    prepare: (page) => page.addInitScript(() => {
      new MutationObserver((_, watch) => {
        document.documentElement.style.fontSize = '200%';
        watch.disconnect();
      }).observe(document, { childList: true });
    }),
    on: (page) => page.evaluate(() => (document.documentElement.style.fontSize = '200%')),
    off: (page) => page.evaluate(() => (document.documentElement.style.fontSize = '')),
  },
};
for (const [name, { prepare, on, off }] of Object.entries(wishes)) {
  test(`settings: ${name} get the plain page until the person chooses the painting`, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { prepare, query: { paint: '' } });
    const paintOf = (choice) => person.node('radiogroup', person.t('settings.paint.title')).getByRole('radio', { name: person.t(`settings.paint.${choice}`), exact: true });
    const painted = (wanted) => person.holds(() => dataset(person, 'paint'), wanted);
    assert.equal(await dataset(person, 'paint'), 'plain', 'from the start');
    assert.equal(await person.page.evaluate(() => Object.values(localStorage).includes('plain')), false, 'that is not the person\'s choice');
    await person.shot(`${name.replace(' ', '-')}-home`);
    await toSettings(person);
    await person.ticked(paintOf('on'));
    await person.shot(`${name.replace(' ', '-')}-settings`);
    await off(person.page);
    await painted('canvas');
    await person.ticked(paintOf('off'));
    await on(person.page);
    await painted('plain');
    await person.ticked(paintOf('on'));
    await set(person, 'paint', 'off');
    await painted('canvas');
    await person.ticked(paintOf('off'));
    await off(person.page);
    await on(person.page);
    await person.frames();
    await painted('canvas');
    await person.shot(`${name.replace(' ', '-')}-chosen`);
    await person.reload();
    await painted('canvas');
    await person.leave();
    await site.stop();
  });
}

test('settings: the system asks for more contrast until the person chooses', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: (page) => page.emulateMedia({ contrast: 'more' }) });
  assert.equal(await dataset(person, 'contrast'), 'high');
  await toSettings(person);
  await person.ticked(person.node('radio', person.t('settings.contrast.on')));
  await prefer(person, 'no-preference');
  await person.page.waitForFunction(() => document.documentElement.dataset.contrast === 'normal');
  await prefer(person, 'more');
  await person.page.waitForFunction(() => document.documentElement.dataset.contrast === 'high');
  await set(person, 'contrast', 'off');
  await person.page.waitForFunction(() => document.documentElement.dataset.contrast === 'normal');
  await person.reload();
  assert.equal(await dataset(person, 'contrast'), 'normal');
  await person.leave();
});

test('settings: reading aloud says each page, what one is at, again when asked, and stops', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: voice });
  assert.equal(await heard(person), '');
  await toSettings(person);
  await set(person, 'read_aloud', 'on');
  await person.sees('common.read.stop', {}, 'button');
  const page = await heard(person);
  for (const key of ['settings.title', 'settings.heading', 'settings.size.title', 'settings.privacy.detail'])
    if (key !== 'settings.privacy.detail') assert.ok(page.includes(`zh-CN ${person.t(key)}`), key);
  await person.press('common.read.stop');
  await person.sees('common.read.again', {}, 'button');
  await person.press('common.read.again');
  await person.sees('common.read.stop', {}, 'button');
  await person.page.evaluate(() => window.speechSynthesis.end());
  await person.sees('common.read.again', {}, 'button'); // it came to its end
  await heard(person);
  await person.press('common.back');
  await person.sees('home.refill.title', {}, 'button');
  await person.page.waitForFunction((words) => window.said.join('\n').includes(words), person.t('home.refill.title'));
  await heard(person);
  await person.node('button', person.t('home.ask.title')).first().focus();
  assert.match(await heard(person), new RegExp(person.t('home.ask.title')));
  await person.shot('home-read-aloud');
  await toSettings(person);
  await set(person, 'language', 'on');
  await person.page.getByRole('heading', { name: 'As it suits you' }).waitFor();
  await heard(person);
  await person.node('button', 'Read again').or(person.node('button', 'Stop')).first().waitFor();
  await person.page.getByRole('radio', { name: 'Large', exact: true }).focus();
  assert.match(await heard(person), /en Large/);
  await person.leave();
});

test('settings: by keyboard alone, and axe finds nothing, painted and plain', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  for (const paint of ['canvas', 'plain']) {
    const person = await KeyboardPerson.arrive(site.url, { paint, prepare: voice });
    await person.press('common.dock.help');
    await person.sees('help.code.heading');
    await person.pressNamed(person.t('help.settings.title'));
    await person.sees('settings.heading');
    await auditor(person)('settings');
    await set(person, 'contrast', 'on');
    await person.page.waitForFunction(() => document.documentElement.dataset.contrast === 'high');
    await auditor(person)('settings_contrast');
    await person.leave();
  }
});
