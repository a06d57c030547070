// Where the browser cannot paint, whoever asks for the painting is told so, where they asked; what they see stays as it is.
import assert from 'node:assert/strict';
import { test, ways } from '../../tools/test-runner.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const withoutWebGL = (page) => page.addInitScript(() => {
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return /webgl/.test(kind) ? null : get.call(this, kind, ...more);
  };
});

for (const language of ways(['zh-CN', 'en']))
  test(`no painting: asked for in settings and on the help page, it is said why not, ${language}`, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { language, prepare: withoutWebGL });
    const { t, page } = person;
    const why = page.getByText(t('settings.paint.cannot')).first();
    const said = () => page.getByRole('status').filter({ hasText: t('settings.paint.cannot') }).count();
    await person.press('common.dock.help');
    await person.node('button', t('help.paint.canvas')).waitFor();
    assert.equal(await said(), 0, 'nobody asked yet');
    await person.press('help.paint.canvas');
    await why.waitFor();
    await person.holds(async () => (await said()) > 0, true, 'a screen reader says it, too');
    await person.node('button', t('help.paint.canvas')).waitFor();
    assert.equal(await person.readsPlain(), true);
    await person.reload();

    await page.goto(`${site.url}/?lang=${language}#settings`);
    await person.reload();
    const paintOf = (choice) => person.node('radiogroup', t('settings.paint.title')).getByRole('radio', { name: t(`settings.paint.${choice}`), exact: true });
    await person.ticked(paintOf('on'));
    assert.equal(await why.count(), 0);
    await paintOf('off').click();
    await why.waitFor();
    await person.ticked(paintOf('on')); // as it is
    await person.shot(`no-painting-${language}`);
    assert.equal(await person.readsPlain(), true);
    await person.leave();
    await site.stop();
  });
