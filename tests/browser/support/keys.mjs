// Ways of someone without a mouse, on whichever page they are: Tab, Enter, Space and arrows. Looks after every key where the focus
// is and whether it can be seen.
import { frames, holds } from './patience.mjs';

export const tabs_max = 60;

// In the page: what has focus, and how it looks.
export function look(wanted) {
  const active = document.activeElement;
  const label = active.closest('label');
  const outlined = (one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const box = active.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const there = document.elementFromPoint(x, y);
  return {
    here: active === wanted || (wanted.type === 'radio' && active.type === 'radio' && active.name === wanted.name),
    exactly: active === wanted,
    lost: active === document.body,
    name: active.getAttribute('aria-label') ?? ((label ?? active).textContent || active.outerHTML.slice(0, 160)),
    outlined: outlined(active) || outlined(label),
    // Something else in front of its middle: the bar at the bottom, say.
    hidden: getComputedStyle(active).pointerEvents !== 'none' && (box.top > innerHeight || box.bottom < 0 || !(there === active || active.contains(there) || there?.contains(active) || label?.contains(there))),
  };
}

// `Base` has a page; it gains tabs, how many there were, and complaints, what was wrong on the way.
export const byKeys = (Base) => class extends Base {
  tabs = 0;
  complaints = [];

  async go(locator, most = tabs_max) {
    await locator.waitFor({ state: 'attached' });
    for (let tries = 0; tries < most; tries++) {
      const seen = await this.settled(locator);
      if (tries > 0 && !seen.lost) {
        if (!seen.outlined) this.complaints.push(`focus cannot be seen on ${seen.name}`);
        if (seen.hidden) this.complaints.push(`something lies over ${seen.name} while it has focus`);
      }
      if (seen.here) return;
      await this.page.keyboard.press('Tab');
      this.tabs += 1;
    }
    throw new Error(`${most} times Tab, and never at ${locator}`);
  }
  // The page draws the focus a moment after the key; what is still not seen after a second is a fault.
  async settled(locator) {
    const until = Date.now() + 1_000;
    for (;;) {
      const seen = await locator.evaluate(look, undefined, { timeout: 5_000 });
      if ((seen.outlined && !seen.hidden) || seen.lost || Date.now() > until) return seen;
      await frames(this.page, 2);
    }
  }
  async act(locator, most) {
    await this.go(locator, most);
    await this.page.keyboard.press('Enter');
  }
  // What was done just now has changed the page, and focus must not have gone with it.
  async keptFocus(after) {
    await frames(this.page, 2);
    if (await this.page.evaluate(() => document.activeElement === document.body)) this.complaints.push(`focus was lost after ${after}`);
  }
  async check(locator) {
    await this.go(locator);
    for (let tries = 0; tries < 10 && !(await locator.evaluate(look)).exactly; tries++) await this.page.keyboard.press('ArrowDown');
    if (!(await locator.isChecked())) await this.page.keyboard.press('Space');
    await holds(() => locator.isChecked(), true, `${locator} could not be chosen by keyboard`);
  }
  async write(locator, text) {
    await this.go(locator);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }
};
