// A link handed to someone close: two browsers at once, the patient's phone and the daughter's.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { until } from '../api/support/client.mjs';
import { auditor } from './support/audit.mjs';
import { Family } from './support/family.mjs';
import { noRedFlag, ren, signIn } from './support/journeys.mjs';
import { lookAround, Person, texts } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const strip = (language = 'zh-CN') => texts(`help.${language}`);
const button = (person, key) => person.page.getByRole('button', { name: strip(person.language)(key), exact: true });
// A device with a sheet to share with, which hands over at once; or one with neither sheet nor clipboard.
const sharing = (page) => page.addInitScript(() => (navigator.share = async (data) => void (window.handed = data)));
const lonely = (page) => page.addInitScript(() => {
  delete Navigator.prototype.share;
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('denied')) } });
});

async function make_link(person) {
  await person.press('common.dock.help');
  await person.press('help.family.title');
  await button(person, 'door.cancel').waitFor();
  await person.holds(() => person.page.evaluate(() => !!document.activeElement?.closest('#help')));
}
async function link(person) {
  await make_link(person);
  await button(person, 'door.share').click();
  await person.reads(strip(person.language)('door.sent'));
  return person.page.evaluate(() => window.handed.url);
}
const asks = (person, name) => person.page.getByRole('group', { name: strip(person.language)('door.asks', { name }) });
async function let_in(person, name) {
  await asks(person, name).waitFor();
  await button(person, 'door.yes').click();
  await person.page.getByText(strip(person.language)('panel.helping', { name })).first().waitFor();
}
async function end(site, ...all) {
  try {
    for (const one of all) await one.leave();
  } finally {
    await lookAround();
    await site.stop();
  }
}
const small = (page) => page.evaluate(() => [...document.querySelectorAll('#help :is(button, input), #console :is(button, input, select, a)')]
  .filter((one) => one.checkVisibility() && !one.closest('[inert]')).map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 48 || height < 48).map(([what]) => what));

for (const paint of ['canvas', 'plain']) {
  test(`family: a link handed on, a name, the patient's yes; seen, pointed at, stopped (${paint})`, { timeoutMs: 240_000 }, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { paint, prepare: sharing });
    const atPatient = auditor(person);
    const address = await link(person);
    await person.shot(`family-link-${paint}`);
    await atPatient('link');
    assert.match(address, /\/family#[\w-]{22,}$/);
    const family = await Family.open(address);
    const atFamily = auditor(family);
    await family.heading('family.enter.title');
    assert.equal(await family.page.evaluate(() => location.hash + history.length), '2', 'the secret is in the address no more, nor behind it');
    await atFamily('enter');
    await family.shot(`family-enter-${paint}`);
    await family.press('family.name.action');
    await family.reads(family.t('family.name.empty'));
    await family.knock('女儿小晓');
    await atFamily('wait');
    await asks(person, '女儿小晓').waitFor();
    await person.shot(`family-asks-${paint}`);
    await atPatient('asked');
    assert.deepEqual(await small(person.page), []);
    assert.ok(!(await family.received()).includes('"nodes"'), 'nothing of the page before the yes');
    await let_in(person, '女儿小晓');
    await family.page.getByRole('listbox').waitFor();
    await person.press('help.active.back');
    await noRedFlag(person, 'home.ask.title');
    await person.sees('sign_in.heading');
    await person.type('sign_in.phone.label', ren.phone);
    await family.point('textbox', person.t('sign_in.phone.label'), '');
    await person.page.locator('#help-point').waitFor();
    await family.shot(`family-live-${paint}`);
    await person.shot(`family-pointed-${paint}`);
    await atFamily('live');
    assert.deepEqual(await small(family.page), []);
    assert.ok(await family.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing beside the screen');
    await family.say('爸，按“发验证码”');
    await person.reads('女儿小晓：爸，按“发验证码”');
    // A phone forgets pages behind other apps.
    await family.page.reload();
    await family.page.getByRole('listbox').waitFor();
    await family.node('textbox', person.t('sign_in.phone.label')).first().waitFor({ state: 'attached' });
    const bytes = await family.received();
    assert.ok(!bytes.includes(ren.phone), 'what is typed stays');
    assert.ok(family.asked.every((url) => !url.includes(family.secret)), 'no request has the secret in its address');
    for (const action of [{ kind: 'press', node: 'x' }, { kind: 'open', route: 'consents' }, { kind: 'propose', fields: [{ field: 'sign_in.code', value: '1' }] }]) assert.equal(await act(family, action), 403, JSON.stringify(action));
    await button(person, 'panel.stop').click();
    await family.heading('family.over.patient');
    await atFamily('over');
    assert.equal(await family.page.evaluate(() => sessionStorage.length), 0);
    atFamily.done(['enter', 'wait', 'live', 'over']);
    atPatient.done(['link', 'asked']);
    await end(site, family, person);
  });
}
// A request of the family member's own making.
const act = (family, action) => family.page.evaluate(async (what) => {
  const { id, token } = JSON.parse(sessionStorage.getItem('bz.family'));
  return (await fetch(`/api/v1/family-sessions/${id}/actions`, { method: 'POST', headers: { 'Banzhen-Help': token, 'Content-Type': 'application/json' }, body: JSON.stringify(what) })).status;
}, action);

