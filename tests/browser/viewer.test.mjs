// X-rays, CT and photos seen large: made by dcmtk, sent through the API, looked at in the app, by keys and by fingers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../../tools/test-runner.mjs';
import { patient, upload } from '../api/support/journey.mjs';
import { ok } from '../api/support/client.mjs';
import { convert, make, phantom } from '../dicom/support.mjs';
import { auditor } from './support/audit.mjs';
import { photo } from './support/files.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const rows = 64, columns = 48;
const kind = { rows, columns, low: -1024, high: 1500, signed: true };
const slice = (number, change = (file) => file) => readFileSync(change(make({
  values: phantom({ seed: number, ...kind }), ...kind,
  fields: [`(0020,0013) IS [${number}]`, `(0020,0032) DS [0\\0\\${number * 5}]`, '(0020,0037) DS [1\\0\\0\\0\\1\\0]', '(0028,1050) DS [40]', '(0028,1051) DS [400]', '(0028,1052) DS [0]', '(0028,1053) DS [1]'],
})));

async function sent(server, title, pages) {
  const client = await patient(server);
  const ids = [];
  for (const bytes of pages) ids.push((await upload(client, bytes)).id);
  ok(await client.post('/records', { upload_id: ids[0], page_upload_ids: ids.slice(1), person_id: client.personId, kind: 'imaging', title }), 201);
  return client;
}

// Signed in as someone with this record, who opens it.
async function viewing(title, pages, options = {}) {
  const site = await startSite();
  const client = await sent(site, title, pages);
  const { who = Person, prepare, ...rest } = options;
  const person = await who.arrive(site.url, {
    ...rest,
    prepare: async (page) => {
      await prepare?.(page);
      await page.addInitScript((token) => sessionStorage.setItem('bz.token', token), client.token);
    },
  });
  await person.page.evaluate(() => (location.hash = '#my_records'));
  await person.page.reload();
  await person.ready();
  await person.act(person.node('button', title).first());
  await person.node('heading', title).first().waitFor();
  return { site, person, client, async leave() {
    await person.leave();
    await site.stop();
  } };
}

const stage = (person) => person.page.locator('canvas.picture');
// The grey value in the middle of the stage, and of the whole picture on average.
const seen = (person) => stage(person).evaluate((canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0, lit = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0) {
    sum += data[i];
    lit++;
  }
  return { lit, mean: lit ? sum / lit : 0 };
});
async function changes(person, before, what) {
  await person.page.waitForFunction(({ lit, mean }) => {
    const canvas = document.querySelector('canvas.picture');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0, count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0) {
      sum += data[i];
      count++;
    }
    return count > 0 && (count !== lit || Math.abs(sum / count - mean) > 0.5);
  }, before).catch(() => {
    throw new Error(`nothing changed: ${what}`);
  });
  return seen(person);
}
const isShown = (person) => changes(person, { lit: 0, mean: -9 }, 'the picture came');

for (const paint of ['canvas', 'plain']) {
  test(`viewer: a CT slice, its windows, zoom and pan by keys, ${paint} paint`, { timeoutMs: 240_000 }, async () => {
    const { person, leave } = await viewing('胸部 CT', [slice(3)], { paint });
    const t = person.t;
    let now = await isShown(person);
    await person.shot(`viewer-ct-${paint}`);
    for (const window of ['lungs', 'heart', 'bones']) {
      await person.press(`viewer.window.${window}`);
      now = await changes(person, now, window);
      assert.equal(await person.node('button', t(`viewer.window.${window}`)).getAttribute('aria-pressed'), 'true');
    }
    await person.press('viewer.zoom.in');
    now = await changes(person, now, 'zoom');
    await person.reads(t('viewer.zoomed', { times: '1.5' }));
    await person.press('viewer.zoom.in');
    await person.press('viewer.pan.left');
    await person.press('viewer.pan.up');
    await person.shot(`viewer-zoomed-${paint}`);
    await person.node('slider', t('viewer.brightness')).fill('40');
    now = await changes(person, now, 'brightness');
    await person.press('viewer.reset');
    now = await changes(person, now, 'reset');
    await person.holds(() => person.node('slider', t('viewer.brightness')).inputValue(), '0');
    await leave();
  });
}

