// One journey on two devices: begun on a phone, carried on at the counter's computer, and back; and what is left behind there.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import decodeQr from 'qr/decode.js';
import { test } from '../../tools/test-runner.mjs';
import { photo } from './support/files.mjs';
import { acceptPhoto, chooseMedicine, consents, gateForRefill, ren, reviewAndPay, signIn } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// Reads the code here and types it there.
async function handOver(from, to, home) {
  await from.press('common.dock.help');
  await from.press('help.hand_over.title');
  await from.sees('hand_over.code.heading');
  await from.shot('hand-over-code');
  const code = (await from.page.locator('.digits').first().textContent()).replace(/\D/g, '').slice(-8);
  await home(to);
  await to.sees('hand_over.take.heading');
  await to.type('hand_over.code.label', code);
  await to.shot('hand-over-typed');
  await to.press('hand_over.take.action');
  return code;
}
const fromSignIn = async (person) => {
  await person.press('home.people.title');
  await person.press('sign_in.carry_on.action');
};
const fromHelp = async (person) => {
  await person.press('hand_over.have_code');
};

// Everything that a page may keep, as one text.
const everythingKept = (page) => page.evaluate(async () => {
  const kept = [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, fail) => Object.assign(indexedDB.open(name), { onsuccess: ({ target }) => done(target.result), onerror: fail }));
    for (const store of db.objectStoreNames) {
      const all = await new Promise((done) => (db.transaction(store).objectStore(store).getAll().onsuccess = ({ target }) => done(target.result)));
      kept.push(JSON.stringify(all));
    }
    db.close();
  }
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  return kept.join('\n');
});

test('a journey goes on at the counter and back, in the middle of an upload and of a message; nothing stays behind', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  const phone = await Person.arrive(site.url);
  const counter = await Person.beside(phone, site.url, { query: { shared: '1' }, width: 1280, height: 800 });
  await gateForRefill(phone);
  await signIn(phone);
  await phone.sees('identity.heading');
  await phone.type('identity.name.label', ren.name);
  await phone.type('identity.number.label', ren.number.slice(0, 10)); // half of it

  await handOver(phone, counter, fromSignIn);
  await counter.sees('identity.heading');
  await counter.keeps('identity.name.label', ren.name);
  await counter.keeps('identity.number.label', ren.number.slice(0, 10));
  await counter.type('identity.number.label', ren.number);
  await counter.press('identity.continue.action');
  await consents(counter);
  await counter.choose('identity.registry.title');
  await counter.press('identity.registry.action');
  await counter.sees('records.heading');
  await counter.press('records.kind.discharge_summary');
  let pieces = 0;
  await counter.page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && ++pieces > 1) return; // the rest never leaves the counter
    await route.continue();
  });
  await counter.pick('records.pick.label', photo('出院小结.png', 1_500_000));
  await acceptPhoto(counter);
  await counter.holds(() => pieces > 1);

  await phone.page.goBack(); // from its old code to the help page
  await phone.press('help.hand_over.title');
  await phone.sees('hand_over.code.heading');
  await handOver(counter, phone, fromHelp);
  await phone.sees('records.heading');
  await phone.reads(phone.t('records.state.interrupted'));
  await phone.shot('hand-over-interrupted');
  await phone.pick('records.pick.label', photo('出院小结.png', 1_500_000)); // looked at already, on the counter
  await phone.reads(phone.t('records.state.recorded'));
  await phone.press('records.next.refill');
  await chooseMedicine(phone);
  await reviewAndPay(phone);
  await phone.field('chat.text.label').waitFor();
  await phone.type('chat.text.label', '早上量的血压是一百三十五');

  await counter.page.goto(`${site.url}/?shared=1`);
  await counter.ready();
  await handOver(phone, counter, fromSignIn);
  await counter.field('chat.text.label').waitFor();
  await counter.keeps('chat.text.label', '早上量的血压是一百三十五');

  await counter.context.setOffline(true);
  await counter.page.evaluate(() => (location.hash = '#home'));
  await counter.pressNamed(/^退出登录/);
  await counter.act(counter.node('button', counter.t('home.sign_out.yes'), { exact: true }));
  await counter.sees('home.refill.title', {}, 'button');
  const kept = await everythingKept(counter.page);
  for (const planted of [ren.name, ren.number, ren.phone, '一百三十五', '阿托伐他汀', '出院小结'])
    assert.ok(!kept.includes(planted), `${planted} is still on the counter's computer`);
  assert.ok(!(await counter.page.content()).includes(ren.name), 'the page itself says nothing either');
  await phone.leave();
  await counter.leave();
  await site.stop();
});

test('a code for another device: a wrong one is told, and what was typed stays', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { paint: 'plain', language: 'en' });
  await fromSignIn(person);
  await person.press('hand_over.take.action');
  await person.sees('common.errors.title', { n: '1' });
  await person.type('hand_over.code.label', '00000000');
  await person.press('hand_over.take.action');
  await person.reads(person.t('hand_over.error.code_wrong'));
  await person.keeps('hand_over.code.label', '00000000');
  await person.shot('hand-over-wrong');
  await person.leave();
  await site.stop();
});

// What a camera makes of what is on the screen.
async function scan(person) {
  const image = person.page.getByRole('img', { name: person.t('hand_over.scan.alt') });
  await person.holds(() => image.evaluate((it) => it.complete && it.naturalWidth > 0));
  await image.scrollIntoViewIfNeeded();
  await person.frames(3);
  const { width, height, data } = PNG.sync.read(await image.screenshot());
  return decodeQr({ width, height, data });
}

for (const [paint, look] of [['canvas', {}], ['plain', { contrast: 'more', size: 'elder' }]]) {
  test(`a code for another device, scanned by its camera (${paint})`, { timeoutMs: 120_000 }, async () => {
    const site = await startSite();
    const counter = await Person.arrive(site.url, { paint, ...look, query: { shared: '1' } });
    await gateForRefill(counter);
    await signIn(counter);
    await counter.type('identity.name.label', ren.name);
    await counter.press('common.dock.help');
    await counter.press('help.hand_over.title');
    await counter.sees('hand_over.code.heading');
    const address = await scan(counter);
    await counter.shot(`hand-over-scan-${paint}`);
    assert.match(address, new RegExp(`^${site.url}/#carry_on=\\d{8}$`));
    const phone = await Person.beside(counter, site.url, { hash: new URL(address).hash });
    await phone.sees('hand_over.take.heading');
    await phone.keeps('hand_over.code.label', address.slice(-8));
    assert.equal(new URL(phone.page.url()).hash, '#carry_on');
    await phone.press('hand_over.take.action');
    await phone.sees('identity.heading');
    await phone.keeps('identity.name.label', ren.name);
    await phone.leave();
    await counter.leave();
    await site.stop();
  });
}
