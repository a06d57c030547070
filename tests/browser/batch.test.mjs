// A community worker at the console: thirty people, from the earlier prescription through the phone to the doctor. And the clerk who
// records the mandates.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { asBefore, day, elder, mandate, Worker } from '../api/support/batch.mjs';
import { ok } from '../api/support/client.mjs';
import { Desk } from '../api/support/desk.mjs';
import { auditor } from './support/audit.mjs';
import { photo } from './support/files.mjs';
import { Helper, KeyboardHelper } from './support/helper.mjs';
import { signIn } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const names = '任长河 何玉兰 李福生 王桂兰 赵德海 孙秀珍 周国强 吴淑芳 郑大勇 冯翠英 陈志明 褚玉珍 卫东升 蒋美玲 沈永福 韩秀云 杨建国 朱凤英 秦玉山 尤桂芳 许长明 吕淑珍 施德贵 张兰芝 孔祥林 曹秀兰 严家和 华玉梅 金宝生 魏春花'.split(' ');

// A hospital with a worker, and so many people whose mandates they have.
async function community(count, { Kind = Helper, ...options } = {}) {
  const site = await startSite({ desk: false });
  const desk = new Desk(site);
  const [clerk, member] = [await desk.staff('clerk'), await desk.staff('community', '何秀英')];
  const worker = new Worker(member);
  const people = [];
  for (const name of names.slice(0, count)) {
    const person = await elder(site, { name });
    people.push(Object.assign(person, { mandateId: (await mandate(clerk, worker, person)).id }));
  }
  const helper = await Kind.arrive(site, { staff: member, name: '何秀英', ...options });
  return { site, desk, clerk, worker, people, helper };
}
async function apart({ site, helper }) {
  try {
    await helper.leave();
  } finally {
    await site.stop();
  }
}
const list = (helper) => helper.page.getByRole('region', { name: helper.t('list.title') });
const line = (helper, name) => list(helper).getByRole('button', { name: new RegExp(`^${name}[，,]`) });
const open = async (helper, name) => {
  await line(helper, name).click();
  await helper.page.getByRole('heading', { name: new RegExp(`^${name}`), level: 2 }).waitFor();
};
const filter = (helper, todo, n) => list(helper).getByRole('button', { name: helper.t(`todo.${todo}`, { n: String(n) }), exact: true });
const answer = (helper, question, choice) => helper.page.getByRole('group', { name: question }).getByRole('radio', { name: choice, exact: true }).check();

// The questions after the reading, as the worker asks them.
async function askAll(helper, { unwell = 'ask.no', agrees = 'ask.agrees.yes' } = {}) {
  await answer(helper, new RegExp(helper.t('ask.red_flag').slice(0, 8)), helper.t('ask.no'));
  await answer(helper, new RegExp(helper.t('ask.unwell').slice(0, 8)), helper.t(unwell));
  await answer(helper, new RegExp(helper.t('ask.allergy').slice(0, 8)), helper.t('ask.no'));
  const en = helper.language === 'en';
  await answer(helper, en ? /diagnose/ : /确诊/, en ? 'Yes, it did' : '确诊过');
  await answer(helper, en ? /anything changed/ : /有变化吗/, en ? 'No, same as before' : '没变化，和以前一样');
  await answer(helper, new RegExp(helper.t('ask.agrees').slice(0, 8)), helper.t(agrees));
}