test('viewer: a series in the order of the body, whatever order it was sent in', { timeoutMs: 240_000 }, async () => {
  // JPEG-LS and JPEG 2000 among them: their decoders come when they are needed.
  const pages = [slice(1), slice(5, (file) => convert('dcmcjpls', file)), slice(2, (file) => convert('gdcmconv', file, '--j2k')), slice(4, (file) => convert('dcmcjpeg', file, '+e1')), slice(3, (file) => convert('dcmcrle', file))];
  const { person, leave } = await viewing('腹部 CT', pages);
  const { t, page } = person;
  await isShown(person);
  await person.reads(t('viewer.position', { n: '1', count: '5' }));
  const means = [];
  for (let n = 2; n <= 5; n++) {
    await person.press('viewer.next');
    await person.node('img', t('viewer.position', { n: String(n), count: '5' })).waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-id="viewer.loading"]'));
    means.push((await seen(person)).mean);
  }
  assert.equal(new Set(means).size, 4, 'each slice is another picture');
  assert.equal(await person.node('button', t('viewer.next')).getAttribute('aria-disabled'), 'true');
  await person.node('slider', t('viewer.slice')).fill('2');
  await person.node('img', t('viewer.position', { n: '2', count: '5' })).waitFor();
  await page.waitForFunction(() => !document.querySelector('[data-id="viewer.loading"]'));
  assert.ok(Math.abs((await seen(person)).mean - means[0]) < 0.01, 'slice 2 is slice 2 again');
  await person.shot('viewer-series');
  await leave();
});

test('viewer: several frames in one file', { timeoutMs: 240_000 }, async () => {
  const frames = 12;
  const file = readFileSync(convert('dcmcjpeg', make({ values: phantom({ frames, rows, columns, high: 255 }), frames, rows, columns, allocated: 8, modality: 'XA' }), '+eb'));
  const { person, leave } = await viewing('造影', [file]);
  await isShown(person);
  await person.reads(person.t('viewer.position', { n: '1', count: '12' }));
  await person.press('viewer.next');
  await person.node('img', person.t('viewer.position', { n: '2', count: '12' })).waitFor();
  assert.equal(await person.node('button', person.t('viewer.window.lungs')).count(), 0, 'no windows for what is no CT');
  await leave();
});

test('viewer: a photo, by wheel, fingers and mouse', { timeoutMs: 240_000 }, async () => {
  const { person, leave } = await viewing('出院小结', [photo().buffer]);
  const { page, t } = person;
  const fit = await isShown(person);
  const box = await stage(person).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -400);
  await person.node('button', t('viewer.pan.left')).waitFor();
  const near = await changes(person, fit, 'wheel');
  assert.ok(near.lit > fit.lit);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 30, { steps: 4 });
  await page.mouse.up();
  await changes(person, near, 'drag');
  await person.shot('viewer-photo');
  await leave();
});

test('viewer: broken and cut files say so, and another try is one key away', { timeoutMs: 240_000 }, async () => {
  const whole = slice(1);
  for (const [code, bytes] of [['dicom.truncated', whole.subarray(0, whole.length / 2)], ['dicom.broken', Buffer.concat([whole.subarray(0, 400), Buffer.alloc(3000, 7)])]]) {
    const { person, leave } = await viewing('坏片', [bytes]);
    await person.reads(person.t(`problem.${code}`));
    await person.shot(`viewer-${code}`);
    await person.press('common.retry');
    await person.reads(person.t(`problem.${code}`));
    await leave();
  }
});

test('viewer: a lost network is told, and a press later it is there', { timeoutMs: 240_000 }, async () => {
  const { person, leave } = await viewing('胸片', [slice(9)], {});
  await isShown(person);
  await person.page.goBack();
  await person.context.route('**/records/*/content*', (route) => route.abort());
  await person.act(person.node('button', '胸片').first());
  await person.reads(person.t('problem.offline'));
  await person.context.unroute('**/records/*/content*');
  await person.press('common.retry');
  await isShown(person);
  await leave();
});

test('viewer: a slice that cannot be had is told, since the order may be wrong; another try finds it', { timeoutMs: 240_000 }, async () => {
  const { person, leave } = await viewing('腹部 CT', [slice(2), slice(3), slice(1)], {
    prepare: (page) => page.route('**/content?page=3', (route) => (route.request().headers().range ? route.abort() : route.continue())),
  });
  await isShown(person);
  await person.reads(person.t('viewer.unordered', { n: '1' }));
  await person.shot('viewer-unordered');
  await person.page.unroute('**/content?page=3');
  await person.press('common.retry');
  await person.node('img', person.t('viewer.position', { n: '2', count: '3' })).waitFor();
  await person.holds(() => person.page.getByText(person.t('viewer.unordered', { n: '1' })).count(), 0);
  await leave();
});

test('viewer: nothing to view after a reload leads to the records', async () => {
  const { person, leave } = await viewing('胸部 CT', [slice(3)]);
  await isShown(person);
  await person.reload();
  await person.sees('my_records.heading');
  await leave();
});

test('viewer: axe finds nothing, in both paints and in elder size', { timeoutMs: 240_000 }, async () => {
  for (const options of [{}, { paint: 'plain' }, { size: 'elder' }, { language: 'en', width: 320, height: 640 }]) {
    const { person, leave } = await viewing('胸部 CT', [slice(3), slice(4)], options);
    await isShown(person);
    await person.press('viewer.zoom.in');
    const at = auditor(person);
    await at('viewer');
    await person.shot(`viewer-axe-${Object.values(options).join('-') || 'standard'}`);
    at.done(['viewer']);
    await leave();
  }
});
