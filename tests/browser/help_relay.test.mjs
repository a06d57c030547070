// What goes between a patient's page and a helper is asked by a worker of that page: in the other browser, too, and where its file
// cannot be had the page asks.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Helper } from './support/helper.mjs';
import { lookAround, openBrowser, Person, texts } from './support/person.mjs';
import { allowEval, startSite } from './support/site.mjs';

const panel = texts('help.zh-CN');

// Joined, looked at from page to page, spoken to, stopped.
async function helpedOnce(options, prepare = async () => {}) {
  const site = await startSite();
  const door = await allowEval(site);
  const helper = await Helper.arrive(site);
  let person;
  try {
    await helper.enter();
    person = await Person.arrive(door.url, options);
    const asked = await prepare(person);
    await person.press('common.dock.help');
    await person.sees('help.code.heading');
    const digits = await person.page.getByText(/(\d ){5}\d/).first().textContent();
    await helper.join(/(\d ){5}\d/.exec(digits)[0].replaceAll(' ', ''));
    await person.page.getByText(panel('panel.helping', { name: '王助理' })).first().waitFor();
    await person.press('help.active.back');
    await helper.node('button', person.t('home.refill.title')).first().waitFor({ state: 'attached' });
    await helper.say('我在这里');
    await person.reads('我在这里');
    await person.page.getByRole('button', { name: panel('panel.stop'), exact: true }).click();
    await helper.page.getByRole('listbox').waitFor({ state: 'detached' });
    return asked;
  } finally {
    await helper.leave();
    await person?.leave();
    await lookAround();
    door.close();
    await site.stop();
  }
}

test('help relay: a patient in Firefox is helped', { timeoutMs: 120_000 }, async () => {
  await helpedOnce({ browser: await openBrowser('firefox') });
});

test('help relay: where the worker\'s file cannot be had, the patient is helped all the same', { timeoutMs: 120_000 }, async () => {
  const refused = await helpedOnce({}, async (person) => {
    const missing = [];
    await person.context.route(/\/help-worker\.[^/]*\.js$/, (route) => (missing.push(route.request().url()), route.abort()));
    return missing;
  });
  assert.ok(refused.length > 0, 'no worker was asked for');
});
