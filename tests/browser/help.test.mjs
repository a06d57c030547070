// Help by a person: two browsers at once, a patient who is stuck and a helper at the console. What the helper is sent is read to
// its last byte.
import assert from 'node:assert/strict';
import { test, ways } from '../../tools/test-runner.mjs';
import { auditor } from './support/audit.mjs';
import { askHelp } from '../api/support/help.mjs';
import { Client } from '../api/support/client.mjs';
import { Helper, KeyboardHelper } from './support/helper.mjs';
import {
  chooseDelivery, chooseMedicine, consents, gateForRefill, medicineIsThere, payInSandbox, ren, reviewAndPay, signIn, uploadRecords,
} from './support/journeys.mjs';
import { photo } from './support/files.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';
import { lookAround, Person, texts } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const panel = texts('help.zh-CN');
const stop = (person) => person.page.getByRole('button', { name: panel('panel.stop'), exact: true });
const helped = (person, name = '王助理') => person.page.getByText(panel('panel.helping', { name })).first().waitFor();

// The digits, as one would read them out.
async function code(person) {
  await person.sees('help.code.heading');
  const shown = await person.page.getByText(/(\d ){5}\d/).first().textContent();
  return /(\d ){5}\d/.exec(shown)[0].replaceAll(' ', '');
}
async function askForHelp(person) {
  await person.press('common.dock.help');
  return code(person);
}
async function together(site, options) {
  const person = await Person.arrive(site.url, options);
  const helper = await Helper.arrive(site);
  await helper.enter();
  const digits = await askForHelp(person);
  await helper.join(digits);
  await helped(person);
  return { person, helper };
}
async function apart(site, person, helper) {
  try {
    await helper?.leave();
    await person?.leave();
  } finally {
    await lookAround();
    await site.stop();
  }
}
const framesOf = (person) => {
  const frames = [];
  person.page.on('request', (request) => /\/frames$/.test(request.url()) && frames.push({ ...JSON.parse(request.postData()), bytes: request.postDataBuffer().length }));
  return frames;
};

const typed = { street: '青岚市江岸区梧桐里 27 号 4 栋 1203', words: '昨天夜里腿抽筋了两次', wrong: '990101195303150116' };
const paper = { hospital: '青岚市第二医院', date: '2025-11-08' };
const change_bytes_max = 5 * 1024; // of what a change sends; a page that is whole may be more
const card = (person) => person.page.getByRole('group', { name: panel('panel.filled', { name: '王助理' }) });
const answer = (person, key) => card(person).getByRole('button', { name: panel(key), exact: true }).click();

