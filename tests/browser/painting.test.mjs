// Paint is one switch: whatever keeps the painting from being right, the same page is there in plain.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

async function works(person) {
  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
}

// The program knows that the page is plain: it offers the other way.
async function offersThePainting(person) {
  await person.press('common.dock.help');
  await person.node('button', person.t('help.paint.canvas')).waitFor();
}

test('assistive technology meets the page, and no canvas', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  assert.equal(await person.readsPlain(), false, 'it is painted');
  const cdp = await person.context.newCDPSession(person.page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const shown = nodes.filter((node) => !node.ignored).map((node) => ({ role: node.role?.value, name: node.name?.value ?? '' }));
  assert.deepEqual(shown.filter(({ role }) => /canvas/i.test(role)), []);
  for (const key of ['home.refill.title', 'home.ask.title', 'common.dock.help'])
    assert.ok(shown.some(({ role, name }) => role === 'button' && name.includes(person.t(key))), person.t(key));
  assert.equal(shown.filter(({ role }) => role === 'status').length > 0, true, 'there is a place for announcements');
  await person.leave();
  await site.stop();
});

const troubles = {
  'without WebGL2': (page) => page.addInitScript(() => {
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
      return /webgl/.test(kind) ? null : get.call(this, kind, ...more);
    };
  }),
  'when the browser scrambles what is read from a canvas': (page) => page.addInitScript(() => {
    const get = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...where) {
      const image = get.apply(this, where);
      for (let i = 0; i < image.data.length; i++) if (Math.random() < 0.05) image.data[i] ^= 1;
      return image;
    };
  }),
};

for (const [name, prepare] of Object.entries(troubles)) {
  test(`plain paint ${name}`, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { prepare });
    assert.equal(await person.readsPlain(), true);
    await works(person);
    await offersThePainting(person);
    await person.leave();
    await site.stop();
  });
}

test('plain paint when the graphics are taken away in the middle', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await works(person);
  await person.press('gate.red_flags.none');
  await person.choose('gate.diagnosed.yes');
  assert.equal(await person.readsPlain(), false);
  await person.page.evaluate(() => document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await person.page.waitForFunction(() => !/, 0\)$/.test(getComputedStyle(document.querySelector('h1')).color));
  await person.ticked(person.node('radio', person.t('gate.diagnosed.yes')));
  await person.press('gate.continue.action');
  await person.sees('gate.changed.heading');
  await offersThePainting(person);
  await person.leave();
  await site.stop();
});

test('someone who finds the letters wrong switches, and back, and it is remembered', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await person.press('common.dock.help');
  await person.press('help.paint.plain');
  await person.node('button', person.t('help.paint.canvas')).waitFor();
  assert.equal(await person.readsPlain(), true);
  await person.page.goto(`${site.url}/`);
  await person.ready();
  assert.equal(await person.readsPlain(), true);
  await person.press('common.dock.help');
  await person.press('help.paint.canvas');
  await person.node('button', person.t('help.paint.plain')).waitFor();
  assert.equal(await person.readsPlain(), false);
  await person.leave();
  await site.stop();
});
