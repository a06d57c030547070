// People, identity and privacy from end to end: a passport, a check on another page, a code between two phones, a child, and
// leaving for good.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../../tools/test-runner.mjs';
import { auditor } from './support/audit.mjs';
import { photo } from './support/files.mjs';
import { consents, gateForRefill, identity, ren, sayWho, shownCode, signIn } from './support/journeys.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const daughter = { phone: '13900001357', name: '任晓梅', number: '' };

// The checksum that makes 17 digits a number.
const complete = (digits) => digits + '10X98765432'[[...digits].reduce((sum, d, i) => sum + d * (2 ** (17 - i) % 11), 0) % 11];
daughter.number = complete('99010119820315002');

// From home, without a journey: sign in, register, and be on the page of people.
async function register(person, who) {
  await person.press('home.people.title');
  await signIn(person, undefined, who.phone);
  await person.sees('people.heading');
  await person.press('people.register.action');
  await identity(person, undefined, who);
  await ledHome(person);
}
// Once the check is through the app goes on by itself; whoever goes elsewhere before is taken along.
const ledHome = (person) => person.sees('home.refill.title', {}, 'button');
async function toPeople(person) {
  await person.page.goto(`${person.url}/#people`);
  await person.page.reload();
  await person.ready();
  await person.sees('people.heading');
}

test('people: a code that one reads to the other lets her care for him, until he stops it', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  const father = await Person.arrive(site.url);
  await register(father, ren);
  await toPeople(father);
  await auditor(father)('people');
  await father.shot('people');
  await father.press('people.add.let_in');
  await father.sees('people.let_in.heading');
  await father.press('people.let_in.action');
  await father.sees('common.errors.title', { n: '1' });
  await father.choose('people.helper.child');
  await father.press('people.let_in.action');
  await father.sees('people.code.read_out');
  await father.shot('care-code');
  await auditor(father)('care_code');
  const spoken = await father.page.locator('.digits').first().textContent();
  const code = /(?:\d ){7}\d/.exec(spoken)[0].replaceAll(' ', '');

  // Her own phone: another browser context, so the first one stays where he is.
  const hers = await Person.beside(father, site.url, { size: 'elder' });
  await register(hers, daughter);
  await toPeople(hers);
  await hers.press('people.add.care');
  await hers.sees('people.take.heading');
  const wrong = code === '00000000' ? '11111111' : '00000000';
  await hers.type('people.code.label', wrong);
  await hers.press('people.take.action');
  await hers.reads(hers.t('people.code.error_code_wrong', { n: '4' }));
  await hers.type('people.code.label', code);
  await hers.press('people.take.action');
  await hers.reads(hers.t('people.added.title', { name: ren.name }));
  await hers.shot('cared-for-elder');

  // He sees it without asking.
  await father.sees('people.code.taken', { name: daughter.name });
  await father.press('people.done.action');
  await father.sees('people.heading');
  await father.pressNamed(new RegExp(`^${father.t('people.carers.end')}`));
  await father.sees('people.end.given', { name: daughter.name }, 'dialog');
  await father.press('people.end.yes');
  await father.node('dialog', /./).waitFor({ state: 'detached' });
  await toPeople(hers);
  await hers.node('button', ren.name).waitFor({ state: 'detached' });
  await hers.leave();
  await father.leave();
});

test('people: a foreigner with a passport, checked on another page after a cancel and a failure, in English', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { language: 'en' });
  await person.press('home.people.title');
  await signIn(person);
  await person.press('people.register.action');
  await person.sees('identity.heading');
  await person.pressNamed(person.t('identity.document.other'));
  await person.press('identity.document.passport');
  await person.type('identity.name.label', 'Jared Miller');
  await person.press('identity.continue.action');
  await person.sees('common.errors.title', { n: '4' });
  await person.shot('passport-errors-en');
  await auditor(person)('passport_errors');
  await person.type('identity.country.label', 'united st');
  await person.pressNamed(/^United States(?!.*Outlying)/);
  await person.type('identity.document.passport.number', 'x0000001');
  const date = async (group, day, month, year) => {
    const inside = person.node('group', person.t(group));
    for (const [key, text] of [['day', day], ['month', month], ['year', year]])
      await person.write(inside.getByRole('textbox', { name: person.t(`common.date.${key}`) }), text);
  };
  await date('identity.expires_on.label', '14', '3', String(new Date().getFullYear() + 5));
  await date('identity.born_on.label', '2', '3', '1988');
  await person.shot('passport-en');
  for (let times = 0; times < 2; times++) await person.reload(); // nothing typed is lost, not by a second one either
  await person.keeps('identity.document.passport.number', 'x0000001');
  await person.press('identity.continue.action');
  await consents(person);
  await person.sees('identity.verify.heading');
  assert.equal(await person.node('radio', person.t('identity.registry.title')).count(), 0);
  await person.shot('verify-en');
  await person.choose('identity.insurance.title');
  await person.press('identity.insurance.action');
  await person.pressNamed('Back without checking');
  await person.ready();
  await person.sees('identity.elsewhere.heading');
  await person.shot('elsewhere-en');
  await auditor(person)('elsewhere');
  await person.press('identity.elsewhere.action');
  await person.pressNamed('It does not match');
  await person.ready();
  await person.reads(person.t('identity.rejected.failed'));
  await person.choose('identity.face.title');
  await person.press('identity.face.action');
  await person.sees('identity.consent_face.title');
  await auditor(person)('face_consent');
  await person.shot('face-consent-en');
  await person.press('identity.face.action');
  await person.sees('common.errors.title', { n: '1' });
  await person.consent('identity.consent_face.question', 'identity.consent.yes');
  await person.press('identity.face.action');
  await person.pressNamed('It is me, confirm');
  await person.ready();
  await ledHome(person);
  await toPeople(person);
  await person.reads(person.t('identity.verified.tag'));
  await person.leave();
});

