// Staff who check photographed documents: two browsers at once, a patient with a phone and a clerk at the console.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, until } from '../api/support/client.mjs';
import { Desk } from '../api/support/desk.mjs';
import { jpeg } from '../api/support/files.mjs';
import { askHelp } from '../api/support/help.mjs';
import { freshPhone, identityNumber, identityRequest, patient, signIn as signInByCalls, upload } from '../api/support/journey.mjs';
import { auditor } from './support/audit.mjs';
import { AtConsole } from './support/at_console.mjs';
import { Clerk } from './support/clerk.mjs';
import { photo } from './support/files.mjs';
import { Helper } from './support/helper.mjs';
import { byPhoto, gateForRefill, ren, sayWho, signIn } from './support/journeys.mjs';
import { lookAround, Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// By calls alone: somebody whose photo waits.
async function waiting(site, { bytes = jpeg(), options, ...changes } = {}) {
  const client = await signInByCalls(site);
  const paper = await upload(client, bytes, options);
  return ok(await client.post('/identity-checks', identityRequest({ method: 'staff_review', document_upload_id: paper.id, number: identityNumber(), ...changes })), 201);
}
async function sendPhoto(person, file) {
  await person.sees('identity.verify.heading');
  await byPhoto(person);
  await person.pick('identity.photo.pick', file);
  await person.reads(person.t('identity.photo.there'));
  await person.press('identity.photo.send');
  await person.sees('identity.pending.heading');
}
// A parent at the page of their child, who has no guardian yet.
async function parentOf(site, name) {
  const phone = freshPhone();
  const client = await patient(site, { phone });
  const born = `${new Date().getFullYear() - 4}0315`;
  const child = ok(await client.post('/identity-checks', identityRequest({ name, number: identityNumber({ born }), relationship: 'child' })), 201);
  const person = await Person.arrive(site.url);
  await person.press('home.people.title');
  await signIn(person, undefined, phone);
  await person.sees('people.heading');
  await person.pressNamed(new RegExp(`^${name}`));
  await person.sees('people.guardian.title');
  return { person, client, child, born };
}
async function sendPaper(person, key, file) {
  await person.press(key);
  await person.sees('people.basis.heading');
  await person.choose('people.basis.parent');
  await person.pick('people.paper.pick', file);
  await person.reads(person.t('identity.photo.there'));
  await person.press('identity.photo.send');
  await person.reads(person.t('people.guardian.pending'));
}
const states = (site, checks) => Promise.all(checks.map(async ({ id }) => {
  const { state, reason = '' } = ok(await new Desk(site).get(`/desk/identity-checks/${id}`));
  return `${state} ${reason}`.trim();
}));
const focused = (clerk) => until('the key for the next has focus', () => clerk.page.getByRole('button', { name: clerk.t('check.next') }).evaluate((it) => it === document.activeElement));
async function end(site, ...all) {
  try {
    for (const one of all) await one.leave();
  } finally {
    await lookAround();
    await site.stop();
  }
}
const took = (one, key) => one.reads(new RegExp(one.t(key, { time: '\\d+:\\d\\d' })));
function said(clerk, seconds) {
  const n = String(Math.max(1, seconds) % 60);
  const m = String(Math.floor(seconds / 60));
  if (m === '0') return clerk.t('time.seconds', { n });
  return n === '0' ? clerk.t('time.minutes', { m }) : clerk.t('time.both', { m, n });
}
// By keys alone: the next paper comes, is opened, looked at and accepted at once.
async function acceptsNext(clerk) {
  const { keyboard } = clerk.page;
  await clerk.page.getByRole('button', { name: clerk.t('check.next') }).waitFor();
  await keyboard.press('Tab');
  await focused(clerk);
  await keyboard.press('Enter');
  await clerk.looks();
  await keyboard.press('Control+Enter');
  await took(clerk, 'check.accepted');
}

test('console: a photo is looked at by keys alone; the patient\'s page goes on by itself, refused or accepted', { timeoutMs: 240_000 }, async () => {
  const site = await startSite({ desk: false });
  const person = await Person.arrive(site.url);
  const clerk = await Clerk.arrive(site);
  const { keyboard } = clerk.page;
  await gateForRefill(person);
  await signIn(person);
  await sayWho(person);
  await sendPhoto(person, photo('身份证.png', 400_000));

  await keyboard.type(clerk.token); // the field has focus
  await keyboard.press('Enter');
  await focused(clerk);
  await keyboard.press('Enter');
  await clerk.looks();
  await clerk.reads(ren.name);
  await clerk.reads('19530315');
  for (const text of [clerk.t('data.fits'), clerk.t('data.male'), `${clerk.t('data.day', { year: '1953', month: '3', day: '15' })} ${clerk.t('data.age', { n: '73' })}`]) await clerk.reads(text);
  await clerk.shot('console-check');

  // Looked at closely. (Once what was drawn has been read a few times, the browser draws otherwise: that comes first.)
  for (let times = 0; times < 3; times++) {
    await clerk.seen();
    await keyboard.press('0');
  }
  const whole = await clerk.seen();
  await keyboard.press('+');
  const near = await clerk.seen();
  assert.notEqual(near, whole, 'nearer');
  await keyboard.press('ArrowRight');
  assert.notEqual(await clerk.seen(), near, 'moved');
  await keyboard.press('0');
  assert.equal(await clerk.seen(), whole, 'all of it');
  await keyboard.press('r');
  assert.notEqual(await clerk.seen(), whole, 'turned');
  for (let turns = 0; turns < 3; turns++) await keyboard.press('r');
  assert.equal(await clerk.seen(), whole, 'turned about');

  // Refused: no answer chosen first, then the third.
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await clerk.reads(clerk.t('decide.empty'));
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await clerk.reads(clerk.t('decide.reads', { text: person.t('identity.rejected.number_differs') }));
  await clerk.shot('console-check-refuse');
  await keyboard.press('Enter');
  await took(clerk, 'check.refused');
  await clerk.reads(clerk.t('check.done'));
  await person.reads(person.t('identity.rejected.number_differs'));
  await person.reads(person.t('identity.rejected.number_differs_do'));

  // Another photo, and accepted at once.
  await sendPhoto(person, photo('再拍一张.png'));
  await acceptsNext(clerk);
  await person.sees('records.heading');
  await clerk.reads(clerk.t('pace.own', { n: '2', time: '' }).split('，')[0]);
  // What half of the last ones took, as the server measured it, is said in words.
  const { median_look_seconds_last_20: look, median_seconds_last_20: all } = ok(await new Desk(site).get('/desk/identity-checks'));
  await clerk.reads(clerk.t('pace.look', { time: said(clerk, look) }));
  await clerk.reads(clerk.t('pace.all', { time: said(clerk, all) }));
  await end(site, clerk, person);
});

test('console: a guardian\'s paper waits in the same line; by keys alone it is refused, then accepted, and the parent\'s page says so by itself', { timeoutMs: 240_000 }, async () => {
  const site = await startSite({ desk: false });
  const { person, client, born } = await parentOf(site, '任小满');
  const clerk = await Clerk.arrive(site);
  const { keyboard } = clerk.page;
  const at = auditor(clerk);
  const region = (name) => clerk.page.getByRole('region', { name: clerk.t(name), exact: true });
  await sendPaper(person, 'people.guardian.action', photo('出生证.png', 400_000));
  await waiting(site); // came later

  await keyboard.type(clerk.token);
  await keyboard.press('Enter');
  await focused(clerk);
  await clerk.reads(clerk.t('guardian.paper'));
  await at('queue');
  await keyboard.press('Enter');
  await clerk.looks();
  await clerk.reads(clerk.t('guardian.title'));
  await clerk.reads(clerk.t('guardian.parent'));
  await region('guardian.child').getByText('任小满', { exact: true }).waitFor();
  await region('guardian.child').getByText(born, { exact: true }).waitFor();
  await region('guardian.adult').getByText('王桂兰', { exact: true }).waitFor();
  const whole = await clerk.seen();
  await keyboard.press('+');
  assert.notEqual(await clerk.seen(), whole, 'nearer');
  await at('paper');
  await clerk.shot('console-guardian');

  // Refused by keys: into the answers, the third.
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await clerk.reads(clerk.t('decide.reads', { text: person.t('people.guardian.document_differs') }));
  await clerk.turn();
  await clerk.reads(clerk.t('guardian.title'));
  await region('guardian.child').getByText('任小满', { exact: true }).waitFor();
  assert.equal(await clerk.focused(), 'decision-document_differs');
  await at('paper in English');
  await clerk.shot('console-guardian-english');
  await keyboard.press('Enter');
  await took(clerk, 'check.refused');
  await person.reads(person.t('people.guardian.document_differs'));
  await person.shot('guardian-refused');

  // Then the document that came later; and another paper of the guardian's, accepted at once.
  await clerk.reads(clerk.t('check.title'));
  await clerk.looks();
  await keyboard.press('Control+Enter');
  await clerk.reads(clerk.t('check.done'));
  await sendPaper(person, 'people.guardian.again', photo('再拍一张.png'));
  await acceptsNext(clerk);
  await person.reads(person.t('people.guardian.verified'));
  assert.deepEqual(ok(await client.get('/guardianships')).items.map(({ state, reason = '' }) => `${state} ${reason}`.trim()), ['verified', 'rejected document_differs']);
  assert.ok(!site.allLog().includes('任小满'));
  at.done(['queue', 'paper', 'paper in English']);
  await end(site, clerk, person);
});

test('console: the next comes by itself; what a colleague looks at is theirs; a language later it is still open', { timeoutMs: 240_000 }, async () => {
  const site = await startSite({ desk: false });
  const checks = [];
  for (const name of ['王桂兰', '孙有福', '何秀英']) checks.push(await waiting(site, { name }));
  const [one, two] = [await Clerk.arrive(site), await Clerk.arrive(site, { name: '钱二', width: 1024, height: 768 })];
  const [first, second] = [auditor(one), auditor(two)];
  const at = (clerk, name) => clerk.page.getByRole('region', { name: clerk.t('data.title') }).getByText(name, { exact: true }).waitFor();
  await first('enter');
  await one.enter();
  await one.page.getByText('王**').waitFor();
  await first('queue');
  await one.press('check.next');
  await one.looks();
  await at(one, '王桂兰');
  await first('check');
  await two.enter();
  await two.reads(two.t('check.held', { name: '赵一' }));
  await two.press('check.next');
  await two.looks();
  await at(two, '孙有福');
  await second('check on a tablet');
  await two.shot('console-check-tablet');
  const small = await one.page.evaluate(() => [...document.querySelectorAll('#console :is(button, .k-choice, input:not([type=radio]), select, a)')]
    .filter((found) => found.checkVisibility()).map((found) => [found.textContent, found.getBoundingClientRect()]).filter(([, { width, height }]) => width < 48 || height < 48).map(([what]) => what));
  assert.deepEqual(small, []);

  // Another language: the same paper as it was looked at, not asked for again, with what was chosen and focus where it was.
  await one.page.keyboard.press('+');
  const near = await one.seen();
  await one.page.getByRole('radio', { name: one.t('decide.photo_unclear') }).check();
  const photos = () => one.asked.filter((url) => url.endsWith('/document') || url.endsWith('/open')).length;
  const before = photos();
  await one.turn();
  await one.reads(one.t('check.title'));
  await at(one, '王桂兰');
  assert.equal(await one.seen(), near, 'as near as it was');
  assert.ok(await one.page.getByRole('radio', { name: one.t('decide.photo_unclear') }).isChecked());
  await one.reads(one.t('decide.reads', { text: '' }).trim());
  assert.equal(await one.focused(), 'decision-photo_unclear');
  assert.equal(photos(), before);
  await first('check in English');
  await one.shot('console-check-english');

  // Decided: the third comes. The second is laid aside, and the third not there for a colleague.
  await one.press('decide.action');
  await took(one, 'check.refused');
  await at(one, '何秀英');
  await one.reads(one.t('check.comes'));
  await two.press('decide.aside');
  await two.reads(two.t('check.aside'));
  await two.press('check.next');
  await at(two, '孙有福');

  // Who was away too long finds that a colleague was quicker.
  site.sql(`UPDATE identity_checks SET held_at=held_at-300000 WHERE id='${checks[2].id}'`);
  await two.looks();
  await two.page.keyboard.press('Control+Enter');
  await at(two, '何秀英');
  await two.looks();
  await one.page.keyboard.press('Control+Enter');
  await one.reads(one.t('check.taken'));
  await one.reads(one.t('check.all_held'));
  await two.page.keyboard.press('Control+Enter');
  await two.reads(two.t('check.done'));
  assert.deepEqual(await states(site, checks), ['rejected photo_unclear', 'verified', 'verified']);
  first.done(['enter', 'queue', 'check', 'check in English']);
  second.done(['check on a tablet']);
  await end(site, one, two);
});

test('console: a decision without network is kept, and made once', { timeoutMs: 180_000 }, async () => {
  const site = await startSite({ desk: false });
  const checks = [await waiting(site), await waiting(site)];
  const clerk = await Clerk.arrive(site);
  await clerk.enter();
  await clerk.press('check.next');
  await clerk.looks();
  await clerk.context.setOffline(true);
  await clerk.page.keyboard.press('Control+Enter');
  await clerk.reads(clerk.t('check.kept'));
  await clerk.page.keyboard.press('Control+Enter'); // once more is not twice
  await clerk.context.setOffline(false);
  await took(clerk, 'check.accepted');
  await clerk.page.getByText(clerk.t('check.kept')).waitFor({ state: 'detached' });

  // It arrives, and the answer is lost.
  await clerk.looks();
  const keys = [];
  await clerk.page.route('**/decide', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await clerk.page.keyboard.press('Control+Enter');
  await clerk.reads(clerk.t('check.done'));
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  assert.deepEqual(await states(site, checks), ['verified', 'verified']);
  await end(site, clerk);
});

test('console: a scan as PDF is opened beside, and nobody accepts what they have not opened', { timeoutMs: 120_000 }, async () => {
  const site = await startSite({ desk: false });
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(500, 'x')]);
  await waiting(site, { bytes: pdf, options: { name: 'scan.pdf', type: 'application/pdf' } });
  const clerk = await Clerk.arrive(site);
  await clerk.enter();
  await clerk.press('check.next');
  await clerk.reads(clerk.t('photo.is_pdf'));
  await clerk.page.keyboard.press('Control+Enter');
  await clerk.reads(clerk.t('decide.unseen'));
  await clerk.press('photo.pdf');
  await clerk.page.keyboard.press('Control+Enter');
  await took(clerk, 'check.accepted');
  await end(site, clerk);
});

