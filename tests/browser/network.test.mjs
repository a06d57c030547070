// Lost networks and reloads on the way: nothing is lost, nothing is asked twice.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { pdf, photo } from './support/files.mjs';
import { acceptPhoto, consents, gateForRefill, payInSandbox, ren, send, signIn } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// Lets the first piece of an upload through and cuts the network in the second; remembers where each piece began.
async function cutInTheMiddle(person) {
  const offsets = [];
  let cut;
  const happened = new Promise((resolve) => (cut = resolve));
  await person.page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    offsets.push(Number(route.request().headers()['upload-offset']));
    if (offsets.length !== 2) return route.continue();
    await person.context.setOffline(true);
    await route.abort('internetdisconnected');
    cut();
  });
  return { offsets, happened };
}

test('a refill with the network cut in the middle of an upload and reloads in the middle of forms', { timeoutMs: 180_000 }, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url);
  await gateForRefill(person);
  await signIn(person);

  await person.sees('identity.heading');
  await person.type('identity.name.label', ren.name);
  await person.type('identity.number.label', ren.number);
  await person.reload();
  await person.sees('identity.heading');
  await person.keeps('identity.name.label', ren.name);
  await person.keeps('identity.number.label', ren.number);
  await person.press('identity.continue.action');
  await consents(person);
  await person.choose('identity.registry.title');
  await person.press('identity.registry.action');

  await person.sees('records.heading');
  await person.press('records.kind.discharge_summary');
  const { offsets, happened } = await cutInTheMiddle(person);
  await person.pick('records.pick.label', photo('出院小结.png', 1_500_000));
  await acceptPhoto(person);
  await happened;
  await person.reads(person.t('common.offline.title'));
  await person.reads(person.t('records.state.offline'));
  // The rest of the form can be used meanwhile, and another file picked.
  await person.press('records.kind.examination_report');
  await person.pick('records.pick.label', pdf());
  await person.context.setOffline(false);
  await person.page.getByText(person.t('records.state.recorded')).nth(1).waitFor();
  await person.page.getByText(person.t('common.offline.title')).waitFor({ state: 'detached' });
  const [first, second, third] = offsets;
  assert.equal(first, 0);
  assert.ok(second > 0 && third >= second, `it began again at ${third} after ${second} were there`);

  await person.reload();
  await person.page.getByText(person.t('records.state.recorded')).nth(1).waitFor();
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  await person.tickFirst();
  await person.press('refill.weeks.more');
  await person.press('refill.weeks.more');
  await person.reads(person.t('refill.weeks.value', { n: '6' }));
  await person.reload();
  await person.reads(person.t('refill.weeks.value', { n: '6' }));
  // The medicines come from the hospital, a moment after the rest of the page.
  await person.page.getByRole('checkbox', { name: /阿托伐他汀/, checked: true }).waitFor();
  await person.tick('refill.long_supply.title', { n: '6' });
  await person.press('refill.next');

  await person.sees('review.heading');
  await person.tick('review.reviewed');
  await person.reload();
  await person.sees('review.heading');
  await person.reads(/阿托伐他汀/);
  await person.ticked(person.node('checkbox', person.t('review.reviewed')));
  await send(person);
  await payInSandbox(person);
  await person.field('chat.text.label').waitFor();
  await person.leave();
  await site.stop();
});
