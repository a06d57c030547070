// Input methods, the clipboard, and keys that must stay the browser's own.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { compose } from './support/input_methods.mjs';
import { askDoctor, gateForRefill, ren, signIn } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

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
    await compose({ cdp }, 'ni hao', '你好');
    assert.equal(await name.inputValue(), '你好');
    await compose({ cdp }, 'hong', '𬭎');
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
    await person.keeps('identity.name.label', '你好𬭎');

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
    await person.keeps('identity.name.label', '任长河');
    await person.leave();
    await site.stop();
  });
}

// Keeps back what the page asks for, until it is let go.
async function holdBack(page, path, method) {
  let letGo;
  const later = new Promise((resolve) => (letGo = resolve));
  await page.route(path, async (route) => {
    if (route.request().method() === method) await later;
    await route.continue();
  });
  return letGo;
}

for (const paint of ['canvas', 'plain']) {
  test(`words to the doctor survive what arrives while they are composed, ${paint}`, { timeoutMs: 180_000 }, async () => {
    const site = await startSite();
    const person = await Person.arrive(site.url, { paint });
    const { page } = person;
    const cdp = await person.context.newCDPSession(page);
    const composing = (text) => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const words = person.field('chat.text.label');
    const isThere = async (text) => {
      assert.equal(await words.inputValue(), text);
      assert.ok(await words.evaluate((element) => element === document.activeElement), 'the field still has focus');
    };
    const messages = '**/api/v1/visits/*/messages';
    const messagesCome = await holdBack(page, messages, 'GET');
    await askDoctor(person, '最近早上头有点晕。');
    await words.click();
    await page.evaluate(() => {
      window.ended = 0;
      addEventListener('compositionend', () => window.ended++);
    });
    await composing('da');
    messagesCome();
    await page.locator('.bubble:not(.mine, .system)').first().waitFor({ state: 'attached' });
    await person.frames();
    assert.equal(await page.evaluate(() => window.ended), 0, 'the input method was not interrupted');
    await isThere('da');
    await composing('da gai');
    await cdp.send('Input.insertText', { text: '大概两个星期了' });
    await isThere('大概两个星期了');

    // The next words are begun while the first are still under way.
    const sent = await holdBack(page, messages, 'POST');
    await page.keyboard.press('Enter');
    await page.locator('.bubble.mine').getByText('大概两个星期了').or(page.getByText('大概两个星期了')).first().waitFor();
    await isThere('');
    await composing('hai');
    await person.frames();
    await isThere('hai');
    await cdp.send('Input.insertText', { text: '还有一点耳鸣' });
    await isThere('还有一点耳鸣');
    assert.equal(await page.evaluate(() => window.ended), 2);
    sent();
    await person.press('chat.next.summary');
    await person.leave();
    await site.stop();
  });
}
