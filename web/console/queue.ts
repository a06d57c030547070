// The left column: who waits, for how long and why; the digits that someone reads out; who wants to be called.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import type { Queue, QueueItem } from './desk.js';
import { keep, type Draft } from './draft.js';
import { clock } from './duration.js';
import { createSayer, type Line } from './line.js';
import type { Namer } from './reasons.js';
import { markWrong } from './wrong.js';

export interface QueueDeps {
  words: Words;
  namer: Namer;
  now(): number; // by the server's clock, as the times of who waits are
  join(code: string): Promise<Line>; // what went wrong; `nothing` when it worked
  live(): string; // the session that is on the screen
  resume(id: string): void;
  called(id: string): void;
}

export interface QueueView {
  root: HTMLElement;
  show(queue: Queue): void;
  focus(): void;
  redraw(): void;
}

export function createQueue({ words, namer, now, join, live, resume, called }: QueueDeps): QueueView {
  const draft: Draft = new Map();
  const wrong = createSayer(make('p', 'c-error', [], { id: 'code-error', role: 'alert' }));
  let items: QueueItem[] = [];
  let [list, calls] = [make('ul'), make('ul')];
  let [none, no_calls] = [make('p'), make('p')];
  let [title, calls_title] = [make('h2'), make('h2')];
  let code = make('input');

  async function send(): Promise<void> {
    const digits = code.value.replace(/\D/g, '');
    wrong.say(digits.length === 6 ? await join(digits) : () => words('join.length'));
    markWrong(code, wrong.said());
    if (wrong.said()) return code.focus();
    code.value = '';
    draft.clear();
  }
  const root = make('section', 'c-queue');
  function draw(): void {
    [list, calls] = [make('ul', 'q-list'), make('ul', 'q-list')];
    [none, no_calls] = [make('p', 'quiet', words('queue.none')), make('p', 'quiet', words('calls.none'))];
    [title, calls_title] = [make('h2', '', words('queue.title'), { tabindex: '-1' }), make('h2', '', words('calls.title'), { tabindex: '-1' })];
    code = keep(draft, make('input', 'c-field c-code', [], { id: 'code', inputmode: 'numeric', autocomplete: 'off', maxlength: '7', 'aria-describedby': 'code-hint code-error' }));
    markWrong(code, wrong.said());
    wrong.again();
    const form = make('form', 'c-card', [
      make('label', 'c-label', words('join.label'), { for: 'code' }),
      make('p', 'quiet', words('join.hint'), { id: 'code-hint' }),
      code, wrong.root, make('button', 'c-key main', words('join.action'), { type: 'submit' }),
    ]);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send();
    });
    root.setAttribute('aria-label', words('queue.title'));
    root.replaceChildren(title, none, list, form, calls_title, no_calls, calls, make('p', 'quiet', words('queue.note')));
    drawItems();
  }

  function row(item: QueueItem): HTMLElement {
    const waited = clock(now() - Date.parse(item.created_at));
    const facts = [item.elder ? words('queue.elder') : '', item.language === 'en' ? words('queue.english') : ''].filter(Boolean).join('，');
    const active = item.state === 'active';
    const time = make('span', active ? 'q-time on' : 'q-time', words(active ? 'queue.helped' : 'queue.waited', { time: waited }));
    const entry = make('li', item.mine ? 'q-item mine' : 'q-item', [
      make('div', 'q-head', [make('strong', '', item.who || words('queue.unknown')), make('span', 'quiet', facts), time]),
      make('p', '', namer.reason(item.reason)),
    ]);
    if (item.phone) {
      entry.append(make('a', 'c-key', words('calls.call', { phone: item.phone }), { href: `tel:${item.phone}` }), key(words('calls.done'), 'c-key', () => called(item.id)));
    }
    if (item.mine && active && item.id !== live()) entry.append(key(words('queue.resume'), 'c-key', () => resume(item.id)));
    [...entry.querySelectorAll<HTMLElement>('a,button')].forEach((one, i) => (one.dataset.for = `${item.id} ${i}`));
    return entry;
  }
  // Focus stays on the same person's key when the list is made anew; when that is gone it is above the list.
  function fill(into: HTMLElement, above: HTMLElement, items: QueueItem[]): void {
    const at = into.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.for : undefined;
    into.replaceChildren(...items.map(row));
    if (at) (into.querySelector<HTMLElement>(`[data-for="${CSS.escape(at)}"]`) ?? above).focus();
  }

  function drawItems(): void {
    const waiting = items.filter(({ kind }) => kind === 'code');
    const back = items.filter(({ kind }) => kind !== 'code');
    fill(list, title, waiting);
    fill(calls, calls_title, back);
    none.hidden = waiting.length > 0;
    no_calls.hidden = back.length > 0;
  }

  let before = '';
  draw();
  return {
    root,
    show(queue) {
      const what = JSON.stringify(queue.items) + live() + Math.floor(now() / 5000);
      if (what === before) return;
      before = what;
      items = queue.items;
      drawItems();
    },
    focus: () => code.focus(),
    redraw: draw,
  };
}
