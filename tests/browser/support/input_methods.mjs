// How words come into a field: by keys, by input methods of every kind, by autocorrect, the clipboard, autofill. A `hand` is a
// page, its debugger (cdp) and the field that has focus; what each way does is what a browser does and reports.

// Letters first, then the chosen characters in their place, as Pinyin does.
export async function compose({ cdp }, letters, chosen) {
  for (let n = 1; n <= letters.length; n++)
    await cdp.send('Input.imeSetComposition', { text: letters.slice(0, n), selectionStart: n, selectionEnd: n });
  // Enter belongs to the input method now (it takes the letters as they are): the page may not send anything for it.
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', windowsVirtualKeyCode: 13, key: 'Enter', code: 'Enter' });
  await cdp.send('Input.insertText', { text: chosen });
}

// Drawn with a finger: one character after the other, no key and no composition.
export async function draw({ cdp }, text) {
  for (const character of text) await cdp.send('Input.insertText', { text: character });
}

// Dictated, or swiped: words are composed and taken, and no key is ever reported.
export async function dictate({ cdp }, text) {
  for (const character of text) {
    await cdp.send('Input.imeSetComposition', { text: character, selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.insertText', { text: character });
  }
}

// The key with an accent, which writes nothing yet, then the letter that it goes on.
export async function deadKey({ cdp }, accent, letter) {
  for (const type of ['rawKeyDown', 'keyUp']) await cdp.send('Input.dispatchKeyEvent', { type, windowsVirtualKeyCode: 229, key: 'Dead', code: 'Quote' });
  await cdp.send('Input.imeSetComposition', { text: accent, selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.insertText', { text: letter });
}

// The keyboard's bar of suggestions: the last word is composed once more, and another one taken.
export async function suggest({ cdp, field }, right) {
  const [start, end] = await field.evaluate(({ value }) => [value.search(/\S+$/), value.length]);
  await cdp.send('Input.imeSetComposition', { text: right, selectionStart: right.length, selectionEnd: right.length, replacementStart: start, replacementEnd: end });
  await cdp.send('Input.insertText', { text: right });
}

// Autocorrect, or a choice from the spelling menu: the word is replaced, and the page is told when it has happened.
export const autocorrect = ({ field }, right) => field.evaluate((element, word) => {
  element.setRangeText(word, element.value.search(/\S+$/), element.value.length, 'end');
  element.dispatchEvent(new InputEvent('input', { inputType: 'insertReplacementText', data: word, bubbles: true }));
}, right);

export async function paste({ page }, text) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press('Control+V');
}

// All at once, and told by these events: browsers differ. Autofill does not need focus.
export const autofill = ({ field }, text, events) => field.evaluate((element, [value, kinds]) => {
  element.value = value;
  for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: true }));
}, [text, events]);

export async function clear({ page, field }) {
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
}