for (const paint of ways(['canvas', 'plain'])) {
  test(`help: stuck at a number, pointed at and filled in, through to the door, and nothing planted is seen (${paint})`, { timeoutMs: 400_000 }, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { paint });
    const helper = await Helper.arrive(site);
    const frames = framesOf(person);
    try {
      await gateForRefill(person);
      await signIn(person);
      await person.sees('identity.heading');
      await person.type('identity.name.label', ren.name);
      await person.type('identity.number.label', typed.wrong);
      await person.press('identity.continue.action');
      await person.reads(person.t('identity.number.error_checksum'));
      const digits = await askForHelp(person);
      await person.shot(`help-code-${paint}`);

      await helper.enter();
      await helper.reads(helper.t('reason.both', { place: helper.t('route.identity'), field: person.t('identity.number.label'), error: helper.t('error.digit') }));
      await helper.field('join.label').fill('000000' === digits ? '000001' : '000000');
      await helper.press('join.action');
      await helper.reads(/没有这 6 位数字/);
      await helper.join(digits);
      await helped(person);
      await helper.shot(`console-joined-${paint}`);
      await person.press('help.active.back');
      await helper.node('text', person.t('identity.number.error_checksum')).first().waitFor({ state: 'attached' });

      // Pointed at: seen, said, and gone when it was used.
      await helper.point('textbox', person.t('identity.number.label'), '对着身份证，再念一遍');
      await person.page.locator('#help-point').waitFor();
      await person.holds(async () => /对着身份证/.test(await person.page.locator('#status').textContent()));
      await person.shot(`help-pointed-${paint}`);
      await helper.shot(`console-pointed-${paint}`);
      await person.type('identity.number.label', ren.number);
      await person.page.locator('#help-point').waitFor({ state: 'detached' });
      await helper.say('好了，按“继续”');
      await person.reads('好了，按“继续”');
      await person.page.getByRole('button', { name: panel('panel.say.known'), exact: true }).click();
      const note = person.page.getByRole('button', { name: panel('panel.note.known'), exact: true });
      if (await note.isVisible()) await note.click(); // (it makes room by itself after a while)
      await person.pressNamed(new RegExp(`${person.t('identity.continue.action')}`));
      await consents(person);
      await person.sees('identity.verify.heading');
      await person.choose('identity.registry.title');
      await person.press('identity.registry.action');
      await uploadRecords(person, undefined, [photo()]);

      // Before it is sent: what is printed on the paper, proposed and taken.
      await person.press('records.item.change', { n: '1' });
      await person.sees('records.document.heading');
      const box = (key) => helper.page.getByRole('textbox', { name: person.t(key), exact: true });
      await box('records.document.hospital').fill(paper.hospital);
      await box('records.document.date').fill(paper.date);
      await helper.press('fill.send');
      await card(person).getByText(paper.hospital).waitFor();
      await card(person).getByText(paper.date).waitFor();
      assert.equal(await person.typed('records.document.hospital'), '', 'nothing is filled in before the patient says so');
      await person.shot(`help-proposed-paper-${paint}`);
      await answer(person, 'panel.yes');
      await helper.reads(helper.t('fill.accepted'));
      await person.keeps('records.document.hospital', paper.hospital);
      await person.holds(() => person.page.getByLabel(person.t('records.document.date')).inputValue(), paper.date);
      await person.press('records.document.save');
      await person.sees('records.heading');
      await person.reads(new RegExp(`2025 年 11 月 8 日.*${paper.hospital}`));
      await person.press('records.next.refill');
      await chooseMedicine(person);
      await reviewAndPay(person); // leaves the page, and comes back: the helper is still there
      await helped(person);

      // What is said to the doctor.
      await person.field('chat.text.label').waitFor();
      await person.page.locator('.bubble:not(.mine, .system)').first().waitFor({ state: 'attached' });
      await person.type('chat.text.label', typed.words);
      await person.press('chat.send.now');
      await person.press('chat.next.fulfilment');
      await person.choose('fulfilment.delivery.title');
      await person.field('fulfilment.address_line.label').waitFor();
      await person.type('fulfilment.address_name.label', ren.name);
      await person.type('fulfilment.address_phone.label', ren.phone);

      // Proposed: first refused and changed, then taken.
      const line = helper.page.getByRole('textbox', { name: person.t('fulfilment.address_line.label'), exact: true });
      await line.fill('城南路 1 号');
      if (paint === 'plain') {
        await helper.turn();
        await helper.turn();
        assert.equal(await line.inputValue(), '城南路 1 号', 'a proposal on its way to be made');
      }
      await helper.press('fill.send');
      await card(person).getByText('城南路 1 号').waitFor();
      await person.shot(`help-proposed-${paint}`);
      await helper.shot(`console-proposed-${paint}`);
      await answer(person, 'panel.no');
      await helper.reads(helper.t('fill.changed'));
      await person.keeps('fulfilment.address_line.label', '城南路1号');
      await person.holds(() => person.field('fulfilment.address_line.label').evaluate((field) => field === document.activeElement && field.selectionStart === 0 && field.selectionEnd === field.value.length));
      await person.shot(`help-changing-${paint}`);
      await person.page.keyboard.insertText('城南路 3 号');
      await person.keeps('fulfilment.address_line.label', '城南路3号');
      await line.fill('城南路 8 号');
      await helper.press('fill.send');
      await answer(person, 'panel.yes');
      await person.keeps('fulfilment.address_line.label', '城南路8号');
      await helper.reads(helper.t('fill.accepted'));
      await person.reload();
      await helped(person);
      await person.keeps('fulfilment.address_line.label', '城南路8号');
      await person.type('fulfilment.address_line.label', typed.street);
      await chooseTheRest(person);
      await medicineIsThere(person);
      await person.frames(30);

      // To the last byte.
      const all = await helper.received();
      const visible = all.split('\n').filter((part) => part.includes('"nodes"')).length;
      assert.ok(visible > 10, `the helper saw the pages: ${visible} frames`);
      for (const secret of [ren.name, ren.number, typed.wrong, ren.phone, '0000 2468', typed.street, '梧桐里', typed.words, '腿抽筋', '阿托伐他汀', '替格瑞洛', '周敏', '心内科', '城南路', paper.hospital, paper.date, '11 月 8 日'])
        assert.ok(!all.includes(secret), `the helper was sent ${secret}`);
      assert.ok(all.includes(person.t('identity.number.label')), 'and could read the page');
      const most = (which) => Math.max(0, ...frames.filter(which).map(({ bytes }) => bytes));
      const [whole, change] = [most(({ base }) => base === null), most(({ base }) => base !== null)];
      console.log(`# ${paint}: a change at most ${change} bytes, a whole page at most ${whole}, ${frames.length} frames`);
      assert.ok(change > 0 && change <= change_bytes_max, `${change} bytes in a change`);
      assert.ok(whole < 20_000, `${whole} bytes at once`);
      await stop(person).click();
      await helper.reads(helper.t('live.ended.patient'));
    } finally {
      await apart(site, person, helper);
    }
  });
}

