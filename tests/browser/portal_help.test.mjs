// Help by a person, to somebody who uses the app on a hospital's own page.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Helper } from './support/helper.mjs';
import { gateForRefill, ren } from './support/journeys.mjs';
import { lookAround, texts } from './support/person.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';

const panel = texts('help.zh-CN');
const helped = (person, name = '王助理') => person.page.getByText(panel('panel.helping', { name })).first().waitFor();
const stop = (person) => person.page.getByRole('button', { name: panel('panel.stop'), exact: true });

async function digits(person) {
  await person.press('common.dock.help');
  await person.sees('help.code.heading');
  await person.reads(person.t('help.portal.stay'));
  const shown = await person.page.getByText(/(\d ){5}\d/).first().textContent();
  return /(\d ){5}\d/.exec(shown)[0].replaceAll(' ', '');
}
async function together(portals, options) {
  const person = await PortalPerson.visit(portals.qinglan, options);
  const helper = await Helper.arrive(portals.site);
  await helper.enter();
  await helper.join(await digits(person));
  await helped(person);
  await person.press('help.active.back');
  return { person, helper };
}
async function apart(portals, person, helper) {
  try {
    await helper.leave();
    await person.leave();
  } finally {
    await lookAround();
    await portals.stop();
  }
}
// The frame has grown by what stands above the app, so that nothing is left to scroll inside.
const fits = (person) => person.holds(() => person.page.evaluate(() => {
  const s = document.getElementById('s');
  return document.getElementById('help').offsetHeight > 0 && s.scrollHeight - s.clientHeight;
}), 0);

test('portal help: in the frame somebody reads out digits, is pointed at and talked to, and stops it', { timeoutMs: 240_000 }, async () => {
  const portals = await startPortals();
  const { person, helper } = await together(portals, { width: 1280, height: 1800 });
  await fits(person);
  await person.shot('portal-help-joined');
  await helper.point('button', person.t('home.refill.title'), '按这里开始');
  const ring = person.page.locator('#help-point');
  await ring.waitFor();
  await person.holds(async () => /按这里开始/.test(await person.page.locator('#status').textContent()));
  await person.shot('portal-help-pointed');
  await helper.shot('portal-help-console');
  await gateForRefill(person);
  await ring.waitFor({ state: 'detached' });
  await person.sees('identity.heading');
  await helper.node('textbox', person.t('identity.name.label')).first().waitFor({ state: 'attached' });
  await helper.say('好了，写您的名字');
  await person.reads('好了，写您的名字');
  await person.type('identity.name.label', ren.name);
  await person.type('identity.number.label', ren.number);
  await person.frames(30);
  await stop(person).click();
  await helper.reads(helper.t('live.ended.patient'));
  await person.page.locator('#help').waitFor({ state: 'detached' });
  const all = await helper.received();
  for (const secret of [ren.name, ren.number, '13900002468']) assert.ok(!all.includes(secret), `the helper was sent ${secret}`);
  const told = JSON.stringify(await person.news());
  assert.ok(!/王助理|help_|hlp/.test(told), `the page was told ${told}`);
  await apart(portals, person, helper);
});

// Nothing is kept in a frame (decision 34), so the helper is lost, as the patient was told: the helper is told, too, nothing more is
// seen, and new digits work.
test('portal help: a reload of the hospital\'s page ends the help; nothing goes out any more until new digits are read out', { timeoutMs: 180_000 }, async () => {
  const portals = await startPortals();
  const { person, helper } = await together(portals, { width: 1280, height: 900 });
  await person.tab.reload(); // what was on its way before still arrives
  await helper.reads(helper.t('live.ended.patient'));
  const sent = [];
  person.context.on('request', (request) => /\/frames$/.test(request.url()) && sent.push(request.url()));
  await person.entered();
  await gateForRefill(person);
  await person.sees('identity.heading');
  assert.equal(await person.page.locator('#help').count(), 0);
  assert.deepEqual(sent, []);
  // Digits that were read out, and then the page was left: they lead nowhere, and nobody waits in the queue.
  const read = await digits(person);
  await helper.page.getByRole('region', { name: helper.t('queue.title') }).getByRole('listitem').first().waitFor();
  await person.tab.evaluate(() => document.querySelector('banzhen-portal').remove());
  await helper.reads(helper.t('queue.none'));
  await helper.field('join.label').fill(read);
  await helper.press('join.action');
  await helper.reads(helper.t('problem.code_wrong_left', { n: '' }).split('。')[0]);
  await apart(portals, person, helper);
});