test('console: a photo that cannot be shown is sent back, not accepted; one that comes late is waited for', { timeoutMs: 120_000 }, async () => {
  const site = await startSite({ desk: false });
  const checks = [await waiting(site), await waiting(site)];
  const clerk = await Clerk.arrive(site);
  await clerk.enter();
  let times = 0;
  await clerk.page.route(`**/${checks[0].id}/document`, (route) => (++times === 1 ? route.abort() : route.continue()));
  await clerk.page.route(`**/${checks[1].id}/document*`, (route) => route.fulfill({ status: 200, contentType: 'image/jpeg', body: 'no picture' }));
  await clerk.page.route(`**/${checks[1].id}/document/preview`, (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }));
  await clerk.press('check.next');
  await clerk.reads(clerk.t('photo.lost'));
  await clerk.page.keyboard.press('Control+Enter');
  await clerk.reads(clerk.t('decide.unseen'));
  await clerk.looks();
  await clerk.page.keyboard.press('Control+Enter');
  await took(clerk, 'check.accepted');
  await clerk.reads(clerk.t('photo.none'));
  await clerk.page.keyboard.press('Control+Enter');
  await clerk.reads(clerk.t('decide.unseen'));
  await clerk.page.getByRole('radio', { name: clerk.t('decide.photo_unclear') }).check();
  await clerk.press('decide.action');
  await clerk.reads(clerk.t('check.done'));
  assert.deepEqual(await states(site, checks), ['verified', 'rejected photo_unclear']);
  await end(site, clerk);
});

