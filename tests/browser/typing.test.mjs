// Input methods, the clipboard, and keys that must stay the browser's own.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { gateForRefill, ren, signIn } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

// Composes as Pinyin does: letters first, then the chosen characters in their place.
async function compose(cdp, letters, chosen) {
  for (let n = 1; n <= letters.length; n++)
    await cdp.send('Input.imeSetComposition', { text: letters.slice(0, n), selectionStart: n, selectionEnd: n });
  // Enter belongs to the input method now (it takes the letters as they are): the page may not send anything for it.
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', windowsVirtualKeyCode: 13, key: 'Enter', code: 'Enter' });
  await cdp.send('Input.insertText', { text: chosen });
}

for (const paint of ['canvas', 'plain']) {
  test(`a Chinese input method writes 你好 and 𬭎 into the name field, ${paint}`, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { paint });
    const cdp = await person.context.newCDPSession(person.page);
    await gateForRefill(person);
    await person.sees('sign_in.heading');
    assert.equal(await person.field('sign_in.phone.label').getAttribute('inputmode'), 'tel');
    assert.equal(await person.field('sign_in.phone.label').getAttribute('type'), 'tel');
    await signIn(person, async (screen) => {
      if (screen !== 'sign_in_code') return;
      const code = person.field('sign_in.code.label');
      assert.equal(await code.getAttribute('inputmode'), 'numeric');
      assert.equal(await code.getAttribute('autocomplete'), 'one-time-code');
    });
    await person.sees('identity.heading');
    const name = person.field('identity.name.label');
    await name.click();
    await person.page.evaluate(() => {
      window.seen = [];
      for (const kind of ['compositionstart', 'compositionend', 'submit']) addEventListener(kind, (event) => window.seen.push(`${kind} ${event.data ?? ''}`.trim()));
    });
    await compose(cdp, 'ni hao', '你好');
    assert.equal(await name.inputValue(), '你好');
    await compose(cdp, 'hong', '𬭎');
    assert.equal(await name.inputValue(), '你好𬭎');
    assert.deepEqual(await person.page.evaluate(() => window.seen), ['compositionstart', 'compositionend 你好', 'compositionstart', 'compositionend 𬭎']);
    assert.equal(await person.node('heading', person.t('common.errors.title', { n: '1' })).count(), 0, 'nothing was submitted');
    await person.sees('identity.heading');

    await person.type('identity.number.label', ren.number);
    // A real Enter in a field does go on; the app then shows the name it has.
    await person.field('identity.number.label').press('Enter');
    await person.sees('identity.consents.heading');
    await person.press('common.back');
    await person.sees('identity.heading');
    assert.equal(await person.typed('identity.name.label'), '你好𬭎');

    // The rest is the browser's: paste, select all, delete, Tab.
    await person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await person.page.evaluate(() => navigator.clipboard.writeText('任长河𬭎'));
    await person.page.evaluate(() => {
      window.stopped = [];
      addEventListener('keydown', (event) => event.defaultPrevented && window.stopped.push(event.key));
    });
    await name.click();
    for (const key of ['Control+A', 'Control+V']) await name.press(key);
    assert.equal(await name.inputValue(), '任长河𬭎');
    await name.press('Backspace');
    assert.equal(await name.inputValue(), '任长河', 'one Backspace takes one whole character');
    for (const key of ['ArrowLeft', 'Home', 'End']) await name.press(key);
    await name.press('Tab');
    assert.equal(await person.node('button', person.t('identity.document.other')).evaluate((element) => element === document.activeElement), true);
    await person.page.keyboard.press('Tab');
    assert.equal(await person.field('identity.number.label').evaluate((element) => element === document.activeElement), true);
    assert.deepEqual(await person.page.evaluate(() => window.stopped), []);
    await person.reload();
    assert.equal(await person.typed('identity.name.label'), '任长河');
    await person.leave();
    await site.stop();
  });
}