// Someone who asks, and what every helper reads of it in the queue before any digits were said.
async function waitsWith(site, reach, options) {
  const person = await Person.arrive(site.url, options);
  await reach(person);
  await askForHelp(person);
  return person;
}

test('help: the queue says what was wrong, and nowhere how somebody is', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const helper = await Helper.arrive(site);
  const people = [];
  const items = () => helper.page.evaluate(async (token) => (await (await fetch('/api/v1/desk/help-queue', { headers: { Authorization: `Bearer ${token}` } })).json()).items.map(({ reason }) => reason), helper.token);
  const seen = async (wanted, line) => {
    await helper.reads(line);
    const { seconds, ...reason } = (await items()).at(-1);
    assert.ok(seconds >= 0);
    assert.deepEqual(reason, wanted);
  };
  const at = (place, error) => helper.t('reason.error', { place: helper.t(`route.${place}`), error: helper.t(`error.${error}`) });
  try {
    await helper.enter();
    // An emergency is a question before the start like any other.
    people.push(await waitsWith(site, async (person) => {
      await person.press('home.refill.title');
      await person.press('gate.red_flags.yes');
      await person.sees('gate.emergency.heading');
    }));
    await seen({ screen: 'start' }, helper.t('route.start'));
    await helper.received();
    const sent = helper.bodies.filter((one) => /^\S+\/api\/v1\//.test(one)).join();
    assert.ok(/"screen":"start"/.test(sent) && !/emergency|red_flag/.test(sent), 'no name of it was sent');
    // A message that does not come.
    people.push(await waitsWith(site, async (person) => {
      await person.press('home.people.title');
      await person.sees('sign_in.heading');
      await person.type('sign_in.phone.label', ren.phone);
      await person.press('sign_in.send_code.action');
      await person.field('sign_in.code.label').waitFor();
    }));
    await seen({ screen: 'sign_in', error: 'sign_in.code.again_at' }, at('sign_in', 'no_message'));
    // An error of the page, not of a field.
    people.push(await waitsWith(site, async (person) => {
      await person.page.route('**/api/v1/sms-codes', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"status":500,"code":"internal"}' }));
      await person.press('home.people.title');
      await person.sees('sign_in.heading');
      await person.type('sign_in.phone.label', '13900002469');
      await person.press('sign_in.send_code.action');
      await person.reads(person.t('problem.internal'));
    }));
    await seen({ screen: 'sign_in', error: 'problem.internal' }, at('sign_in', 'server'));
    await helper.shot('console-queue-reasons');
  } finally {
    for (const person of people) await person.leave();
    await apart(site, undefined, helper);
  }
});

async function chooseTheRest(person) {
  await person.press('fulfilment.bill.go_delivery');
  await person.node('heading', new RegExp(person.t('fulfilment.bill.title', { money: '.*[0-9.]+.*' }))).waitFor({ state: 'attached' });
  await person.tickFirst();
  await person.pressNamed(new RegExp(person.t('fulfilment.pay.now', { money: '.*[0-9.]+.*' })));
  await payInSandbox(person);
}