test('console: on a device with a wrong clock people have waited as long as the server says', { timeoutMs: 120_000 }, async () => {
  const site = await startSite({ desk: false });
  await waiting(site);
  await askHelp(new Client(site));
  for (const table of ['identity_checks', 'help_sessions']) site.sql(`UPDATE ${table} SET created_at=created_at-${7 * 60_000}`);
  const early = (page) => page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() - 3 * 3_600_000;
  });
  const system = await AtConsole.arrive(site, { role: 'helper', name: '系统', prepare: early });
  system.token = new Desk(site).token;
  await system.signIn();
  const waits = (heading) => system.page.getByRole('region', { name: system.t(heading) }).getByText(new RegExp(`^${system.t('queue.waited', { time: '[78]:\\d\\d' })}$`)).waitFor();
  await waits('queue.title');
  await system.press('section.identity');
  await waits('check.queue');
  await end(site, system);
});

test('console: each sees the work of their role, and the hospital\'s own system all of it', { timeoutMs: 120_000 }, async () => {
  const site = await startSite({ desk: false });
  const helper = await Helper.arrive(site);
  // At the door, too: what is typed stays, and focus.
  await helper.field('enter.label').fill('half a tok');
  await helper.turn();
  assert.equal(await helper.field('enter.label').inputValue(), 'half a tok');
  assert.equal(await helper.focused(), 'token');
  await helper.turn();
  await helper.enter();
  assert.equal(await helper.page.getByRole('heading', { name: helper.t('check.queue') }).count(), 0);
  assert.equal(await helper.page.getByRole('navigation').count(), 0);
  await helper.page.getByText('王助理', { exact: true }).waitFor();
  assert.deepEqual(await helper.ask('GET', '/desk/identity-checks'), { status: 403, code: 'forbidden' });
  const clerk = await Clerk.arrive(site);
  await clerk.enter();
  assert.equal(await clerk.page.getByRole('heading', { name: clerk.t('queue.title') }).count(), 0);
  const doctor = await AtConsole.arrive(site, { role: 'doctor', name: '周敏' });
  await doctor.signIn();
  await doctor.reads(doctor.t('problem.forbidden'));
  const system = await AtConsole.arrive(site, { role: 'helper', name: '系统' });
  system.token = new Desk(site).token;
  await system.signIn();
  await system.page.getByRole('heading', { name: system.t('queue.title') }).waitFor();
  const sections = auditor(system);
  await sections('help');
  await system.press('section.identity');
  await system.page.getByRole('heading', { name: system.t('check.queue') }).waitFor();
  assert.equal(await system.page.getByRole('button', { name: system.t('section.identity') }).getAttribute('aria-current'), 'page');
  await sections('identity');
  await system.shot('console-sections');
  // Out, and nothing of it is left on the page or in the browser.
  await system.press('page.leave');
  await system.field('enter.label').waitFor();
  assert.deepEqual(await system.page.evaluate(() => [document.querySelectorAll('canvas, img').length, localStorage.length, sessionStorage.length]), [0, 0, 0]);
  sections.done(['help', 'identity']);
  await end(site, helper, clerk, doctor, system);
});
