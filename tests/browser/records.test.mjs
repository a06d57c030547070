// Papers: photographed, looked at, made ready, sent page by page, found again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, ways } from '../../tools/test-runner.mjs';
import { atRecords, leave, sent } from './support/at_records.mjs';
import { auditor } from './support/audit.mjs';
import { kept, paper, recordsOf } from './support/camera.mjs';
import { pdf } from './support/files.mjs';
import { acceptPhoto } from './support/journeys.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';

// From one place of the photo's width to another, at half its height.
async function dragEdge(person, from, to) {
  const photo = person.page.locator('img.cut');
  await photo.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await person.atRest(() => photo.boundingBox()); // it is made anew after each cut
  const { mouse } = person.page;
  await mouse.move(x + from * width, y + height / 2);
  await mouse.down();
  await mouse.move(x + to * width, y + height / 2, { steps: 4 });
  await mouse.up();
}

test('records: a photo arrives upright, no larger than needed, and says nothing but its pixels', { timeoutMs: 180_000 }, async () => {
  const all = await atRecords();
  const { person, page } = all;
  const photo = await paper(page, 'IMG_1.jpg', { width: 3000, height: 4000, turned: true });
  await person.pick('records.camera.label', photo);
  await person.sees('records.photo.heading');
  await person.shot('records-photo');
  await person.press('records.photo.accept');
  await sent(person);
  const [record] = await recordsOf(page);
  const got = await kept(page, record);
  assert.deepEqual([got.width, got.height], [1950, 2600]);
  assert.deepEqual(got.corners, [true, false, false, false], 'the paper stands upright');
  assert.equal(got.type, 'image/jpeg');
  assert.equal(got.metadata, false);
  assert.ok(got.bytes < photo.buffer.length / 1.5, `${got.bytes} of ${photo.buffer.length} bytes`);
  await person.shot('records-sent');
  await leave(all);
});

test('records: a blurred or dark photo is asked about; it may be taken again, turned, cropped, or used', { timeoutMs: 180_000 }, async () => {
  const all = await atRecords({ paint: 'plain' });
  const { person, page } = all;
  await person.pick('records.camera.label', await paper(page, 'blurred.jpg', { blur: 9 }));
  await person.sees('records.photo.question.blurred');
  await person.pick('records.photo.retake', await paper(page, 'dark.jpg', { dark: true }));
  await person.sees('records.photo.question.dark');
  await person.pick('records.photo.retake', await paper(page, 'good.jpg'));
  await person.sees('records.photo.heading');
  await person.press('records.photo.turn');
  await person.press('records.photo.crop');
  for (let presses = 0; presses < 4; presses++) await person.press('records.photo.more', { side: person.t('records.photo.edge.left') });
  await person.reads(person.t('records.photo.cut', { n: '20' }));
  const cutBy = (percent, sides) => person.holds(() => page.getByText(person.t('records.photo.cut', { n: percent })).count(), sides);
  await dragEdge(person, 0.95, 0.7); // a quarter of what is left
  await cutBy('20', 2);
  await person.shot('records-photo-dragged');
  await dragEdge(person, 0.95, 2); // and given back
  await cutBy('20', 1);
  await person.press('records.photo.accept');
  await sent(person);
  const [record, ...others] = await recordsOf(page);
  assert.equal(others.length, 0, 'what was taken again was never sent');
  const got = await kept(page, record);
  assert.deepEqual([got.width, got.height], [1280, 1200], 'a quarter turn, and a fifth of the width is gone');
  assert.deepEqual(got.corners, [false, true, false, false]);
  await leave(all);
});

test('records: photos picked at once are pages of one paper; its pages, kind, date and hospital can be changed', { timeoutMs: 240_000 }, async () => {
  const all = await atRecords();
  const { person, page } = all;
  const pages = [];
  for (const [i, size] of [[1200, 1600], [1000, 1400], [900, 1300]].entries()) pages.push(await paper(page, `${i}.jpg`, { width: size[0], height: size[1] }));
  await person.press('records.kind.discharge_summary');
  await person.pick('records.pick.label', pages);
  await person.reads(new RegExp(person.t('records.pages.many', { n: '3' })));
  await person.pick('records.item.add_page', await paper(page, 'more.jpg', { width: 800, height: 1100 }), { n: '1' });
  await acceptPhoto(person);
  await person.reads(new RegExp(person.t('records.pages.many', { n: '4' })));
  await person.press('records.item.change', { n: '1' });
  await person.sees('records.document.heading');
  await person.press('records.page.up', { n: '4' });
  await person.node('button', person.t('records.page.remove', { n: '1' })).waitFor();
  await person.press('records.page.remove', { n: '1' });
  await person.reads(person.t('records.page.heading', { n: '3' }));
  await person.press('records.kind.inpatient');
  await person.page.getByLabel(person.t('records.document.date')).fill('2025-11-08');
  await person.type('records.document.hospital', '青岚市第二医院');
  await person.shot('records-document');
  await person.press('records.document.save');
  await person.sees('records.heading');
  await person.reads(/2025 年 11 月 8 日 · 3 页 · 青岚市第二医院/);
  const [record, ...others] = await recordsOf(page);
  assert.equal(others.length, 0);
  assert.deepEqual([record.kind, record.issued_on, record.hospital, record.pages.length], ['inpatient', '2025-11-08', '青岚市第二医院', 3]);
  const widths = [];
  for (const n of [1, 2, 3]) widths.push((await kept(page, record, n)).width);
  assert.deepEqual(widths, [1000, 800, 900], 'the last page came before the third, the first one went');
  await leave(all);
});