test('family: no is no; a link works once, not for ever, and only whole', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: sharing });
  const first = await link(person);
  const stranger = await Family.open(first);
  await stranger.knock('一个朋友');
  await asks(person, '一个朋友').waitFor();
  const daughter = await Family.open(first);
  await daughter.field('family.name.label').fill('小晓');
  await daughter.press('family.name.action');
  await daughter.heading('problem.family.link_used');
  await button(person, 'door.no').click();
  await stranger.heading('family.over.refused');
  await person.page.locator('#help').waitFor({ state: 'detached' });
  await person.reads(person.t('help.code.ended'));

  await person.press('help.family.title');
  await button(person, 'door.cancel').waitFor();
  await button(person, 'door.share').click();
  await person.reads(strip()('door.sent'));
  const second = await person.page.evaluate(() => window.handed.url);
  assert.notEqual(second, first);
  site.sql(`UPDATE help_sessions SET expires_at=${Date.now() - 1000} WHERE state='waiting'`);
  for (const [address, problem] of [[second, 'problem.family.code_expired'], [`${second}x`, 'problem.family.code_wrong']]) {
    const late = await Family.open(address);
    await late.field('family.name.label').fill('小晓');
    await late.press('family.name.action');
    await late.heading(problem);
    await late.leave();
  }
  const without = await Family.open(`${site.url}/family`);
  await without.heading('family.over.no_link');
  await end(site, stranger, daughter, without, person);
});

test('family: a yes without network arrives later; either side comes back; the family member ends it', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: sharing });
  const family = await Family.open(await link(person), { width: 1280, height: 800 });
  await family.knock('小晓');
  await asks(person, '小晓').waitFor();
  await person.context.setOffline(true);
  await button(person, 'door.yes').click();
  await family.context.setOffline(true);
  await family.reads(family.t('problem.offline'));
  await person.context.setOffline(false);
  await family.context.setOffline(false);
  await person.page.getByText(strip()('panel.helping', { name: '小晓' })).first().waitFor();
  await family.page.getByRole('listbox').waitFor();
  await family.shot('family-desktop');
  await family.context.setOffline(true);
  await family.reads(family.t('live.lost'));
  await person.press('common.back');
  await person.node('button', person.t('home.ask.title')).waitFor();
  await family.context.setOffline(false);
  await family.node('button', person.t('home.ask.title')).first().waitFor({ state: 'attached' });
  await family.press('end.action');
  await family.heading('family.over.own');
  await person.page.locator('#help').waitFor({ state: 'detached' });
  await end(site, family, person);
});