test('help: what only the patient may do the server refuses', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site);
  try {
    const { items } = await helper.page.evaluate(async (token) => (await fetch('/api/v1/desk/help-queue', { headers: { Authorization: `Bearer ${token}` } })).json(), helper.token);
    const path = `/desk/help-sessions/${items[0].id}/actions`;
    const refused = [
      { kind: 'press', node: 'identity.continue' }, { kind: 'toggle', node: 'sign_in.agree' }, { kind: 'consent' }, { kind: 'verify' }, { kind: 'pay' }, { kind: 'sign' }, { kind: 'send' },
      { kind: 'propose', fields: [{ field: 'identity.number', value: ren.number }] }, { kind: 'propose', fields: [{ field: 'sign_in.phone', value: ren.phone }] },
      { kind: 'open', route: 'review' }, { kind: 'open', route: 'consents' },
    ];
    for (const action of refused) assert.deepEqual(await helper.ask('POST', path, action), { status: 403, code: 'help_forbidden' }, JSON.stringify(action));
    for (const [method, of] of [['GET', '/account'], ['GET', '/records'], ['GET', '/visits'], ['GET', '/desk/queue'], ['POST', '/visits']]) {
      const { status } = await helper.ask(method, of, method === 'POST' ? {} : undefined);
      assert.ok([401, 403].includes(status), `${method} ${of}: ${status}`);
    }
    // A helper opens a step: the app's own guards decide what comes.
    await helper.page.getByRole('combobox', { name: helper.t('open.label') }).selectOption('identity');
    await helper.press('open.action');
    await person.sees('sign_in.heading');
    await person.reads(panel('panel.opened', { name: '王助理', title: person.t('sign_in.title') }));
    // Taken back.
    await helper.point('textbox', person.t('sign_in.phone.label'), '手机号');
    await person.page.locator('#help-point').waitFor();
    await helper.press('withdraw.action');
    await person.page.locator('#help-point').waitFor({ state: 'detached' });
    await helper.press('end.action');
    await stop(person).waitFor({ state: 'detached' });
  } finally {
    await apart(site, person, helper);
  }
});

test('help: either side\'s network goes, and comes back: a whole page first', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site);
  try {
    const frames = framesOf(person);
    await person.context.setOffline(true);
    await person.press('common.back');
    await person.node('button', person.t('home.ask.title')).waitFor();
    await person.reads(panel('panel.lost'));
    await person.context.setOffline(false);
    await helper.node('button', person.t('home.ask.title')).first().waitFor({ state: 'attached' });
    assert.equal(frames.at(-1).base === null || frames.some(({ base }) => base === null), true, 'the whole page went first');
    await person.holds(async () => (await person.page.getByText(panel('panel.lost')).count()) === 0);

    await helper.context.setOffline(true);
    await helper.reads(helper.t('live.lost'));
    await person.press('home.ask.title');
    await person.sees('gate.red_flags.heading');
    await person.frames(30);
    await helper.context.setOffline(false);
    await helper.node('heading', person.t('gate.red_flags.heading')).first().waitFor({ state: 'attached' });
    await helper.reads(helper.t('live.note'));
    await stop(person).click();
    await helper.reads(helper.t('live.ended.patient'));
  } finally {
    await apart(site, person, helper);
  }
});