test('records: cut off and reloaded in the middle, the same photo goes on where it stopped', { timeoutMs: 180_000 }, async () => {
  const all = await atRecords();
  const { person, page } = all;
  // From a disk, as phones have it: the same file again has the same name, size and time.
  const folder = mkdtempSync(join(tmpdir(), 'banzhen-photo-'));
  const photo = join(folder, 'IMG_7.jpg');
  writeFileSync(photo, (await paper(page, 'IMG_7.jpg', { width: 2400, height: 3200 })).buffer);
  const offsets = [];
  let cut = true;
  await page.route('**/api/v1/uploads/*', (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    offsets.push(Number(route.request().headers()['upload-offset']));
    return cut && offsets.length > 1 ? route.abort('internetdisconnected') : route.continue();
  });
  await person.pick('records.camera.label', photo);
  await acceptPhoto(person);
  await person.reads(person.t('records.state.offline'));
  await person.reload();
  cut = false;
  await person.reads(person.t('records.state.interrupted'));
  await person.pick('records.item.again', photo, { n: '1' });
  await sent(person);
  assert.equal(offsets.filter((offset) => offset === 0).length, 1, `it began once: ${offsets}`);
  const [record] = await recordsOf(page);
  assert.deepEqual((await kept(page, record)).corners, [true, false, false, false]);
  rmSync(folder, { recursive: true });
  await leave(all);
});

test('records: everything on one string; a PDF opens in the reader, a record can be changed and deleted, the page hidden', { timeoutMs: 240_000 }, async () => {
  const all = await atRecords();
  const { person, page } = all;
  await person.press('records.kind.examination_report');
  await person.pick('records.file.label', pdf());
  await sent(person);
  await person.press('records.kind.outpatient');
  await person.pick('records.camera.label', await paper(page, 'a.jpg'));
  await acceptPhoto(person);
  await sent(person, 1);
  await page.goto(`${person.url}/#my_records`);
  await person.reload();
  await person.sees('my_records.heading');
  const reader = page.waitForEvent('popup');
  await person.pressNamed(new RegExp(`^${person.t('records.kind.examination_report')}`));
  assert.match((await reader).url(), /^(blob:|about:blank|$)/);
  await (await reader).close();
  await person.shot('my-records');
  await person.press('my_records.hide');
  await person.sees('my_records.hidden.heading');
  await person.holds(() => page.getByText(person.t('records.kind.outpatient')).count(), 0);
  await person.press('my_records.hidden.show');
  await person.press('my_records.filter.medicine');
  await person.reads(person.t('my_records.none_of_kind'));
  await person.press('my_records.filter.records');
  await person.pressNamed(new RegExp(person.t('my_records.change', { kind: person.t('records.kind.outpatient'), day: '' })));
  await person.sees('records.document.heading');
  await person.press('records.document.delete');
  await person.press('records.delete.yes');
  await person.sees('my_records.heading');
  await person.node('button', person.t('records.kind.outpatient')).waitFor({ state: 'detached' });
  assert.equal((await recordsOf(page)).length, 1);
  await leave(all);
});

test('records: by keys alone', { timeoutMs: 240_000 }, async () => {
  const all = await atRecords({}, KeyboardPerson);
  const { person, page } = all;
  await person.pick('records.camera.label', await paper(page, 'b.jpg', { blur: 9 }));
  await person.sees('records.photo.question.blurred');
  await person.press('records.photo.turn');
  await person.press('records.photo.accept_anyway');
  await sent(person);
  await person.press('records.item.change', { n: '1' });
  await person.sees('records.document.heading');
  await person.press('records.document.save');
  await person.sees('records.heading');
  assert.deepEqual([...new Set(person.complaints)], []);
  await leave(all);
});

const looks = [{ paint: 'canvas' }, { paint: 'plain' }, { size: 'elder', width: 320 }, { language: 'en', paint: 'plain' }];
for (const look of ways(looks))
  test(`records: axe finds nothing, ${Object.values(look).join(' ')}`, { timeoutMs: 240_000 }, async () => {
    const all = await atRecords(look);
    const { person, page } = all;
    const at = auditor(person);
    const name = Object.values(look).join('-');
    const seen = async (screen) => {
      await person.shot(`${screen}-${name}`);
      await at(screen);
    };
    await person.pick('records.camera.label', await paper(page, 'c.jpg', { blur: 9 }));
    await person.sees('records.photo.question.blurred');
    await person.press('records.photo.crop');
    await seen('photo');
    await person.press('records.photo.accept_anyway');
    await sent(person);
    await person.pick('records.file.label', { name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
    await person.reads(person.t('records.error.file_empty'));
    await seen('records');
    await person.press('records.item.change', { n: '1' });
    await person.sees('records.document.heading');
    await seen('document');
    await page.goto(`${person.url}/#my_records`);
    await person.reload();
    await person.sees('my_records.heading');
    await person.node('button', person.t('records.kind.outpatient')).first().waitFor();
    await seen('my_records');
    at.done(['photo', 'records', 'document', 'my_records']);
    await leave(all);
  });