test('batch: thirty people, prepared, called and sent; what went wrong stays with its row, and it goes on elsewhere', { timeoutMs: 240_000 }, async () => {
  const all = await community(30);
  const { helper, people, worker, site } = all;
  try {
    await helper.enter('list.title');
    await filter(helper, 'prepare', 30).waitFor();
    assert.equal(await list(helper).getByRole('listitem').count(), 30);
    await helper.shot('batch-list');

    // Prepared: the medicine that may not be sold online is not chosen by itself.
    await open(helper, names[0]);
    const box = (name) => helper.page.getByRole('checkbox', { name, exact: true });
    assert.deepEqual([await box('阿托伐他汀钙片').isChecked(), await box('替格瑞洛片').isChecked()], [true, false]);
    await box('阿托伐他汀钙片').uncheck();
    await helper.press('prepare.action');
    await helper.reads(helper.t('prepare.none'));
    await box('阿托伐他汀钙片').check();
    await helper.shot('batch-prepare');
    await helper.press('prepare.action');
    await helper.reads(helper.t('told.prepared', { name: names[0] }));

    // Read aloud: what is to be said stands there, and the phone is one press away.
    await helper.reads(helper.t('read.hello', { name: names[0], worker: '何秀英' }));
    await helper.reads(helper.t('read.medicine', { name: '阿托伐他汀钙片', specification: '20 mg × 7', usage: '每晚 1 片，口服' }));
    const phone = helper.page.getByRole('link', { name: /^打 139/ });
    assert.equal(await phone.getAttribute('href'), `tel:${people[0].phone}`);
    await helper.press('ask.done');
    assert.equal(await helper.page.getByText(helper.t('ask.missing')).count(), 6, 'everything is asked');
    await askAll(helper);
    await helper.shot('batch-call');
    // In the other language, in the middle of the call: what was answered, what was unticked below, and focus stay.
    const answered = () => helper.page.evaluate(() => [...document.querySelectorAll('#console input:checked')].map(({ id }) => id));
    await helper.page.getByText(helper.t('prepare.again')).click();
    await box('阿托伐他汀钙片').uncheck();
    const [ids, at] = [await answered(), await helper.focused()];
    assert.equal(ids.length, 6);
    await helper.turn();
    await helper.reads(helper.t('ask.title'));
    await box('阿托伐他汀钙片').waitFor();
    assert.deepEqual([await answered(), await helper.focused()], [ids, at]);
    await helper.shot('batch-call-english');
    await helper.turn();
    assert.deepEqual(await answered(), ids);
    await helper.press('ask.done');
    await helper.reads(helper.t('told.confirmed', { name: names[0] }));
    await filter(helper, 'send', 1).waitFor();

    // The others by the API, as from another device; the page takes it up.
    for (const { mandateId } of people.slice(1, 12)) await worker.prepared(mandateId);
    for (const { mandateId } of people.slice(4, 12)) ok(await worker.readBack(mandateId, asBefore(await worker.row(mandateId))), 200);
    await helper.press('batch.refresh');
    await filter(helper, 'send', 9).waitFor();

    // One after the other: nobody there, something changed, no.
    await filter(helper, 'call', 3).click();
    await open(helper, names[1]);
    await helper.press('ask.away');
    await helper.reads(helper.t('told.not_reached', { name: names[1] }));
    const next = (name) => helper.page.getByRole('button', { name: helper.t('next.call', { name }), exact: true });
    await next(names[2]).waitFor();
    assert.ok(await next(names[2]).evaluate((one) => one === document.activeElement), 'the next one is one key away');
    await helper.page.keyboard.press('Enter');
    await helper.page.getByRole('heading', { name: new RegExp(`^${names[2]}`), level: 2 }).waitFor();
    await askAll(helper, { unwell: 'ask.yes' });
    await helper.press('ask.done');
    await helper.page.getByRole('region', { name: helper.t('changed.title') }).getByText(helper.t('advice.consultation')).waitFor();
    await helper.shot('batch-changed');
    await next(names[3]).click();
    await helper.page.getByRole('heading', { name: new RegExp(`^${names[3]}`), level: 2 }).waitFor();
    await answer(helper, new RegExp(helper.t('ask.agrees').slice(0, 8)), helper.t('ask.agrees.no'));
    await helper.press('ask.done');
    await helper.reads(helper.t('told.declined', { name: names[3] }));

    // Sent: two are refused, each with its reason, the others go.
    ok(await people[5].post('/consents', { purpose: 'health_data', version: 1, given: false }), 201);
    ok(await people[7].delete(`/mandates/${people[7].mandateId}`), 204);
    await helper.press('send.all', { n: '9' });
    await helper.reads(helper.t('send.some', { n: '7', m: '2' }));
    await line(helper, names[7]).waitFor({ state: 'detached' });
    await helper.reads(helper.t('list.gone', { names: names[7] }));
    await filter(helper, 'look', 2).click();
    await open(helper, names[5]);
    await helper.page.getByRole('region', { name: helper.t('failed.title') }).getByText(helper.t('failed.consent')).waitFor();
    await helper.shot('batch-failed');
    for (const at of [0, 4, 6, 8]) assert.equal(ok(await people[at].get('/visits')).items.length, 1, names[at]);
    for (const at of [1, 2, 3, 5, 7]) assert.equal(ok(await people[at].get('/visits')).items.length, 0, names[at]);

    // Another day, another computer: nothing was kept here, all of it there.
    assert.deepEqual(await helper.page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]), [0, 0, '', 0]);
    await helper.page.reload();
    await helper.enter('list.title');
    await filter(helper, 'look', 2).waitFor();
    ok(await people[5].post('/consents', { purpose: 'health_data', version: 1, given: true }), 201);
    await open(helper, names[5]);
    await helper.press('failed.retry');
    await helper.page.getByRole('region', { name: helper.t('sent.title') }).getByText(helper.t('progress.to_pay')).waitFor();
    assert.equal(ok(await people[5].get('/visits')).items.length, 1);
    await helper.shot('batch-sent');
    assert.ok(!(await helper.received()).includes(people[0].number), 'no document number comes to the page');
    assert.ok(!site.allLog().includes(names[0]));
  } finally {
    await apart(all);
  }
});

