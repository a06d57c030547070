// Whose paper waits to be looked at, how long, and who looks already; how long a look takes.
import { key, make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import { isFree } from './check.js';
import { clock, inWords } from './duration.js';
import type { Paper, PaperKind, PaperList } from './paper.js';

export interface CheckQueueDeps {
  words: Words;
  app(): Table;
  now(): number; // by the server's clock, as the times of who waits are
  next(): void;
}

export interface CheckQueue {
  root: HTMLElement;
  show(items: Paper[], paces: [PaperKind, PaperList][], current: string, own: { count: number; middle?: number | undefined }): void;
  focus(): void;
  redraw(): void; // the list is shown after it
}

const late_ms = 5 * 60_000;

export function createCheckQueue({ words, app, now, next }: CheckQueueDeps): CheckQueue {
  const root = make('section', 'c-queue');
  let list = make('ul');
  let none = make('p');
  let hint = make('p');
  let pace = make('div');
  let open = make('button');
  let title = make('h2');
  function draw(): void {
    list = make('ul', 'q-list');
    none = make('p', 'quiet', words('check.none'));
    open = key(words('check.next'), 'c-key main', next);
    title = make('h2', '', words('check.queue'), { tabindex: '-1' });
    hint = make('p', 'quiet', words('check.next.hint'));
    pace = make('div', 'k-pace');
    root.setAttribute('aria-label', words('check.queue'));
    root.replaceChildren(title, open, hint, none, list, pace);
  }

  function row(check: Paper, current: string): HTMLElement {
    const waited = now() - Date.parse(check.created_at);
    const time = make('span', waited < late_ms ? 'q-time on' : 'q-time', words('queue.waited', { time: clock(waited) }));
    const own = check.id === current;
    const state = own ? words('check.open') : isFree(check) ? '' : words('check.held', { name: check.held_by ?? '' });
    return make('li', own ? 'q-item mine' : 'q-item', [
      make('div', 'q-head', [make('strong', '', `${[...check.name][0] ?? ''}**`), time]),
      make('p', '', check.says(words, app())),
      ...(state ? [make('p', 'quiet', state)] : []),
    ]);
  }
  draw();
  return {
    root,
    show(items, paces, current, { count, middle }) {
      list.replaceChildren(...items.map((check) => row(check, current)));
      none.hidden = items.length > 0;
      open.hidden = hint.hidden = !!current || !items.some(isFree);
      const line = (name: string, values: Record<string, string>): HTMLElement => make('p', 'quiet', words(name, values));
      pace.replaceChildren(
        ...paces.flatMap(([kind, { look, all }]) => [
          ...(look === undefined ? [] : [line(kind.look, { time: inWords(words, look * 1000) })]),
          ...(all === undefined ? [] : [line(kind.all, { time: inWords(words, all * 1000) })]),
        ]),
        ...(middle === undefined ? [] : [line('pace.own', { n: String(count), time: inWords(words, middle) })]),
      );
    },
    focus: () => (open.hidden ? title : open).focus(),
    redraw: draw,
  };
}
