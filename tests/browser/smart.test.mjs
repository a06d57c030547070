// Signing in with an account at the hospital (SMART App Launch): in a hospital's page with third-party cookies blocked and strict
// policies on both sides, in a window of its own, and from the hospital's record system.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { temporaryFolder } from '../api/support/server.mjs';
import { Accounts } from '../portal/accounts.mjs';
import { atTheHospital, windowBeside } from './support/account.mjs';
import { auditor } from './support/audit.mjs';
import { gateForRefill, shownCode } from './support/journeys.mjs';
import { launch, launchFirefox, Person } from './support/person.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';
import { startSite } from './support/site.mjs';

const noCookies = '--test-third-party-cookie-phaseout';
const firefoxWithout = { 'network.cookie.cookieBehavior': 1, 'fission.autostart': false };
const desktop = { width: 1280, height: 800 };

async function phoneOnce(person, phone) {
  await person.sees('sign_in.account.done');
  await person.type('sign_in.phone.label', phone);
  await person.press('sign_in.send_code.action');
  await person.type('sign_in.code.label', await shownCode(person));
  await person.tick('sign_in.agree.label');
  await person.press('sign_in.enter.action');
}

// Nothing of the account, of the sign-in or of a session is where a page may keep things, or in an address that was asked for.
async function leavesNoTrace(person) {
  const kept = await person.page.evaluate(() => {
    const values = (storage) => { try { return JSON.stringify({ ...storage() }); } catch { return ''; } };
    return [document.cookie, values(() => sessionStorage), values(() => localStorage)].join();
  });
  assert.ok(!/token|draft|launch|smart/.test(kept), `kept: ${kept}`);
}

async function inTheFrame(person, accounts, name) {
  person.origins.push(accounts.origin);
  const look = auditor(person);
  await gateForRefill(person);
  await person.sees('sign_in.title');
  await person.shot(`smart-${name}-sign-in`);
  if (name === 'chromium') await look('sign_in');
  await person.press('sign_in.account.action');
  const beside = await windowBeside(person);
  await atTheHospital(beside);
  if (!beside.isClosed()) await beside.waitForEvent('close');
  await person.sees('sign_in.account.done');
  await person.shot(`smart-${name}-phone`);
  if (name === 'chromium') await look('phone');
  await phoneOnce(person, '13900002471');
  await person.sees('identity.heading');
  await person.told('signed-in');
  await leavesNoTrace(person);
}

test('smart: on the hospital\'s page in Chromium, without third-party cookies: a window beside, the phone once, signed in where the patient was', { timeoutMs: 180_000 }, async () => {
  const accounts = await new Accounts().listen();
  const portals = await startPortals({ accounts });
  const browser = await launch(noCookies);
  const person = await PortalPerson.visit(portals.qinglan, { browser, query: { guest: '1' }, ...desktop });
  await inTheFrame(person, accounts, 'chromium');
  await person.leave();
  // The next time, maybe from another device, the account is enough, in elder size too; and the portal was itself opened by the
  // hospital's record system, whose words it hands on.
  const given = { iss: accounts.iss, launch: accounts.launch('ren') };
  const again = await PortalPerson.visit(portals.qinglan, { browser, query: { guest: '1', size: 'elder', ...given } });
  again.origins.push(accounts.origin);
  await gateForRefill(again);
  await again.press('sign_in.account.action');
  await atTheHospital(await windowBeside(again));
  await again.sees('identity.heading');
  await leavesNoTrace(again);
  const { state, nonce, launch: launched, scope } = accounts.seen.at(-1);
  assert.deepEqual([launched, scope], [given.launch, 'launch openid fhirUser']);
  for (const secret of [state, nonce]) assert.ok(!portals.site.allLog().includes(secret));
  await again.leave();
  await browser.close();
  await portals.stop();
  accounts.stop();
});

test('smart: the same on the hospital\'s page in Firefox', { timeoutMs: 240_000 }, async () => {
  const accounts = await new Accounts().listen();
  const portals = await startPortals({ accounts, evaluates: true });
  const browser = await launchFirefox(firefoxWithout);
  const person = await PortalPerson.visit(portals.qinglan, { browser, query: { guest: '1' }, ...desktop });
  await inTheFrame(person, accounts, 'firefox');
  await person.leave();
  await browser.close();
  await portals.stop();
  accounts.stop();
});

