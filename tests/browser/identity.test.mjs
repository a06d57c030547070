// Who someone is: by staff with a photo, and what is said when something is wrong.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { photo } from './support/files.mjs';
import { byPhoto, gateForRefill, payInSandbox, ren, sayWho, send, signIn, uploadRecords } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

test('staff look at a photo meanwhile; only sending waits for them', { timeoutMs: 180_000 }, async () => {
  // No demo desk for now: the hospital takes its time.
  const site = await startSite({ desk: false });
  const person = await Person.arrive(site.url);
  await gateForRefill(person);
  await signIn(person);
  await sayWho(person);
  await byPhoto(person);
  await person.press('identity.photo.send');
  await person.reads(person.t('identity.photo.error_missing'));
  await person.pick('identity.photo.pick', photo('身份证.png'));
  await person.reads(person.t('identity.photo.there'));
  await person.press('identity.photo.send');
  await person.sees('identity.pending.heading');
  await person.reads(person.t('identity.pending.tag'));
  await person.press('identity.go_on.action');
  await uploadRecords(person, undefined, [photo()]);
  await person.press('records.next.refill');
  // Earlier prescriptions are shown to nobody before it is sure who asks.
  await person.type('refill.other.label_only', '阿托伐他汀钙片');
  await person.press('refill.next');
  await person.sees('review.heading');
  await person.reads(person.t('review.identity.title'));
  await person.tick('review.reviewed');
  await send(person);
  await person.reads(person.t('review.identity.detail')); // said, and nothing charged
  await person.ticked(person.node('checkbox', person.t('review.reviewed')));

  await site.stop();
  site.args.push('--demo-desk', '--demo-step-ms', '200');
  site.args.push('--listen', new URL(site.url).host); // the last one counts
  await site.restart();
  await person.page.getByText(person.t('review.identity.title')).waitFor({ state: 'detached' });
  await send(person);
  await payInSandbox(person);
  await person.field('chat.text.label').waitFor();
  await person.leave();
  await site.stop();
});

// The checksum that makes 17 digits a number.
const complete = (digits) => digits + '10X98765432'[[...digits].reduce((sum, d, i) => sum + d * (2 ** (17 - i) % 11), 0) % 11];

test('what is wrong with a name or a number is said in words, and nothing typed is lost', async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { paint: 'plain' });
  await gateForRefill(person);
  await signIn(person);
  await person.sees('identity.heading');
  await person.press('identity.continue.action');
  await person.sees('common.errors.title', { n: '2' });
  await person.reads(person.t('identity.name.error_empty'));
  await person.reads(person.t('identity.number.error_empty', { what: person.t('identity.number.label') }));

  const wrong = {
    '990101195303150116': person.t('identity.number.error_checksum'),
    [complete('99010120990101011')]: person.t('identity.number.error_birth_future'),
    [complete('99010119530231011')]: person.t('identity.number.error_birth_date'),
    '9901011953031501': person.t('identity.number.error_short', { n: '2', given: '16', what: person.t('identity.number.label') }),
  };
  await person.type('identity.name.label', ren.name);
  for (const [number, words] of Object.entries(wrong)) {
    await person.type('identity.number.label', number);
    await person.pressNamed(new RegExp(`^(${person.t('identity.continue.action')}|${person.t('identity.continue.mended')})$`));
    await person.reads(words);
    await person.sees('common.errors.title', { n: '1' });
    await person.keeps('identity.number.label', number);
    await person.keeps('identity.name.label', ren.name);
    const field = person.field('identity.number.label');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.evaluate((element) => element.getAttribute('aria-describedby')?.split(' ').some((id) => document.getElementById(id)?.textContent) ?? false), true, 'the field names its error');
    // The summary's link leads to the field.
    await person.act(person.node('link', words));
    await person.holds(() => field.evaluate((element) => element === document.activeElement));
  }
  await person.type('identity.number.label', ren.number);
  await person.press('identity.continue.mended');
  await person.sees('identity.consents.heading');
  await person.press('identity.continue.action');
  await person.sees('common.errors.title', { n: '2' });
  await person.leave();
  await site.stop();
});