test('help: a page that says nothing any more is no picture to go by: it is said, dimmed, and nothing can be done until it is back; also when it crashed', { timeoutMs: 300_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site);
  const audit = auditor(helper);
  const still = helper.page.locator('.p-stage.still');
  const seconds = () => helper.page.getByText(new RegExp(helper.t('live.unheard.for', { n: '(\\d+)' }))).first();
  const acts = () => helper.page.locator('.c-tools').getByRole('button');
  const silent = () => helper.page.getByText(helper.t('live.unheard')).first().waitFor({ timeout: 90_000 });
  const said = [];
  try {
    await helper.field('say.label').fill('您还在吗');
    await person.context.setOffline(true);
    await silent();
    await still.waitFor();
    // It counts on by itself.
    const from = Number(/\d+/.exec(await seconds().textContent())[0]);
    assert.ok(from >= 20, `${from} s`);
    await person.holds(async () => Number(/\d+/.exec(await seconds().textContent())[0]) > from);
    assert.equal(await seconds().evaluate((one) => !one.closest('[role=status],[role=alert],[aria-live]')), true, 'it is not read out each second');
    await audit('unheard');
    await helper.shot('console-unheard');
    // Held back, with what was typed; but for the end.
    helper.page.on('request', (request) => /\/actions$/.test(request.url()) && said.push(request.postData()));
    assert.deepEqual(await acts().evaluateAll((all) => all.filter((one) => one.getAttribute('aria-disabled') !== 'true').map((one) => one.textContent)), [helper.t('end.action')]);
    await helper.page.getByRole('button', { name: helper.t('say.action'), exact: true }).evaluate((one) => one.click());
    await helper.field('say.label').press('Enter');
    await helper.reads(helper.t('live.unheard.held'));
    await helper.turn();
    await silent();
    await seconds().waitFor();
    await helper.turn();
    assert.equal(await helper.field('say.label').inputValue(), '您还在吗');

    // Back: all of it goes on, and only what is done now is done.
    await person.context.setOffline(false);
    await helper.reads(helper.t('live.note'));
    await still.waitFor({ state: 'detached' });
    assert.equal(await seconds().count(), 0);
    assert.deepEqual(said.filter((one) => !/resync/.test(one)), []);
    await helper.press('say.action');
    await person.reads('您还在吗');

    // A page that crashed tells nobody.
    const inspector = await person.context.newCDPSession(person.page);
    const crashed = person.page.waitForEvent('crash');
    void inspector.send('Page.crash').catch(() => {});
    await crashed;
    await silent();
    await still.waitFor();
    await helper.press('end.action');
    await helper.reads(helper.t('live.ended.helper'));
    audit.done(['unheard']);
  } finally {
    await apart(site, person, helper);
  }
});

test('help: another language at the console loses no word and no moment', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site);
  const { page } = helper;
  try {
    await person.page.evaluate(() => (location.hash = '#sign_in'));
    await person.sees('sign_in.heading');
    await helper.choose('textbox', person.t('sign_in.phone.label'));
    await helper.field('point.text').fill('从左边第一位开始');
    await helper.press('live.enlarge');
    await helper.page.getByRole('combobox', { name: helper.t('open.label') }).selectOption('identity');
    await helper.field('join.label').fill('123');
    await helper.field('say.label').fill('先别按');
    await helper.field('say.label').press('ArrowLeft');
    const waits = () => helper.asked.filter((url) => /\/help-sessions\/[^/]+(\/frames\?after=0&unheard=no)?$/.test(url)).length;
    const before = waits();
    await helper.turn();
    assert.equal(await helper.focused(), 'say-text');
    await page.keyboard.insertText('急'); // where the mark was
    assert.deepEqual(await Promise.all(['say.label', 'point.text', 'join.label', 'open.label'].map((name) => helper.field(name).inputValue())), ['先别急按', '从左边第一位开始', '123', 'identity']);
    assert.equal(await page.getByRole('button', { name: helper.t('live.enlarge') }).getAttribute('aria-pressed'), 'true');
    await helper.reads(helper.t('live.note'));
    assert.equal(await helper.node('textbox', person.t('sign_in.phone.label')).getAttribute('aria-selected'), 'true');
    await helper.press('point.action');
    await person.page.locator('#help-point').waitFor();
    await helper.press('say.action');
    await person.reads('先别急按');
    // What comes meanwhile comes into the page that is there now; and what was said is said in the other language, too.
    await helper.reads(helper.t('say.done'));
    assert.equal(await helper.field('say.label').inputValue(), '');
    await helper.turn();
    await helper.reads(helper.t('say.done'));
    await person.page.evaluate(() => (location.hash = '#home'));
    await helper.node('button', person.t('home.ask.title')).first().waitFor({ state: 'attached' });
    assert.equal(waits(), before, 'nothing was begun anew');
    await helper.shot('console-turned');
  } finally {
    await apart(site, person, helper);
  }
});