test('smart: on the hospital\'s page: no, a closed window, no window, a system that is down: each is said, and what was entered stays', { timeoutMs: 180_000 }, async () => {
  const accounts = await new Accounts().listen();
  const portals = await startPortals({ accounts });
  const person = await PortalPerson.visit(portals.qinglan, { query: { guest: '1' } });
  person.origins.push(accounts.origin);
  await gateForRefill(person);
  await person.type('sign_in.phone.label', '1390000');
  const says = async (word, code = `account_${word}`) => {
    await person.reads(person.t(`sign_in.account.error_${word}`));
    await person.holds(async () => (await person.news('error')).at(-1)?.[1].code, code);
    await person.keeps('sign_in.phone.label', '1390000');
    await person.shot(`smart-${word}`);
  };
  await person.press('sign_in.account.action');
  await atTheHospital(await windowBeside(person), { answer: '不允许' });
  await says('denied');
  await person.press('sign_in.account.action');
  await atTheHospital(await windowBeside(person), { answer: null });
  await says('closed');
  await person.page.evaluate(() => { window.opens = window.open; window.open = () => null; });
  await person.press('sign_in.account.action');
  await says('popup', 'popup');
  await person.page.evaluate(() => { window.open = window.opens; });
  await person.press('sign_in.account.action');
  const beside = await windowBeside(person);
  await beside.getByRole('button', { name: '允许' }).or(beside.getByRole('textbox')).first().waitFor();
  accounts.handle = (request, response) => response.socket.destroy(); // from now on nobody answers there
  const { state } = accounts.seen.at(-1);
  const back = `${portals.qinglan.app.origin}/smart/callback?${new URLSearchParams({ code: 'x', state, iss: accounts.origin })}`;
  await beside.evaluate((address) => location.assign(address), back).catch(() => {}); // as that page would; it is gone by then
  await says('unavailable');
  await person.leave();
  await portals.stop();
  accounts.stop();
});

test('smart: a system whose pages cut off the window that opened them: the patient goes on in that one', { timeoutMs: 120_000 }, async () => {
  const accounts = await new Accounts().listen();
  accounts.apart = true;
  const portals = await startPortals({ accounts });
  const person = await PortalPerson.visit(portals.qinglan, { query: { guest: '1' } });
  person.origins.push(accounts.origin);
  await gateForRefill(person);
  await person.press('sign_in.account.action');
  const beside = await windowBeside(person);
  await atTheHospital(beside);
  await person.reads(person.t('sign_in.account.error_closed'));
  person.page = beside;
  await person.ready();
  await phoneOnce(person, '13900002475');
  await person.node('button', person.t('home.refill.title')).waitFor();
  person.page = person.frame;
  await person.leave();
  await portals.stop();
  accounts.stop();
});

async function startAlone() {
  const accounts = await new Accounts().listen();
  const file = join(temporaryFolder('smart'), 'hospital.json');
  writeFileSync(file, JSON.stringify({ id: 'alone', smart: [{ iss: accounts.iss, client_id: 'banzhen' }] }));
  const site = await startSite({ args: ['--hospital', file] });
  accounts.register({ banzhen: { redirect: `${site.url}/smart/callback` } });
  return { accounts, site, async stop() { await site.stop(); accounts.stop(); } };
}

test('smart: in the app\'s own window the way leads there and back; no loses nothing, yes signs in', { timeoutMs: 180_000 }, async () => {
  const { accounts, site, stop } = await startAlone();
  const person = await Person.arrive(site.url);
  person.origins.push(accounts.origin);
  await gateForRefill(person);
  await person.type('sign_in.phone.label', '1390000');
  await person.press('sign_in.account.action');
  await atTheHospital(person.page, { answer: '不允许' });
  await person.ready();
  await person.reads(person.t('sign_in.account.error_denied'));
  await person.keeps('sign_in.phone.label', '1390000');
  assert.equal(new URL(person.page.url()).search.includes('smart'), false, 'the word is gone from the address');
  await person.press('sign_in.account.action');
  await atTheHospital(person.page);
  await person.ready();
  await phoneOnce(person, '13900002472');
  await person.sees('identity.heading');
  await person.leave();
  await stop();
});

test('smart: the hospital\'s record system opens the app: the first time it asks what is missing, then it is there, signed in', { timeoutMs: 180_000 }, async () => {
  const { accounts, site, stop } = await startAlone();
  const open = async () => {
    const person = await Person.arrive(site.url, { early: true, prepare: (page) => page.goto('about:blank') });
    person.origins.push(accounts.origin);
    await person.page.goto(`${site.url}/smart/launch?${new URLSearchParams({ iss: accounts.iss, launch: accounts.launch('su') })}`);
    await person.page.getByRole('button', { name: '允许', exact: true }).click();
    await person.ready();
    return person;
  };
  const first = await open();
  await phoneOnce(first, '13900002473');
  await first.node('button', first.t('home.refill.title')).waitFor();
  await first.leave();
  const second = await open();
  await second.node('button', second.t('home.refill.title')).waitFor();
  await second.reads(/139\*\*\*\*2473/);
  assert.equal(new URL(second.page.url()).search, '');
  await second.shot('smart-launched');
  await second.leave();
  await stop();
});

test('smart: by keyboard alone, and not on a device that several people use', async () => {
  const { accounts, site, stop } = await startAlone();
  const shared = await Person.arrive(site.url, { query: { shared: '1' } });
  await gateForRefill(shared);
  await shared.sees('sign_in.heading');
  assert.equal(await shared.node('button', shared.t('sign_in.account.action')).count(), 0);
  await shared.leave();
  const person = await Person.arrive(site.url, { language: 'en' });
  person.origins.push(accounts.origin);
  await gateForRefill(person);
  const button = person.node('button', person.t('sign_in.account.action'));
  await button.waitFor();
  for (let presses = 0; presses < 40 && !(await button.evaluate((one) => one === document.activeElement)); presses++) await person.page.keyboard.press('Tab');
  await person.shot('smart-keyboard-en');
  await person.page.keyboard.press('Enter');
  await person.page.waitForURL(`${accounts.origin}/**`);
  assert.equal(accounts.seen.at(-1).ui_locales, 'en');
  await person.leave();
  await stop();
});