test('family: a link that could not be made is told of as a link, and stays chosen', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: sharing });
  const atPatient = auditor(person);
  await person.press('common.dock.help');
  await person.sees('help.code.heading');
  const digits = () => person.node('heading', person.t('help.code.heading')).count();
  await person.context.setOffline(true);
  await person.press('help.family.title');
  await person.reads(person.t('help.link.offline'));
  await person.reads(person.t('help.link.offline_detail'));
  assert.equal(await digits(), 0, 'it does not come back as digits');
  await person.shot('family-link-offline');
  await atPatient('offline');
  await person.press('common.retry');
  await person.reads(person.t('help.link.offline'));
  // No link after all: the digits of before were not lost.
  await person.press('help.link.digits');
  await person.sees('help.code.heading');
  await person.press('help.family.title');
  await person.reads(person.t('help.link.offline'));
  // The network is back: the link makes itself.
  await person.context.setOffline(false);
  await button(person, 'door.share').waitFor();
  await person.reads(person.t('help.link.title'));
  await button(person, 'door.cancel').click();
  // Refused, not cut off: a key tries again.
  let failures = 1;
  await person.page.route('**/api/v1/help-sessions', (route) => (failures-- > 0 ? route.fulfill({ status: 500, body: '' }) : route.continue()));
  await person.press('help.family.title');
  await person.reads(person.t('help.link.failed'));
  assert.equal(await digits(), 0);
  await person.press('common.retry');
  await button(person, 'door.share').click();
  await person.reads(strip()('door.sent'));
  const family = await Family.open(await person.page.evaluate(() => window.handed.url));
  await family.knock('小晓');
  await let_in(person, '小晓');
  atPatient.done(['offline']);
  await end(site, family, person);
});

test('family: without network the page says so and goes on by itself; neither a cut nor a reload uses the link up', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: sharing });
  const address = await link(person);
  // The page came, its words did not.
  const words = '**/text/console*';
  const family = await Family.open(address, { ready: false, prepare: (page) => page.route(words, (route) => route.abort()) });
  const atFamily = auditor(family);
  await family.reads(family.t('family.opening'));
  await family.shot('family-opening');
  await atFamily('opening');
  await family.page.reload();
  await family.reads(family.t('family.opening'));
  await family.page.unroute(words);
  await family.heading('family.enter.title');
  // At the door.
  await family.context.setOffline(true);
  await family.field('family.name.label').fill('小小');
  await family.press('family.name.action');
  await family.reads(family.t('family.enter.offline'));
  await family.shot('family-enter-offline');
  await atFamily('offline');
  // Another language without its words changes nothing, and loses nothing.
  await family.page.getByRole('button', { name: family.t('page.language') }).click();
  await family.reads(family.t('problem.family.offline'));
  await family.field('family.name.label').fill('小晓');
  await family.press('family.name.action');
  await family.reads(family.t('family.enter.offline'));
  // It comes in, but its answer is lost; then the phone forgets the page.
  const join = '**/family-sessions/join';
  let arrived;
  const came = new Promise((done) => (arrived = done));
  await family.page.route(join, async (route) => {
    const answer = await route.fetch();
    await route.abort();
    arrived(answer.status());
  });
  await family.context.setOffline(false);
  assert.equal(await came, 200);
  await asks(person, '小晓').waitFor();
  await family.reads(family.t('family.enter.offline'));
  await family.page.unroute(join);
  await family.page.reload();
  await family.heading('family.wait.title');
  // Leaving before the yes is told once it can be; here the yes comes first.
  await let_in(person, '小晓');
  await family.page.getByRole('listbox').waitFor();
  // In the middle: the picture stays; opened anew without an answer, the page says so.
  await family.context.setOffline(true);
  await family.reads(family.t('live.lost'));
  await family.context.setOffline(false);
  await family.reads(family.t('live.note'));
  const session = '**/api/v1/family-sessions/**';
  await family.page.route(session, (route) => route.abort());
  await family.page.reload();
  await family.heading('family.open.title');
  await family.reads(family.t('problem.offline'));
  await family.shot('family-open-offline');
  await atFamily('cut');
  await family.page.unroute(session);
  await family.press('family.open.action');
  await family.page.getByRole('listbox').waitFor();
  // The link opened once more in this tab leads back, for it is theirs.
  await family.page.goto('about:blank');
  await family.page.goto(address);
  await family.page.getByRole('listbox').waitFor();
  await family.press('end.action');
  await family.heading('family.over.own');
  assert.equal(await family.page.evaluate(() => sessionStorage.length), 0);
  atFamily.done(['opening', 'offline', 'cut']);
  await end(site, family, person);
});

