// A hospital's CD: all its files at once, or the whole disc, become one document that travels, survives a reload, and is looked at.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { slice } from '../web/dicom_files.mjs';
import { atRecords, leave, sent } from './support/at_records.mjs';
import { recordsOf } from './support/camera.mjs';

const rest = [
  ['DICOMDIR', slice(0, { series: 99 })], ['AUTORUN.INF', Buffer.from('[autorun]')], ['VIEWER.EXE', Buffer.from('MZ')],
];
const slices = (count, options) => Array.from({ length: count }, (_, i) => [`IM${String((i * 37) % count).padStart(4, '0')}`, slice(i + 1, options)]);

// A disc as hospitals burn it: the slices in folders, without an extension, in no order.
function disc(count, options) {
  const folder = mkdtempSync(join(tmpdir(), 'banzhen-disc-'));
  mkdirSync(join(folder, 'DICOM'));
  mkdirSync(join(folder, 'VIEWER'));
  for (const [name, bytes] of rest) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, 'VIEWER', 'logo.png'), 'a picture of the program');
  for (const [name, bytes] of slices(count, options)) writeFileSync(join(folder, 'DICOM', name), bytes);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
const picked = (count, options) => [...rest, ...slices(count, options)].map(([name, buffer]) => ({ name, mimeType: /EXE$/.test(name) ? 'application/x-msdownload' : '', buffer }));

// How many slices went out, and a hand on the cable.
async function watch(page) {
  const line = { sent: 0, made: 0, cut: Infinity };
  await page.route('**/api/v1/uploads**', (route) => {
    const method = route.request().method();
    if (line.sent >= line.cut && method !== 'DELETE') return route.abort('internetdisconnected');
    if (method === 'PATCH') line.sent++;
    if (method === 'POST') line.made++;
    return route.continue();
  });
  return line;
}
const rows = (person) => person.page.locator('button[id^="n-records.pause."], button[id^="n-records.remove."]');
const numberOf = (page, record, n) => page.evaluate(async ([id, at]) => {
  const answer = await fetch(`/api/v1/records/${id}/content?page=${at}`, { headers: { Authorization: `Bearer ${sessionStorage.getItem('bz.token')}` } });
  const text = new TextDecoder('latin1').decode(await answer.arrayBuffer());
  return Number(/\x20\x00\x13\x00IS..\s*(\d+)/.exec(text)?.[1]);
}, [record.id, n]);

test('series: a whole disc is one document; reloaded in the middle it goes on; it is looked at slice by slice', { timeoutMs: 240_000 }, async () => {
  const all = await atRecords({ width: 1280, height: 900 });
  const { person, page } = all;
  const { folder, remove } = disc(120, { description: 'Chest 5.0', bytes: 3000 });
  const line = await watch(page);
  line.cut = 45;
  await person.pick('records.disc.label', folder);
  await person.reads(person.t('records.pick.left_out', { n: '3' }));
  await person.reads(new RegExp(person.t('records.list.heading', { n: '1' })));
  await person.reads(person.t('records.state.offline'));
  await person.shot('series-offline');
  assert.equal(await rows(person).count(), 1, 'one row');
  await person.reload();
  await person.reads(person.t('records.state.interrupted.series'));
  await person.shot('series-interrupted');
  const kept = await page.evaluate(() => ({ draft: sessionStorage.getItem('bz.draft').length, all: Object.values(sessionStorage).join('').length }));
  assert.ok(kept.draft < 4000, `a draft of ${kept.draft} characters`);
  assert.ok(kept.all < 20_000, `${kept.all} characters in all`);
  line.cut = Infinity;
  const before = line.sent;
  assert.ok(before >= 45);
  await person.pick('records.item.again', folder, { n: '1' });
  await sent(person);
  assert.ok(line.sent - before <= 120 - 40, `${line.sent - before} slices were sent after the reload`);
  assert.ok(line.made <= 125, `${line.made} uploads in all`);
  const [record, ...others] = await recordsOf(page);
  assert.deepEqual([others.length, record.kind, record.title, record.media_type, record.pages.length], [0, 'imaging', 'Chest 5.0', 'application/dicom', 120]);
  for (const n of [1, 60, 120]) assert.equal(await numberOf(page, record, n), n, 'in the order of the body');
  await person.reads(new RegExp(person.t('records.slices', { n: '120' })));
  await person.shot('series-sent');
  await person.press('records.item.show', { n: '1' });
  await person.reads(person.t('viewer.position', { n: '1', count: '120' }));
  await person.node('slider', person.t('viewer.slice')).fill('120');
  await person.node('img', person.t('viewer.position', { n: '120', count: '120' })).waitFor();
  await page.waitForFunction(() => !document.querySelector('[data-id="viewer.loading"]'));
  await person.shot('series-viewer');
  remove();
  await leave(all);
});

for (const look of [{ paint: 'plain' }, { size: 'elder', width: 320, language: 'en' }])
  test(`series: files picked at once on a phone, paused, gone on with, dropped, ${Object.values(look).join(' ')}`, { timeoutMs: 240_000 }, async () => {
    const all = await atRecords(look);
    const { person, page } = all;
    const line = await watch(page);
    await person.pick('records.file.label', picked(60));
    await person.reads(person.t('records.pick.left_out', { n: '2' }));
    await person.press('records.item.pause', { n: '1', kind: person.t('records.series') });
    await person.node('button', person.t('records.item.resume', { n: '1' })).waitFor();
    await person.shot(`series-paused-${Object.values(look).join('-')}`);
    await person.press('records.item.drop', { n: '1' });
    await person.holds(() => rows(person).count(), 0);
    await person.pick('records.file.label', picked(60));
    await sent(person);
    assert.ok(line.made >= 60);
    const [record, ...others] = await recordsOf(page);
    assert.deepEqual([others.length, record.pages.length], [0, 60]);
    await person.press('records.item.change', { n: '1' });
    await person.reads(person.t('records.slices.heading', { n: '60' }));
    await person.shot(`series-document-${Object.values(look).join('-')}`);
    await leave(all);
  });

test('series: five hundred slices', { timeoutMs: 240_000 }, async () => {
  const all = await atRecords();
  const { person, page } = all;
  const began = Date.now();
  await person.pick('records.file.label', picked(500));
  await page.getByText(person.t('records.list.status', { n: '1', done: '1' })).waitFor({ state: 'attached', timeout: 180_000 });
  console.log(`      500 slices in ${Math.round((Date.now() - began) / 1000)} s`);
  const [record] = await recordsOf(page);
  assert.equal(record.pages.length, 500);
  await person.press('records.item.show', { n: '1' });
  await person.reads(person.t('viewer.position', { n: '1', count: '500' }));
  await leave(all);
});
