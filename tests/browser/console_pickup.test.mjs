// Medicine handed out at the counter: whoever comes for it, with the person's code, and both documents when it is somebody else.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { mandate, Worker } from '../api/support/batch.mjs';
import { ok } from '../api/support/client.mjs';
import { Desk } from '../api/support/desk.mjs';
import { codeOf, readyOrder, stateOf, wrongFor } from '../api/support/counter.mjs';
import { auditor } from './support/audit.mjs';
import { Helper, KeyboardHelper } from './support/helper.mjs';
import { startSite } from './support/site.mjs';

const medicine = '阿托伐他汀钙片';
const rows = (one) => one.page.getByRole('region', { name: one.t('pickup.list'), exact: true }).getByRole('listitem').getByRole('button');
const opened = (one) => one.page.getByRole('heading', { name: medicine, level: 2 }).waitFor();
const box = (one, key) => one.page.getByRole('textbox', { name: one.t(key), exact: true });
const circle = (one, key, values) => one.page.getByRole('radio', { name: one.t(key, values), exact: true });
const tick = (one, key) => one.page.getByRole('checkbox', { name: one.t(key), exact: true });
const small = (one) => one.page.evaluate(() => [...document.querySelectorAll('#console :is(button, select, a, input:not([type=radio], [type=checkbox]), label:has(input))')]
  .filter((found) => found.checkVisibility()).map((found) => [found.textContent || found.id, found.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 48 || height < 47.9).map(([what]) => what));

// A pharmacy's console, and someone whose medicine waits; a community worker has their mandate.
async function counter({ Kind = Helper, mandated = false, ...options } = {}) {
  const site = await startSite({ desk: false });
  const desk = new Desk(site);
  const person = await readyOrder(site, '任长河');
  const clerk = await desk.staff('clerk', '窗口 乙');
  const paper = mandated && (await mandate(clerk, new Worker(await desk.staff('community', '何秀英')), person));
  const pharmacist = await Kind.arrive(site, { role: 'pharmacy', name: '药房 甲', ...options });
  return { site, desk, person, clerk, paper, pharmacist };
}
async function enter(one) {
  await one.signIn();
  await one.page.getByRole('heading', { name: one.t('pickup.list'), exact: true }).waitFor();
}
async function apart(site, ...all) {
  try {
    for (const one of all) await one.leave();
  } finally {
    await site.stop();
  }
}
const linesOf = async (desk) => ok(await desk.get('/desk/audit-events?limit=100')).items.map(({ action }) => action);

test('console pickup: by keyboard alone in English the patient fetches it; a wrong code costs a try, half a code none; axe finds nothing', { timeoutMs: 180_000 }, async () => {
  const { site, person, pharmacist: one } = await counter({ Kind: KeyboardHelper, language: 'en', width: 1024, height: 768 });
  const at = auditor(one);
  try {
    // The list on its way.
    let go = () => {};
    const held = new Promise((done) => (go = done));
    await one.page.route('**/desk/orders?state=ready', async (route) => (await held, route.continue()));
    await enter(one);
    await one.reads(one.t('pickup.loading'));
    await at('loading');
    go();
    await rows(one).first().waitFor();
    await one.keptFocus('signing in');
    await at('list');

    // Found by its medicine.
    await one.write(one.field('pickup.find'), 'ibuprofen');
    await one.reads(one.t('pickup.no_match'));
    await one.write(one.field('pickup.find'), medicine.slice(0, 2));
    await one.act(rows(one).first());
    await opened(one);
    await one.keptFocus('opening an order');
    await at('order');
    assert.deepEqual(await small(one), []);
    assert.equal(await one.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await one.shot('console-pickup-order');

    // Half a code, and nobody said who: no try is spent.
    await one.write(box(one, 'pickup.code.label'), person.code.slice(0, 5));
    await one.page.keyboard.press('Enter');
    await one.reads(one.t('pickup.code.short'));
    await one.reads(one.t('pickup.who.empty'));
    assert.equal(await one.focused(), 'pickup-code');
    assert.equal(await box(one, 'pickup.code.label').getAttribute('aria-invalid'), 'true');
    await at('wrong');
    await one.check(circle(one, 'pickup.who.self'));
    assert.equal(await one.page.getByText(one.t('pickup.who.empty')).count(), 0, 'mended');
    await one.write(box(one, 'pickup.code.label'), wrongFor(person.code));
    await one.page.keyboard.press('Enter');
    await one.reads(one.t('pickup.code.wrong_left', { n: '4' }));
    assert.deepEqual([await box(one, 'pickup.code.label').inputValue(), await one.focused()], [wrongFor(person.code), 'pickup-code']);
    assert.equal(await stateOf(person), 'ready');
    await one.write(box(one, 'pickup.code.label'), person.code);
    await one.press('pickup.action');
    await one.reads(one.t('pickup.done'));
    await one.keptFocus('handing it out');
    assert.equal(await stateOf(person), 'picked_up');
    await one.reads(one.t('pickup.none'));
    await at('empty');
    await one.shot('console-pickup-done');
    assert.deepEqual([...new Set(one.complaints)], []);
    at.done(['loading', 'list', 'order', 'wrong', 'empty']);
    const all = await one.received();
    for (const secret of [person.code, person.name, person.number, person.phone]) assert.ok(!all.includes(secret), 'the counter is not told who it is, nor the code');
  } finally {
    await apart(site, one);
  }
});

test('console pickup: somebody with a mandate, both documents seen; nothing entered is lost by an error, another order or another language', { timeoutMs: 180_000 }, async () => {
  const { site, desk, person, paper, pharmacist: one } = await counter({ mandated: true });
  const at = auditor(one);
  try {
    await enter(one);
    await one.reads(one.t('pickup.holders', { names: '何秀英' }));
    await rows(one).first().click();
    await opened(one);
    await box(one, 'pickup.code.label').fill(person.code);
    // Offered; what is written instead is not the worker's name.
    await circle(one, 'pickup.who.mandate', { name: '何秀英' }).check();
    assert.equal(await box(one, 'pickup.name.label').inputValue(), '何秀英');
    await one.press('pickup.action');
    await one.reads(one.t('pickup.patient.unseen'));
    await one.reads(one.t('pickup.proxy.unseen'));
    assert.equal(await one.focused(), 'pickup-patient');
    await at('unseen');
    await one.shot('console-pickup-unseen');
    await box(one, 'pickup.name.label').fill('何秀兰');
    await tick(one, 'pickup.patient.label').check();
    await tick(one, 'pickup.proxy.label').check();
    await one.press('pickup.action');
    await one.reads(one.t('pickup.name.differs'));
    assert.equal(await one.focused(), 'pickup-name');

    // Another language, and back to the list and here again: all of it is there, the code and what was wrong with the name.
    const entered = async () => [
      await box(one, 'pickup.code.label').inputValue(), await box(one, 'pickup.name.label').inputValue(), await circle(one, 'pickup.who.mandate', { name: '何秀英' }).isChecked(),
      await tick(one, 'pickup.patient.label').isChecked(), await tick(one, 'pickup.proxy.label').isChecked(),
    ];
    const all = [person.code, '何秀兰', true, true, true];
    await one.turn();
    await one.reads(one.t('pickup.name.differs'));
    assert.deepEqual([await entered(), await one.focused()], [all, 'pickup-name']);
    await at('English');
    await one.turn();
    await one.press('pickup.back');
    assert.equal(await one.focused(), 'pickup-find');
    await rows(one).first().click();
    assert.deepEqual(await entered(), all);

    // The mandate ends on the way: said, and the worker may still come as anybody may.
    await box(one, 'pickup.name.label').fill('何秀英');
    ok(await person.delete(`/mandates/${paper.id}`), 204);
    await one.press('pickup.action');
    await one.reads(one.t('pickup.mandate.ended'));
    assert.equal(await stateOf(person), 'ready');
    await at('ended');
    await one.shot('console-pickup-ended');
    await circle(one, 'pickup.who.other').check();
    assert.equal(await box(one, 'pickup.name.label').inputValue(), '', 'not offered any more');
    await box(one, 'pickup.name.label').fill('何秀英');
    await one.press('pickup.action');
    await one.reads(one.t('pickup.done'));
    assert.equal(await stateOf(person), 'picked_up');
    assert.ok((await linesOf(desk)).includes('pickup.both_documents_seen'));
    at.done(['unseen', 'English', 'ended']);
    assert.ok(!site.allLog().includes(person.code));
  } finally {
    await apart(site, one);
  }
});

test('console pickup: found by surname, and by the code, which is typed once; wrong codes run out; neither is in an address, an answer or the log', { timeoutMs: 180_000 }, async () => {
  const { site, person, pharmacist: one } = await counter({ Kind: KeyboardHelper });
  const other = await readyOrder(site, '欧阳文华');
  const at = auditor(one);
  const find = async (text) => {
    await one.write(one.field('pickup.find'), text);
    await one.page.keyboard.press('Enter');
  };
  const shown = () => rows(one).evaluateAll((all) => all.map((row) => row.dataset.for));
  try {
    await enter(one);
    await rows(one).nth(1).waitFor();
    await find('欧阳');
    await one.reads(one.t('pickup.find.found', { n: '1' }));
    assert.deepEqual(await shown(), [other.order.id]);
    await one.keptFocus('looking for a surname');
    await at('found');
    await one.shot('console-pickup-found');
    await one.turn();
    await one.reads(one.t('pickup.find.found', { n: '1' }));
    assert.deepEqual([await shown(), await one.field('pickup.find').inputValue()], [[other.order.id], '欧阳']);
    await one.turn();
    await find('独孤');
    await one.reads(one.t('pickup.find.nobody'));
    await find('12345');
    await one.reads(one.t('pickup.code.short'));
    await find(wrongFor(person.code));
    await one.reads(one.t('pickup.find.wrong_left', { n: '4' }));
    assert.equal(await one.focused(), 'pickup-find');
    await at('wrong');
    await find(person.code);
    await opened(one);
    await one.keptFocus('found by the code');
    assert.equal(await box(one, 'pickup.code.label').inputValue(), person.code, 'it is typed once');
    await one.check(circle(one, 'pickup.who.self'));
    await one.press('pickup.action');
    await one.reads(one.t('pickup.done'));
    assert.equal(await stateOf(person), 'picked_up');
    assert.deepEqual([await shown(), await one.field('pickup.find').inputValue()], [[other.order.id], ''], 'the next one comes');
    for (const left of ['3', '2', '1']) {
      await find(wrongFor(other.code));
      await one.reads(one.t('pickup.find.wrong_left', { n: left }));
    }
    await find(wrongFor(other.code));
    await one.reads(one.t('problem.code_tries'));
    await find(other.code);
    await one.reads(one.t('problem.code_tries'));
    assert.equal(await box(one, 'pickup.code.label').count(), 0, 'nothing was opened');
    at.done(['found', 'wrong']);
    assert.deepEqual([...new Set(one.complaints)], []);
    await one.received();
    const came = one.bodies.filter((body) => /^\S+\/api\/v1\//.test(body)).join(); // (the app's own texts have surnames, too)
    const [went, log] = [one.asked.map(decodeURIComponent).join(' '), site.allLog()];
    for (const secret of [person.code, other.code, '欧阳', person.name, other.number]) {
      assert.ok(!came.includes(secret), `answered: ${secret}`);
      assert.ok(!went.includes(secret), `in an address: ${secret}`);
      assert.ok(!log.includes(secret), `in the log: ${secret}`);
    }
  } finally {
    await apart(site, one);
  }
});

test('console pickup: a mandate that holds is written down with what was fetched by it', { timeoutMs: 120_000 }, async () => {
  const { site, desk, person, pharmacist: one } = await counter({ mandated: true });
  try {
    await enter(one);
    await rows(one).first().click();
    await box(one, 'pickup.code.label').fill(`${person.code.slice(0, 3)} ${person.code.slice(3)}`);
    await circle(one, 'pickup.who.mandate', { name: '何秀英' }).check();
    await tick(one, 'pickup.patient.label').check();
    await tick(one, 'pickup.proxy.label').check();
    await one.press('pickup.action');
    await one.reads(one.t('pickup.done'));
    assert.equal(await stateOf(person), 'picked_up');
    assert.ok((await linesOf(desk)).includes('mandate.picked_up'));
  } finally {
    await apart(site, one);
  }
});

test('console pickup: a code that is used up is unlocked by a clerk, by keys; the patient has a new one, and the rest was kept', { timeoutMs: 180_000 }, async () => {
  const { site, person, pharmacist: one } = await counter();
  const clerk = await KeyboardHelper.arrive(site, { role: 'clerk', name: '窗口 丙' });
  const at = auditor(clerk);
  try {
    await enter(one);
    await rows(one).first().click();
    await circle(one, 'pickup.who.other').check();
    await box(one, 'pickup.name.label').fill('王小明');
    await tick(one, 'pickup.patient.label').check();
    await tick(one, 'pickup.proxy.label').check();
    for (const left of ['4', '3', '2', '1']) {
      await box(one, 'pickup.code.label').fill(wrongFor(person.code));
      await one.press('pickup.action');
      await one.reads(one.t('pickup.code.wrong_left', { n: left }));
    }
    await one.press('pickup.action');
    await one.reads(one.t('pickup.code.used_up'));
    await one.reads(one.t('pickup.blocked.text'));
    await one.shot('console-pickup-locked');
    await box(one, 'pickup.code.label').fill(person.code);
    await one.press('pickup.action');
    await one.reads(one.t('pickup.code.used_up'));

    // At the hospital's counter.
    await clerk.signIn();
    await clerk.button('section.pickup').waitFor();
    await clerk.press('section.pickup');
    const locked = clerk.page.getByRole('region', { name: clerk.t('pickup.list_blocked'), exact: true }).getByRole('listitem').getByRole('button');
    await locked.waitFor();
    await at('locked');
    await clerk.act(locked);
    assert.equal(await clerk.page.getByRole('textbox').count(), 0, 'a clerk hands nothing out');
    await clerk.press('pickup.unblock');
    await clerk.reads(clerk.t('pickup.unblocked'));
    await clerk.keptFocus('unlocking');
    await clerk.reads(clerk.t('pickup.none_blocked'));
    await at('unlocked');
    assert.deepEqual([...new Set(clerk.complaints)], []);
    at.done(['locked', 'unlocked']);

    // Here the lock goes by itself; the new code, and the rest as it was.
    await one.page.getByText(one.t('pickup.blocked.text')).waitFor({ state: 'hidden' });
    const fresh = await codeOf(person, person.order);
    assert.notEqual(fresh, person.code);
    await box(one, 'pickup.code.label').fill(fresh);
    await one.press('pickup.action');
    await one.reads(one.t('pickup.done'));
    assert.equal(await stateOf(person), 'picked_up');
  } finally {
    await apart(site, one, clerk);
  }
});

test('console pickup: without network it is not known, and pressed again it counts once; a colleague was quicker; a role that is gone', { timeoutMs: 180_000 }, async () => {
  const { site, desk, person, pharmacist: one } = await counter();
  const second = await readyOrder(site, '王桂兰');
  try {
    await enter(one);
    await rows(one).nth(1).waitFor();
    await one.context.setOffline(true);
    await one.reads(one.t('problem.offline'));
    assert.equal(await rows(one).count(), 2, 'what is known stays');
    await one.context.setOffline(false);
    await rows(one).first().click();
    await box(one, 'pickup.code.label').fill(person.code);
    await circle(one, 'pickup.who.self').check();
    // It arrives, and its answer is lost.
    const keys = [];
    await one.page.route('**/pick-up', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await one.press('pickup.action');
    await one.reads(one.t('problem.pickup.offline'));
    await one.shot('console-pickup-offline');
    assert.deepEqual([await box(one, 'pickup.code.label').inputValue(), await circle(one, 'pickup.who.self').isChecked()], [person.code, true]);
    await one.press('pickup.action');
    await one.reads(one.t('pickup.done'));
    assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
    assert.equal(await stateOf(person), 'picked_up');
    await one.page.unroute('**/pick-up');

    // Denied by the server, and then quicker than a colleague thought.
    await rows(one).first().click();
    await box(one, 'pickup.code.label').fill(second.code);
    await circle(one, 'pickup.who.self').check();
    await one.page.route('**/pick-up', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"status":403,"code":"forbidden"}' }));
    await one.press('pickup.action');
    await one.reads(one.t('problem.pickup.forbidden'));
    await one.page.unroute('**/pick-up');
    ok(await desk.post(`/desk/orders/${second.order.id}/pick-up`, { code: second.code }), 200);
    await one.press('pickup.action');
    await one.reads(one.t('problem.pickup.illegal_state'));
    await one.reads(one.t('pickup.gone'));
    assert.equal(await box(one, 'pickup.code.label').inputValue(), second.code);

    // A token that has ended.
    await one.page.route('**/desk/orders?state=ready', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"status":401,"code":"unauthorized"}' }));
    await one.field('enter.label').waitFor();
    assert.equal(await one.page.getByRole('textbox', { name: one.t('pickup.code.label') }).count(), 0);
  } finally {
    await apart(site, one);
  }
});