test('family: another language loses no word and no moment, at the door, while waiting, and in the middle', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: sharing });
  const family = await Family.open(await link(person), { width: 1280, height: 800 });
  const { keyboard } = family.page;
  const name = () => family.field('family.name.label');
  // At the door: half a name, and where the mark was; what was wrong with it.
  await name().fill('小晓 ');
  await name().press('Home');
  await family.turn();
  assert.equal(await family.focused(), 'name');
  await keyboard.insertText('女儿');
  assert.equal(await name().inputValue(), '女儿小晓 ');
  await name().fill('');
  await name().press('Enter');
  await family.reads(family.t('family.name.empty'));
  await family.turn();
  await family.reads(family.t('family.name.empty'));
  assert.equal(await name().getAttribute('aria-invalid'), 'true');
  // By keys: whoever pressed the key for it is still there.
  const other = () => family.page.getByRole('button', { name: family.t('page.language'), exact: true });
  await other().focus();
  await keyboard.press('Enter');
  Object.assign(family, { language: 'en', t: texts('console.en') });
  await family.heading('family.enter.title');
  await until('the key has focus again', () => other().evaluate((one) => one === document.activeElement));
  await family.turn();
  await family.knock('小晓');
  await asks(person, '小晓').waitFor();
  // Waiting: not asked anew.
  const begun = () => family.asked.filter((url) => /\/(join|family-sessions\/[^/]+(\/frames\?after=0)?)$/.test(url)).length;
  const waits = begun();
  await family.turn();
  await family.heading('family.wait.title');
  await family.reads(family.t('family.wait.text'));
  assert.equal(begun(), waits, 'the wait went on');
  await let_in(person, '小晓');
  await family.page.getByRole('listbox').waitFor();
  // In the middle.
  await family.field('point.text').fill('这里');
  await family.press('live.enlarge');
  await family.choose('button', person.t('help.active.back'));
  await family.field('say.label').fill('先别按');
  await family.field('say.label').press('ArrowLeft');
  const lives = begun();
  await family.turn();
  assert.equal(await family.focused(), 'say-text');
  await keyboard.insertText('急');
  assert.deepEqual(await Promise.all(['say.label', 'point.text'].map((key) => family.field(key).inputValue())), ['先别急按', '这里']);
  assert.equal(await family.page.getByRole('button', { name: family.t('live.enlarge') }).getAttribute('aria-pressed'), 'true');
  assert.equal(await family.node('button', person.t('help.active.back')).first().getAttribute('aria-selected'), 'true');
  await family.press('say.action');
  await person.reads('小晓：先别急按');
  assert.equal(begun(), lives, 'nothing was begun anew');
  await family.press('end.action');
  await family.heading('family.over.own');
  await family.turn();
  await family.heading('family.over.own');
  await end(site, family, person);
});

test('family: whoever stops waiting without network is not asked for any longer once it is back', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { prepare: sharing });
  const family = await Family.open(await link(person));
  await family.knock('小晓');
  await asks(person, '小晓').waitFor();
  await family.context.setOffline(true);
  await family.press('family.wait.cancel');
  await family.reads(family.t('family.leave.offline'));
  await family.context.setOffline(false);
  await family.heading('family.over.own');
  await person.page.locator('#help').waitFor({ state: 'detached' });
  await end(site, family, person);
});

test('family: where nothing can be shared or copied the address is shown; elder size in English; a reload keeps it', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { size: 'elder', language: 'en', prepare: lonely });
  await make_link(person);
  assert.equal(await button(person, 'door.share').count(), 0);
  await button(person, 'door.copy').click();
  const box = person.page.getByRole('textbox', { name: strip('en')('door.address') });
  await person.shot('family-by-hand-elder');
  const address = await box.inputValue();
  await person.reload();
  await button(person, 'door.copy').waitFor();
  const family = await Family.open(address, { language: 'en' });
  await family.knock('Xiao');
  await asks(person, 'Xiao').waitFor();
  await person.shot('family-asks-elder');
  await person.reload();
  await let_in(person, 'Xiao');
  await family.page.getByRole('listbox').waitFor();
  await family.page.getByRole('button', { name: family.t('page.language') }).click();
  family.t = texts('console.zh-CN');
  await family.press('end.action');
  await family.heading('family.over.own');
  await end(site, family, person);
});
