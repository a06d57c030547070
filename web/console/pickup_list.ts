// What waits to be fetched: whoever hands it out finds it by its medicine, and, with a key, by the code or the surname of whoever
// came; a clerk sees those whose code is locked.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import { keep, type Draft } from './draft.js';
import { dayAndTime } from './duration.js';
import { createSayer, nothing, type Line } from './line.js';
import { matches, type ReadyOrder } from './pickup.js';

export interface PickupListDeps {
  words: Words;
  language(): string;
  finds: boolean; // as those do who hand it out
  find(text: string): void; // by what is not here: the server knows
  open(id: string): void;
}

export interface PickupList {
  root: HTMLElement;
  show(orders: ReadyOrder[] | null, opened: string): void; // null: not known yet
  found(text: string, ids: readonly string[], line: Line): void; // what the server said of it; for as long as that is what is looked for
  clear(): void; // the next one comes
  focus(): void;
  redraw(): void;
}

export const medicinesOf = (words: Words, { items }: ReadyOrder): string => items.map(({ name }) => name).join(words('read.and'));

export function createPickupList({ words, language, finds, find, open }: PickupListDeps): PickupList {
  const draft: Draft = new Map();
  const root = make('section', 'c-queue');
  let last: [ReadyOrder[] | null, string] = [null, ''];
  let title = make('h2');
  let none = make('p');
  const said = createSayer(make('p', 'quiet', [], { role: 'status', id: 'pickup-find-said' }));
  let theirs: { text: string; ids: readonly string[] } = { text: '', ids: [] };
  const wanted = (): string => draft.get('pickup-find') ?? '';
  let list = make('ul');
  let box = make('input');

  function row(order: ReadyOrder, opened: string): HTMLElement {
    const { id, pharmacy, pickup_blocked, mandate_holders: holders = [] } = order;
    const button = key('', id === opened ? 'q-item mine b-item' : 'q-item b-item', () => open(id));
    button.dataset.for = id;
    if (id === opened) button.setAttribute('aria-current', 'true');
    const chip = pickup_blocked ? [make('span', 'b-chip look', words('pickup.blocked'))] : [];
    button.append(
      make('span', 'q-head', [make('strong', '', medicinesOf(words, order) || pharmacy), ...chip]),
      make('span', 'quiet', words('pickup.since', { time: dayAndTime(order.moved_at, language()), pharmacy })),
      ...(holders.length ? [make('span', 'quiet', words('pickup.holders', { names: holders.map(({ name }) => name).join(words('read.and')) }))] : []),
    );
    return make('li', '', [button]);
  }
  function fill(): void {
    const [orders, opened] = last;
    const known = theirs.text === wanted() ? theirs.ids : [];
    const found = (orders ?? []).filter((one) => known.includes(one.id) || matches(one, wanted()));
    // Focus stays on the same order's key; when that is gone it is above the list.
    const at = list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.for : undefined;
    list.replaceChildren(...found.map((one) => row(one, opened)));
    if (at) (list.querySelector<HTMLElement>(`[data-for="${CSS.escape(at)}"]`) ?? title).focus();
    const why = !orders ? 'pickup.loading' : !orders.length ? (finds ? 'pickup.none' : 'pickup.none_blocked') : 'pickup.no_match';
    const line = found.length || said.said() ? '' : words(why);
    if (none.textContent !== line) none.textContent = line;
    none.hidden = !line;
  }
  function draw(): void {
    title = make('h2', '', words(finds ? 'pickup.list' : 'pickup.list_blocked'), { tabindex: '-1' });
    none = make('p', 'quiet', [], { role: 'status' });
    list = make('ul', 'q-list');
    box = keep(draft, make('input', 'c-field', [], { id: 'pickup-find', type: 'search', autocomplete: 'off' }));
    box.setAttribute('aria-describedby', said.root.id);
    box.addEventListener('input', () => {
      said.say(nothing); // it was about something else
      fill();
    });
    const look = make('form', 'c-line', [
      make('label', 'c-label', words('pickup.find'), { for: box.id }), box, make('button', 'c-key', words('pickup.find.action'), { type: 'submit' }),
    ], { role: 'search' });
    look.addEventListener('submit', (event) => {
      event.preventDefault();
      find(wanted());
    });
    said.again();
    root.setAttribute('aria-label', words(finds ? 'pickup.list' : 'pickup.list_blocked'));
    root.replaceChildren(title, ...(finds ? [look, said.root] : []), none, list);
    fill();
  }
  draw();
  return {
    root,
    show(orders, opened) {
      last = [orders, opened];
      fill();
    },
    found(text, ids, line) {
      if (text !== wanted()) return;
      theirs = { text, ids };
      said.say(line);
      fill();
    },
    clear() {
      draft.delete('pickup-find');
      box.value = '';
      theirs = { text: '', ids: [] };
      said.say(nothing);
      fill();
    },
    focus: () => (finds ? box : title).focus(),
    redraw: draw,
  };
}