test('help: one press stops it, whatever is shown, and nothing goes out any more', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site);
  try {
    await person.press('common.back');
    await person.press('common.dock.emergency'); // also above a dialog
    await person.page.getByRole('dialog').waitFor();
    const frames = framesOf(person);
    await stop(person).click();
    await stop(person).waitFor({ state: 'detached' });
    await helper.reads(helper.t('live.ended.patient'));
    const gone = frames.length;
    await person.press('common.emergency.close');
    await person.press('home.ask.title');
    await person.sees('gate.red_flags.heading');
    await person.frames(30);
    assert.equal(frames.length, gone);
    await person.reload();
    await person.sees('gate.red_flags.heading');
    assert.equal(await stop(person).count(), 0);
    await person.holds(() => person.page.evaluate(() => sessionStorage.getItem('bz.help')), null);
  } finally {
    await apart(site, person, helper);
  }
});

test('help: whoever signs out is helped no more; the next one\'s page is not the helper\'s to see', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site);
  try {
    await person.page.evaluate(() => (location.hash = '#home'));
    await person.press('home.people.title');
    await signIn(person);
    await person.sees('people.heading');
    await person.page.evaluate(() => (location.hash = '#home'));
    await person.pressNamed(/^退出登录/);
    await person.act(person.node('button', person.t('home.sign_out.yes'), { exact: true }));
    await stop(person).waitFor({ state: 'detached' });
    await helper.reads(helper.t('live.ended.patient'));
    const frames = framesOf(person);
    await person.press('home.ask.title');
    await person.sees('gate.red_flags.heading');
    await person.frames(30);
    assert.deepEqual(frames, []);
  } finally {
    await apart(site, person, helper);
  }
});

test('help: digits run out, and new ones are had with a key', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  try {
    const first = await askForHelp(person);
    await person.press('common.back');
    assert.equal(await askForHelp(person), first, 'the same ones while they hold');
    site.sql(`UPDATE help_sessions SET expires_at=${Date.now() - 1000}`);
    await person.reads(person.t('help.code.expired'));
    await person.press('help.code.renew');
    assert.notEqual(await code(person), first);
  } finally {
    await apart(site, person);
  }
});

test('help: on a device of many nothing of it is kept', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const { person, helper } = await together(site, { query: { shared: '1' } });
  try {
    assert.equal(await person.page.evaluate(() => sessionStorage.getItem('bz.help')), null);
    await person.reload();
    await helper.reads(helper.t('live.ended.patient')); // not a picture that stands still
    await person.frames(30);
    assert.equal(await stop(person).count(), 0);
  } finally {
    await apart(site, person, helper);
  }
});

test('help: a wish to be called, from someone whom nobody knows, and done at the console', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { size: 'elder' });
  const helper = await Helper.arrive(site);
  try {
    await helper.enter();
    await askForHelp(person);
    await person.shot('help-code-elder');
    await person.press('help.call_back.title');
    await person.type('help.call_back.phone', '139');
    await person.press('help.call_back.send');
    await person.reads(person.t('help.call_back.phone_error'));
    await person.type('help.call_back.phone', '13900002468');
    await person.press('help.call_back.send');
    await person.reads(person.t('help.call_back.done'));
    await helper.page.getByRole('link', { name: helper.t('calls.call', { phone: '13900002468' }) }).waitFor();
    await helper.shot('console-call-back');
    await helper.press('calls.done');
    await helper.reads(helper.t('calls.none'));
  } finally {
    await apart(site, person, helper);
  }
});

