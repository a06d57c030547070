// A keyboard on the screen takes half of it. Android's make the page lower, Safari only what is seen of it; either way what is typed
// and the key that goes on are seen, and what is not needed makes room.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { looks, openLook, show, startGallery, stopGallery } from '../gallery/support.mjs';
import { takePicture, texts } from './support/person.mjs';

const t = texts('zh-CN');
const state = 'identity/two_errors'; // its last field is far down
const high = 844, keyboard = 380;

// Safari's two viewports: the page keeps its height, and what is seen of it becomes lower.
const safari = (page) => page.addInitScript(() => {
  const seen = Object.assign(new EventTarget(), { covered: 0, scale: 1, offsetTop: 0, offsetLeft: 0 });
  Object.defineProperty(seen, 'height', { get: () => innerHeight - seen.covered });
  Object.defineProperty(seen, 'width', { get: () => innerWidth });
  Object.defineProperty(window, 'visualViewport', { value: seen });
  window.cover = (height) => {
    seen.covered = height;
    seen.dispatchEvent(new Event('resize'));
  };
});
const ways = {
  'that makes the page lower': {
    keyboard: (page, height) => page.setViewportSize({ width: page.viewportSize().width, height: high - height }),
  },
  'that lies over the page': {
    prepare: safari,
    keyboard: (page, height) => page.evaluate((covered) => window.cover(covered), height),
  },
};

async function holds(look, right, what) {
  const end = Date.now() + 5_000;
  let seen = await look();
  while (!right(seen) && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 50));
    seen = await look();
  }
  assert.ok(right(seen), `${what}: ${JSON.stringify(seen)}`);
}

// Where the field, the key at the bottom and the dock are.
async function sight(page, field) {
  const box = async (found) => ((await found.count()) && (await found.isVisible()) ? found.boundingBox() : null);
  const bar = page.getByRole('contentinfo');
  return {
    field: await box(field),
    key: await box(bar.getByRole('button').first()),
    words: (await bar.getByRole('button').first().innerText()).trim(),
    dock: await box(page.getByRole('button', { name: t('common.dock.help') })),
    canvas: await page.evaluate(() => [document.getElementById('canvas').clientHeight, document.getElementById('s').clientHeight]),
  };
}
const aboveIt = (left) => ({ field, key, dock }) => !dock && key && field && key.y + key.height <= left && key.y > left - 160 && field.y >= 0 && field.y + field.height <= key.y;
const asBefore = ({ key, dock }) => dock && key && dock.y + dock.height > high - 20 && key.y > high / 2;

for (const [name, way] of Object.entries(ways))
  for (const [look, options] of [['painted', looks.standard], ['plain', looks.plain], ['painted, elder size', looks.elder]]) {
    test(`a keyboard ${name} leaves the field and the key in sight: ${look}`, async () => {
      const { page, faults, close } = await openLook(await startGallery(), { ...options, touch: true, prepare: way.prepare });
      await show(page, state);
      const fields = page.getByRole('textbox');
      const seen = () => sight(page, fields.last());
      await holds(seen, asBefore, 'without a keyboard');
      await fields.last().evaluate((field) => field.scrollIntoView({ block: 'end' })); // as low as it can be seen
      await fields.last().focus();
      await way.keyboard(page, keyboard);
      await holds(seen, aboveIt(high - keyboard), 'with the keyboard');
      const { words, canvas } = await seen();
      assert.notEqual(words, t('common.more_below'), 'while someone types the key goes on, and not down');
      if (options.paint !== 'plain') assert.deepEqual(canvas, [high - keyboard, high - keyboard]);
      await takePicture(page, `keyboard-${name.replaceAll(' ', '-')}-${look.replaceAll(/\W+/g, '-')}`);
      await fields.first().focus(); // from field to field the keyboard stays
      await holds(() => sight(page, fields.first()), aboveIt(high - keyboard), 'in another field');
      await way.keyboard(page, 0); // put away, with the caret where it was
      await holds(seen, asBefore, 'the keyboard is put away');
      await way.keyboard(page, keyboard);
      await holds(() => sight(page, fields.first()), aboveIt(high - keyboard), 'it comes again');
      await fields.first().blur();
      await way.keyboard(page, 0);
      await holds(seen, asBefore, 'nobody types any more');
      assert.deepEqual(faults, []);
      await close();
      stopGallery();
    });
  }

test('a window that is made lower while someone types is no keyboard', async () => {
  const { page, close } = await openLook(await startGallery(), looks.standard);
  await show(page, state);
  await page.getByRole('textbox').first().focus();
  await page.setViewportSize({ width: 390, height: 480 });
  await holds(() => page.evaluate(() => document.getElementById('canvas').height), (height) => height === 480, 'painted lower');
  await page.getByRole('button', { name: t('common.dock.help') }).waitFor();
  await close();
  stopGallery();
});