test('people: a child with its guardian by keyboard alone, and whom the request is for', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  const person = await KeyboardPerson.arrive(site.url, { paint: 'plain' });
  await register(person, ren);
  await toPeople(person);
  await person.press('people.add.child');
  await person.sees('identity.heading_child');
  await person.type('identity.name.label', '任小满');
  const year = new Date().getFullYear() - 4;
  await person.type('identity.document.household_register.number', complete(`990101${year}0101002`));
  await person.press('identity.continue.action');
  await consents(person);
  await person.choose('identity.registry.title');
  await person.press('identity.registry.action');
  await person.sees('people.guardian.title');
  await person.press('people.guardian.action');
  await person.sees('people.basis.heading');
  await person.choose('people.basis.parent');
  await person.pick('people.paper.pick', photo('出生证.png'));
  await person.reads(person.t('identity.photo.there'));
  await auditor(person)('guardian');
  await person.press('identity.photo.send');
  await person.sees('people.guardian.title');
  await person.shot('child-plain');
  await person.press('common.back');
  await person.page.goto(site.url);
  await person.ready();
  await gateForRefill(person);
  await person.sees('people.who.heading');
  await person.shot('who-plain');
  await person.check(person.node('radio', '任小满'));
  await person.press('identity.continue.action');
  await person.sees('common.errors.title', { n: '1' });
  await auditor(person)('who');
  await person.tick('people.presence.title');
  await person.press('identity.continue.action');
  await person.sees('records.heading');
  await person.leave();
});

test('privacy: consents, who looked, a copy, devices, and leaving for good', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await register(person, ren);
  const other = await Person.beside(person, site.url);
  await other.press('home.people.title');
  await signIn(other);
  await other.sees('people.heading');

  await person.page.goto(`${site.url}/#privacy`);
  await person.page.reload();
  await person.ready();
  await person.sees('privacy.heading');
  await auditor(person)('privacy');
  await person.shot('privacy');
  const sms = person.t('privacy.consent.sms_notice');
  await person.pressNamed(person.t('privacy.withdraw.action', { title: sms }));
  await person.reads(person.t('privacy.withdraw.what_sms_notice'));
  await auditor(person)('privacy_dialog');
  await person.press('privacy.withdraw.yes');
  await person.pressNamed(person.t('privacy.give.action', { title: sms })); // as easy as taking it back
  await person.pressNamed(new RegExp(`^${person.t('privacy.give.yes')}$`)); // what opened the dialog begins with the same word
  await person.node('button', person.t('privacy.withdraw.action', { title: sms })).waitFor();
  await person.press('privacy.history.open');
  await person.page.getByText(sms).nth(2).waitFor(); // given, taken back, given again

  await person.press('privacy.access_log.title');
  await person.reads(person.t('privacy.log.did', { who: person.t('privacy.log.who_patient'), what: person.t('privacy.log.what_consents') }));
  await auditor(person)('access_log');
  await person.shot('access-log');
  await person.press('common.back');
  await person.press('privacy.my_data.title');
  for (const [key, name, holds] of [['page', 'banzhen.html', '<h1'], ['file', 'banzhen.json', ren.number]]) {
    const [download] = await Promise.all([person.page.waitForEvent('download'), person.press(`privacy.my_data.${key}`)]);
    assert.equal(download.suggestedFilename(), name);
    assert.ok(readFileSync(await download.path(), 'utf8').includes(holds), `${name} lacks ${holds}`);
    await person.reads(person.t('privacy.my_data.saved', { file: name }));
  }
  await person.press('common.back');
  await person.press('privacy.devices.title');
  await person.reads(person.t('privacy.devices.here'));
  await auditor(person)('devices');
  await person.shot('devices');
  await person.press('privacy.devices.end_others');
  await person.press('privacy.devices.yes');
  await person.reads(person.t('privacy.devices.only'));
  await other.reload();
  await other.sees('sign_in.heading');
  await other.leave();

  await person.press('common.back');
  await person.press('privacy.leave.title');
  await person.sees('privacy.leave.heading');
  await person.shot('leave');
  await person.press('privacy.leave.send_code');
  await auditor(person)('leave');
  const code = await shownCode(person);
  await person.type('sign_in.code.label', code);
  await person.press('privacy.leave.now');
  await person.sees('home.refill.title', {}, 'button');
  await person.holds(() => person.page.evaluate(() => JSON.stringify({ ...sessionStorage }).includes('13900002468')), false);
  await person.press('home.people.title');
  await person.sees('sign_in.heading');
  await person.leave();
});

test('people: on a shared device nothing of it is left after a reload, and no way leads off the page', { timeoutMs: 120_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(`${site.url}`, { query: { shared: '1' } });
  await person.press('home.people.title');
  await signIn(person);
  await person.press('people.register.action');
  await sayWho(person);
  assert.equal(await person.node('radio', person.t('identity.face.title')).count(), 0);
  await person.reload();
  await person.sees('sign_in.heading');
  await person.leave();
});