test('help: at the console by keyboard alone: called, joined, pointed, said, proposed, opened, ended; focus always seen and never lost', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  await askHelp(new Client(site), { kind: 'call_back', phone: '13900002470' });
  await askHelp(new Client(site), { kind: 'call_back', phone: '13900002471' });
  const person = await Person.arrive(site.url);
  const helper = await KeyboardHelper.arrive(site);
  const { page } = helper;
  const call = (phone) => page.getByRole('link', { name: helper.t('calls.call', { phone }) });
  try {
    await person.press('home.people.title');
    await signIn(person);
    await person.sees('people.heading');
    await helper.enter();
    await helper.keptFocus('signing in');
    // Called: the first of two, then the other one.
    for (const phone of ['13900002470', '13900002471']) {
      await call(phone).waitFor();
      await helper.act(helper.button('calls.done').first());
      await call(phone).waitFor({ state: 'detached' });
      await helper.keptFocus(`calling ${phone}`);
    }
    await helper.reads(helper.t('calls.none'));

    // Digits that are wrong, then those that were read out.
    const digits = await askForHelp(person);
    await helper.write(helper.field('join.label'), '12');
    await page.keyboard.press('Enter');
    await helper.reads(helper.t('join.length'));
    assert.equal(await helper.focused(), 'code');
    await helper.join(digits);
    await helped(person);

    // Another page opened, pointed at, talked about.
    await helper.pick(page.getByRole('combobox', { name: helper.t('open.label') }), 'addresses');
    await helper.press('open.action');
    await person.press('addresses.add.go');
    const line = () => page.getByRole('textbox', { name: person.t('fulfilment.address_line.label'), exact: true });
    await line().waitFor();
    await helper.write(helper.field('point.text'), '写在这里');
    await helper.choose('textbox', person.t('fulfilment.address_line.label'));
    await page.keyboard.press('Enter');
    await helper.reads(helper.t('point.done'));
    await person.page.locator('#help-point').waitFor();
    await helper.press('withdraw.action');
    await person.page.locator('#help-point').waitFor({ state: 'detached' });
    await helper.write(helper.field('say.label'), '慢慢来');
    await page.keyboard.press('Enter');
    await person.reads('慢慢来');
    await helper.keptFocus('saying a line');

    // Proposed; while the next one is written the patient goes elsewhere.
    await helper.write(line(), '城南路 8 号');
    await helper.press('fill.send');
    await card(person).getByText('城南路 8 号').waitFor();
    await answer(person, 'panel.yes');
    await helper.reads(helper.t('fill.accepted'));
    await helper.keptFocus('proposing');
    await helper.write(line(), '城南');
    await person.press('addresses.form.leave');
    await line().waitFor({ state: 'detached' });
    await helper.keptFocus('the patient left the page of that field');

    // The other language, by its key, and the end.
    await helper.press('page.language');
    helper.t = texts('console.en');
    await helper.button('end.action').waitFor();
    await helper.keptFocus('the other language');
    await helper.press('end.action');
    await helper.reads(helper.t('live.ended.helper'));
    await stop(person).waitFor({ state: 'detached' });
    assert.equal(await helper.focused(), 'code', 'where the next one begins');
    assert.deepEqual([...new Set(helper.complaints)], []);
    console.log(`      ${helper.tabs} times Tab`);
  } finally {
    await apart(site, person, helper);
  }
});

test('help: elder size in English by keyboard; axe finds nothing on either side', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await KeyboardPerson.arrive(site.url, { size: 'elder', language: 'en', paint: 'plain' });
  const helper = await Helper.arrive(site, { language: 'en', width: 1024, height: 768 });
  const atConsole = auditor(helper);
  const atPatient = auditor(person);
  try {
    await atConsole('enter');
    await helper.enter();
    await atConsole('queue');
    const digits = await askForHelp(person);
    await atPatient('help');
    await helper.join(digits);
    await person.page.getByText(texts('help.en')('panel.helping', { name: '王助理' })).first().waitFor();
    await helper.point('button', person.t('common.dock.help'), 'Here');
    await person.page.locator('#help-point').waitFor();
    await helper.say('Take your time');
    await person.reads('Take your time');
    await atPatient('helped');
    await atConsole('live');
    await helper.shot('console-english');
    await person.shot('help-english-elder');
    // Nothing smaller than a finger.
    const small = (page) => page.evaluate(() => [...document.querySelectorAll('#help button, #console :is(button, input, select, a)')]
      .filter((one) => one.checkVisibility() && !one.closest('[inert]')).map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 48 || height < 48).map(([what]) => what));
    assert.deepEqual(await small(helper.page), []);
    assert.deepEqual(await small(person.page), []);
    await person.act(person.page.getByRole('button', { name: texts('help.en')('panel.stop'), exact: true }));
    await helper.reads(helper.t('live.ended.patient'));
    atConsole.done(['enter', 'queue', 'live']);
    atPatient.done(['help', 'helped']);
  } finally {
    await apart(site, person, helper);
  }
});