test('batch: the network goes in the middle of sending; pressed again the rest goes, and nothing twice', { timeoutMs: 120_000 }, async () => {
  const all = await community(4);
  const { helper, people, worker } = all;
  try {
    for (const { mandateId } of people) await worker.confirmed(mandateId);
    await helper.enter('list.title');
    // The second answer is lost on its way back: it was sent, and the page does not know.
    let sends = 0;
    await helper.page.route('**/send', async (route) => {
      if (++sends !== 2) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await helper.press('send.all', { n: '4' });
    await helper.reads(helper.t('send.stopped', { n: '2', left: '2' }));
    await helper.shot('batch-stopped');
    await helper.press('send.all', { n: '2' });
    await helper.reads(helper.t('send.done', { n: '2' }));
    for (const person of people) assert.equal(ok(await person.get('/visits')).items.length, 1, person.name);
  } finally {
    await apart(all);
  }
});

test('batch: a mandate taken back while its person is open, and a token that has ended', { timeoutMs: 120_000 }, async () => {
  const all = await community(2);
  const { helper, people, worker, desk } = all;
  try {
    await helper.enter('list.title');
    await open(helper, names[0]);
    ok(await people[0].delete(`/mandates/${people[0].mandateId}`), 204);
    await helper.press('prepare.action');
    await helper.reads(helper.t('problem.batch.mandate_ended'));
    await line(helper, names[0]).waitFor({ state: 'detached' });
    // Prepared differently on another device in the meantime.
    const row = await worker.prepared(people[1].mandateId);
    await helper.press('batch.refresh');
    await open(helper, names[1]);
    await helper.reads(helper.t('read.hello', { name: names[1], worker: '何秀英' }));
    const other = await worker.prepared(people[1].mandateId, { weeks: 1 });
    assert.notEqual(row.content, other.content);
    await askAll(helper);
    await helper.press('ask.done');
    await helper.reads(helper.t('problem.batch.content_changed'));
    await helper.reads(helper.t('read.what', { n: '1', long: helper.t('prepare.week') }));
    ok(await desk.delete(`/desk/staff/${worker.staffId}`), 204);
    await helper.press('batch.refresh');
    await helper.field('enter.label').waitFor();
  } finally {
    await apart(all);
  }
});

test('batch: in English by keyboard alone on a tablet, focus always seen and never lost; axe finds nothing on any of its pages', { timeoutMs: 180_000 }, async () => {
  const all = await community(4, { Kind: KeyboardHelper, language: 'en', width: 820, height: 1180 });
  const { helper, people, worker, desk } = all;
  const { page } = helper;
  const at = auditor(helper);
  const press = (locator, most = 80) => helper.act(locator, most);
  const button = (key, values) => helper.button(key, values);
  // Nothing smaller than a finger; of a box or a circle its words belong to it.
  const small = () => page.evaluate(() => [...document.querySelectorAll('#console :is(button, select, a, summary, label:has(input))')]
    .filter((one) => one.checkVisibility()).map((one) => [one.textContent, one.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 48 || height < 47.9).map(([what]) => what));
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  try {
    await helper.enter('list.title');
    await at('list');
    assert.deepEqual(await small(), []);
    await press(line(helper, names[0]));
    await button('prepare.action').waitFor();
    await at('prepare');
    await press(button('prepare.action'));
    await page.getByText(helper.t('read.title')).first().waitFor();
    await at('call');
    await helper.shot('batch-tablet-english');
    assert.deepEqual([await small(), await wide()], [[], 0]);
    // Each question: into its circles with Tab, to the answer with the arrow keys.
    const circles = page.getByRole('radio');
    const first = (question) => page.getByRole('group', { name: question }).getByRole('radio').first();
    assert.equal(await circles.count(), 14);
    for (const question of [/any of these now/, /unwell/, /rash/, /diagnose/, /anything changed/, /what I read right/]) {
      await helper.go(first(question), 80);
      await page.keyboard.press('Space');
      assert.ok(await first(question).isChecked());
    }
    await press(button('ask.done'));
    await page.getByText(helper.t('told.confirmed', { name: names[0] })).waitFor();
    await helper.keptFocus('writing the call down');
    await at('confirmed');
    await press(button('send.one'));
    await page.getByText(helper.t('told.sent', { name: names[0] })).waitFor();
    await helper.keptFocus('sending');
    await at('sent');
    // All that were confirmed at once; and one whose mandate ends while it is open.
    await worker.confirmed(people[3].mandateId);
    await press(button('batch.refresh'), 160);
    if (await button('person.back').isVisible()) await press(button('person.back'), 160);
    await helper.keptFocus('going back to the list');
    await press(button('send.all', { n: '1' }), 160);
    await page.getByText(helper.t('send.done', { n: '1' })).waitFor();
    await helper.keptFocus('sending all');
    await press(line(helper, names[3]), 160);
    await page.getByRole('region', { name: helper.t('sent.title') }).waitFor();
    await helper.keptFocus('opening a person');
    ok(await people[3].delete(`/mandates/${people[3].mandateId}`), 204);
    await press(button('batch.refresh'), 160);
    await page.getByText(helper.t('list.gone', { names: names[3] })).waitFor();
    await helper.keptFocus('the end of a mandate');
    // The others: changed, and failed.
    ok(await worker.readBack(people[1].mandateId, asBefore(await worker.prepared(people[1].mandateId), { red_flag: true })), 200);
    await worker.confirmed(people[2].mandateId);
    ok(await people[2].post('/consents', { purpose: 'health_data', version: 1, given: false }), 201);
    ok(await worker.send(people[2].mandateId), 200);
    await press(button('batch.refresh'), 160);
    for (const [name, title] of [[names[1], 'changed.title'], [names[2], 'failed.title']]) {
      if (await button('person.back').isVisible()) await press(button('person.back'), 160);
      await press(line(helper, name), 160);
      await page.getByRole('region', { name: helper.t(title) }).waitFor();
      await at(title);
    }
    // Ready to be fetched.
    const [visit] = ok(await people[0].get('/visits')).items;
    await fetchable(desk, people[0], visit);
    await press(button('batch.refresh'), 160);
    if (await button('person.back').isVisible()) await press(button('person.back'), 160);
    await press(line(helper, names[0]), 160);
    await page.getByText(helper.t('sent.documents')).waitFor();
    await page.getByText(/^\d{6}$/).waitFor();
    await at('fetch');
    await helper.shot('batch-fetch-english');
    at.done(['list', 'prepare', 'call', 'confirmed', 'sent', 'changed.title', 'failed.title', 'fetch']);
    // The other language, at the same person.
    await press(button('page.language'), 160);
    await page.getByText('取药要带两个人的身份证').waitFor();
    await helper.keptFocus('the other language');
    assert.deepEqual([...new Set(helper.complaints)], []);
  } finally {
    await apart(all);
  }
});

async function fetchable(desk, person, visit) {
  const { confirm, orderRequest, pay, quoteFor } = await import('../api/support/journey.mjs');
  await pay(person, visit.payment);
  const prescription = await desk.approve(visit.id);
  await confirm(person, prescription);
  const order = ok(await person.post('/orders', orderRequest(await quoteFor(person, prescription, 'pickup'))), 201);
  if (order.payment.state === 'pending') await pay(person, order.payment);
  for (const state of ['packed', 'ready']) ok(await desk.moveOrder(order.id, state), 200);
}

test('mandates: a clerk records one from the paper, field by field, and ends it; axe finds nothing', { timeoutMs: 120_000 }, async () => {
  const site = await startSite({ desk: false });
  const desk = new Desk(site);
  const member = await desk.staff('community', '何秀英');
  const person = await elder(site, { name: '任长河' });
  const helper = await Helper.arrive(site, { role: 'clerk', name: '窗口 乙' });
  const at = auditor(helper);
  const fill = (key, value) => helper.page.getByLabel(helper.t(key), { exact: true }).fill(value);
  try {
    await helper.signIn();
    await helper.press('section.mandates');
    await helper.page.getByRole('heading', { name: helper.t('mandate.title') }).waitFor();
    await fill('mandate.name', '任长江');
    await fill('mandate.number', person.number);
    await fill('mandate.signed_on', day(-1));
    await fill('mandate.ends_on', day(400));
    await helper.press('mandate.action');
    await helper.reads(helper.t('mandate.field.mandate.person'));
    await helper.reads(helper.t('mandate.field.mandate.too_long'));
    await at('wrong');
    await helper.shot('mandates-wrong');
    // In the other language: what was typed, what was wrong with it, and focus.
    const field = await helper.focused();
    await helper.turn();
    await helper.reads(helper.t('mandate.field.mandate.too_long'));
    assert.deepEqual([await helper.page.getByLabel(helper.t('mandate.name'), { exact: true }).inputValue(), await helper.page.getByLabel(helper.t('mandate.ends_on'), { exact: true }).inputValue()], ['任长江', day(400)]);
    assert.equal(await helper.focused(), field);
    await helper.turn();
    await fill('mandate.name', '任长河');
    await fill('mandate.ends_on', day(300));
    await helper.press('mandate.action');
    await helper.reads(helper.t('mandate.done', { worker: '何秀英', name: '任长河' }));
    assert.equal((await new Worker(member).list()).length, 1);
    await at('recorded');
    await fill('mandate.name', '任长河');
    await fill('mandate.number', person.number);
    await helper.press('mandate.action');
    await helper.reads(helper.t('problem.mandate.illegal_state'));
    await helper.shot('mandates');
    await helper.page.getByRole('button', { name: helper.t('mandate.end_of', { worker: '何秀英', name: '任长河' }), exact: true }).click();
    await helper.reads(helper.t('mandate.ended_told'));
    assert.deepEqual(await new Worker(member).list(), []);
    at.done(['wrong', 'recorded']);
  } finally {
    await apart({ site, helper });
  }
});

test('mandates: recorded and ended by keyboard alone; focus always seen and never lost', { timeoutMs: 120_000 }, async () => {
  const site = await startSite({ desk: false });
  const member = await new Desk(site).staff('community', '何秀英');
  const people = [await elder(site, { name: '任长河' }), await elder(site, { name: '王桂兰' })];
  const helper = await KeyboardHelper.arrive(site, { role: 'clerk', name: '窗口 乙' });
  const { page } = helper;
  const box = (key) => page.getByLabel(helper.t(key), { exact: true });
  // A date is typed part by part, in the order of the browser's own language.
  const date = async (key, value) => {
    await helper.go(box(key));
    const [year, month, date] = value.split('-');
    await page.keyboard.type(`${month}${date}${year}`);
    assert.equal(await box(key).inputValue(), value, key);
  };
  try {
    await helper.signIn();
    await helper.button('section.mandates').waitFor();
    await helper.press('section.mandates');
    await page.getByRole('heading', { name: helper.t('mandate.title') }).waitFor();
    await helper.press('mandate.action');
    await helper.reads(helper.t('mandate.field.name.empty'));
    await helper.keptFocus('a form with faults');
    for (const { name, number } of people) {
      await helper.write(box('mandate.name'), name);
      await helper.write(box('mandate.number'), number);
      await date('mandate.signed_on', day(-1));
      await date('mandate.ends_on', day(300));
      await helper.press('mandate.action');
      await helper.reads(helper.t('mandate.done', { worker: '何秀英', name }));
      await helper.keptFocus('recording');
    }
    assert.equal((await new Worker(member).list()).length, 2);
    // Ended, one after the other.
    for (const { name } of people) {
      const end = page.getByRole('button', { name: helper.t('mandate.end_of', { worker: '何秀英', name }), exact: true });
      await helper.act(end);
      await end.waitFor({ state: 'detached' });
      await helper.keptFocus('ending one');
    }
    assert.deepEqual(await new Worker(member).list(), []);
    assert.deepEqual([...new Set(helper.complaints)], []);
  } finally {
    await apart({ site, helper });
  }
});

test('mandates: the worker photographs the paper, over a lost network, and looks at it; the person sees it and reads who looked; the clerk takes another one', { timeoutMs: 240_000 }, async () => {
  const all = await community(1);
  const { helper, people: [one], site } = all;
  const at = auditor(helper);
  const clerk = await Helper.arrive(site, { role: 'clerk', name: '窗口 丁' });
  const person = await Person.arrive(site.url);
  const stage = (who) => who.page.getByRole('group', { name: who.t('photo.title') });
  const drawn = (who) => who.page.waitForFunction(() => document.querySelector('.d-stage')?.getAttribute('aria-busy') === 'false');
  const paper = { name: '委托书 任长河.png', mimeType: 'image/png', buffer: photo('x.png', 900_000).buffer };
  try {
    await helper.enter('list.title');
    await open(helper, one.name);
    await helper.reads(helper.t('paper.none'));
    const choose = (who, file) => who.page.locator('input[type=file]').first().setInputFiles(file);
    // What is no photo.
    await choose(helper, { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
    await helper.reads(helper.t('paper.failed.file_type'));
    await at('no photo');
    // The network goes after the first piece, and comes back.
    let cut = false;
    await helper.page.route('**/desk/uploads/*', async (route) => {
      if (route.request().method() === 'PATCH' && route.request().headers()['upload-offset'] !== '0' && !cut) {
        cut = true;
        await route.abort();
      } else await route.continue();
    });
    await choose(helper, paper);
    await helper.reads(helper.t('paper.done'));
    assert.ok(cut, 'in the middle');
    await helper.page.getByRole('button', { name: helper.t('paper.look_of', { name: one.name }), exact: true }).click();
    await drawn(helper);
    await at('looked at');
    await helper.shot('batch-paper');
    await helper.turn();
    await stage(helper).waitFor();
    await helper.page.getByRole('button', { name: helper.t('paper.close_of', { name: one.name }), exact: true }).click();
    await stage(helper).waitFor({ state: 'detached' });
    at.done(['no photo', 'looked at']);
    assert.ok(!helper.asked.join().includes(encodeURIComponent(one.name)));

    // At the hospital's counter: looked at, and taken anew.
    await clerk.signIn();
    await clerk.press('section.mandates');
    await clerk.page.getByRole('button', { name: clerk.t('paper.look_of', { name: one.name }), exact: true }).click();
    await drawn(clerk);
    await clerk.shot('mandate-paper-clerk');
    await choose(clerk, { ...paper, buffer: photo('y.png', 60_000).buffer });
    await clerk.reads(clerk.t('paper.done'));

    // The person.
    await person.press('home.people.title');
    await signIn(person, undefined, one.phone);
    await person.sees('people.heading');
    await person.pressNamed(`${person.t('people.mandates.look')} ${person.t('people.mandates.paper', { worker: '何秀英' })}`);
    await person.page.waitForFunction(() => {
      const canvas = document.querySelector('canvas.picture');
      return canvas?.width && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value, i) => i % 4 === 3 && value > 0);
    });
    await person.shot('mandate-paper-viewer');
    const lines = ok(await one.get('/audit-events?limit=100')).items.map(({ actor, action }) => `${actor} ${action}`);
    for (const who of ['community', 'clerk']) assert.ok(lines.includes(`${who} GET /desk/mandates/{id}/content`), lines.join(', '));
  } finally {
    await clerk.leave();
    await person.leave();
    await apart(all);
  }
});

test('mandates: the person sees who may fetch medicine, and takes it back; the worker\'s page says so', { timeoutMs: 120_000 }, async () => {
  const { helper, people: [elder], worker, site } = await community(1);
  try {
    await helper.enter('list.title');
    await line(helper, elder.name).waitFor();
    const person = await Person.arrive(site.url, { size: 'elder' });
    await person.press('home.people.title');
    await signIn(person, undefined, elder.phone);
    await person.sees('people.heading');
    await person.reads(person.t('people.mandates.heading'));
    const key = `${person.t('people.mandates.end')} 何秀英`;
    await auditor(person)('people_mandate');
    await person.pressNamed(key);
    await person.reads(person.t('people.end.mandate', { worker: '何秀英', name: elder.name }));
    await person.shot('people-mandate-end');
    await person.press('people.end.no');
    await person.context.setOffline(true);
    await person.pressNamed(key);
    await person.press('people.end.yes');
    await person.reads(person.t('common.offline.title'));
    await person.context.setOffline(false); // it goes by itself
    await person.page.locator('[data-id^="people.mandate."]').first().waitFor({ state: 'detached' });
    assert.deepEqual(await worker.list(), []);
    await helper.press('batch.refresh');
    await line(helper, elder.name).waitFor({ state: 'detached' });
    await person.leave();
  } finally {
    await apart({ site, helper });
  }
});
