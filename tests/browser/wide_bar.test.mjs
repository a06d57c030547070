// In wide windows size and language are one press away on every screen, and nothing that was entered is lost by them.
import { test } from '../../tools/test-runner.mjs';
import { noRedFlag, ren } from './support/journeys.mjs';
import { Person, texts } from './support/person.mjs';
import { startSite } from './support/site.mjs';

for (const paint of ['canvas', 'plain']) test(`wide window: size and language from the bar of a screen, ${paint}`, async () => {
  const site = await startSite();
  const person = await Person.arrive(site.url, { width: 1440, height: 900, paint });
  await noRedFlag(person, 'home.ask.title');
  await person.type('sign_in.phone.label', ren.phone);
  await person.press('home.size.elder');
  await person.node('button', person.t('home.size.standard')).waitFor();
  await person.keeps('sign_in.phone.label', ren.phone);
  await person.shot(`wide-elder-${paint}`);
  await person.press('home.language.name');
  await person.page.locator('html[lang=en]').waitFor();
  person.t = texts('en');
  await person.sees('sign_in.heading');
  await person.keeps('sign_in.phone.label', ren.phone);
  await person.press('home.size.standard');
  await person.node('button', person.t('home.size.elder')).waitFor();
  await person.shot(`wide-standard-${paint}`);
  await person.leave();
  await site.stop();
});
