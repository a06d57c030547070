// Pictures under real fingers: a photo's edges dragged in, an X-ray drawn apart and moved.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { looks, openLook, show, startGallery, stopGallery } from '../gallery/support.mjs';
import { atRecords, leave, sent } from './support/at_records.mjs';
import { kept, paper, recordsOf } from './support/camera.mjs';
import { fingersOn } from './support/fingers.mjs';
import { texts } from './support/person.mjs';
import { holds } from './support/patience.mjs';

test('touch: a photo\'s edges follow the finger; a second finger and a lost one change nothing', { timeoutMs: 180_000 }, async () => {
  const all = await atRecords({ touch: true });
  const { person, page } = all;
  const fingers = await fingersOn(page);
  const photo = page.locator('img.cut');
  // From parts of the photo's width and height to others; it is made anew after each cut.
  const place = async () => {
    await photo.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await person.atRest(() => photo.boundingBox());
    return (across, down) => ({ x: x + across * width, y: y + down * height });
  };
  const cut = (percent, sides) => person.holds(() => page.getByText(person.t('records.photo.cut', { n: percent })).count(), sides, `${percent}% on ${sides} sides`);
  const clip = () => photo.evaluate((image) => image.style.clipPath);

  await person.pick('records.camera.label', await paper(page, 'good.jpg'));
  await person.sees('records.photo.heading');
  await person.press('records.photo.crop');
  await cut('0', 4);

  let at = await place();
  await fingers.lay(at(0.05, 0.5));
  await fingers.move([at(0.25, 0.5)]);
  await person.holds(async () => / 20%\)$/.test(await clip()), true, 'it is seen while the finger moves');
  await person.shot('touch-cutting');
  await fingers.cancel();
  await person.holds(clip, '', 'the finger was taken away');
  await cut('0', 4);

  at = await place();
  await fingers.lay(at(0.05, 0.5));
  await fingers.move([at(0.15, 0.5)]);
  await fingers.lay(at(0.95, 0.6)); // the other hand holds the photo
  await fingers.move([at(0.25, 0.5), at(0.85, 0.6)]);
  await fingers.lift();
  await cut('20', 1);
  await cut('0', 3);

  // A corner is two edges; the page behind does not scroll with it.
  at = await place();
  const scrolled = await page.evaluate(() => document.getElementById('s').scrollTop);
  await fingers.lay(at(0.9, 0.95));
  await fingers.move([at(0.65, 0.7)]);
  await fingers.lift();
  await cut('20', 2); // a quarter of the width that is left, and
  await cut('25', 1);
  assert.equal(await page.evaluate(() => document.getElementById('s').scrollTop), scrolled);

  await person.press('records.photo.accept');
  await sent(person);
  const [record] = await recordsOf(page);
  const { width, height } = await kept(page, record);
  assert.deepEqual([width, height], [720, 1200], 'what was sent is what was left');
  await leave(all);
});

test('touch: two fingers draw an X-ray apart, move it and bring it together', { timeoutMs: 120_000 }, async () => {
  const { page, faults, close } = await openLook(await startGallery(), { ...looks.standard, touch: true });
  const t = texts('zh-CN');
  const fingers = await fingersOn(page);
  await show(page, 'viewer/xray');
  const stage = page.locator('canvas.picture');
  const box = await stage.boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const beside = (across, down = 0) => ({ x: middle.x + across, y: middle.y + down });
  const painted = () => stage.evaluate((canvas) => canvas.toDataURL());
  const zoomed = async () => {
    const [, times] = new RegExp(t('viewer.zoomed', { times: '([0-9.]+)' })).exec(await page.locator('#content').innerText()) ?? [];
    return Number(times ?? 1);
  };
  const moveKey = page.getByRole('button', { name: t('viewer.pan.left'), exact: true });
  assert.equal(await zoomed(), 1);
  assert.equal(await moveKey.count(), 0);
  const fit = await painted();

  await fingers.lay(beside(-40));
  await fingers.lay(beside(40));
  await fingers.move([beside(-100), beside(100)]);
  await holds(zoomed, 2.5, 'as far as the fingers went apart');
  const near = await painted();
  assert.notEqual(near, fit);
  await fingers.move([beside(-60, 30), beside(140, 30)]);
  await holds(async () => (await painted()) !== near, true, 'it follows both fingers');
  assert.equal(await zoomed(), 2.5, 'and is as large as before');
  await fingers.lift();
  await moveKey.waitFor();

  // One finger moves it on.
  const moved = await painted();
  await fingers.lay(middle);
  await fingers.move([beside(50)]);
  await holds(async () => (await painted()) !== moved, true, 'it follows one finger');
  await fingers.lift();
  assert.equal(await zoomed(), 2.5);

  await fingers.lay(beside(-120));
  await fingers.lay(beside(120));
  await fingers.move([beside(-20), beside(20)]);
  await fingers.lift();
  await holds(zoomed, 1, 'together again');
  await holds(() => moveKey.count(), 0);
  await holds(async () => (await painted()) === fit, true, 'all of it');
  assert.deepEqual(faults, []);
  await close();
  stopGallery();
});
