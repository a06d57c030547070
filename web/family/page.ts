// What is on the page: its header, and one view at a time. A view says how it is drawn; in another language it is drawn anew, with
// all that was typed, and focus where it was.
import { focusAt, placeOf } from '../console/focus.js';
import { createSayer, nothing, type Line } from '../console/line.js';
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';

export interface PageDeps {
  root: HTMLElement;
  words: Words;
  language(): string;
  turnTo(language: string): Promise<void>; // rejects when its words cannot be had
}

export interface Page {
  show(draw: () => HTMLElement[]): void; // another view; focus is on its heading: what comes is said
  alarm(line: Line): void; // `nothing` when all is well again
  views(): number; // how many there were: whoever waits to go on sees whether theirs is still there
}

export function createPage({ root, words, language, turnTo }: PageDeps): Page {
  const alarm = createSayer(make('p', 'c-alarm', [], { role: 'alert' }));
  const place = make('main');
  let drawn: () => HTMLElement[] = () => [];
  let views = 0;

  function header(): HTMLElement {
    const wanted = language() === 'en' ? 'zh-CN' : 'en';
    const other = key(words('page.language'), 'c-key', () => void change(wanted));
    other.lang = wanted;
    return make('header', 'c-top', [make('h1', '', words('family.title')), make('p', 'c-counts'), other]);
  }
  // What is there already and stays keeps its place, and with it how far it was scrolled.
  function fill(): void {
    const now = [...drawn(), alarm.root];
    if (now.length !== place.children.length || now.some((one, i) => one !== place.children[i])) place.replaceChildren(...now);
  }
  async function change(wanted: string): Promise<void> {
    try {
      await turnTo(wanted);
    } catch {
      return alarm.say(() => words('problem.family.offline')); // all stays as it is
    }
    const focus = placeOf(root);
    fill();
    alarm.again();
    root.firstElementChild!.replaceWith(header());
    focusAt(root, focus);
  }
  return {
    show(draw) {
      views++;
      drawn = draw;
      alarm.say(nothing);
      fill();
      if (!place.isConnected) root.replaceChildren(header(), place);
      place.querySelector<HTMLElement>('h2')?.focus();
    },
    alarm: alarm.say,
    views: () => views,
  };
}

// A card in the middle.
export const card = (title: string, ...inner: HTMLElement[]): HTMLElement[] =>
  [make('div', 'c-door', [make('section', 'c-card c-enter', [make('h2', '', title, { tabindex: '-1' }), ...inner])])];
