// The people of the list: how many need what, and one line for each.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import { countTodos, todoOf, todos, withTodo, type Person, type Todo } from './batch_rows.js';

export interface ListDeps {
  words: Words;
  open(id: string): void;
  sendAll(): void;
}

export interface ListView {
  root: HTMLElement;
  show(people: Person[], opened: string, sending: boolean): void;
  focusOn(id: string): void; // above the list when they are no longer in it
  redraw(): void;
}

export function createList({ words, open, sendAll }: ListDeps): ListView {
  let todo: Todo | '' = '';
  let last: [Person[], string, boolean] = [[], '', false];
  const filters = make('div', 'b-filters', [], { role: 'group' });
  const list = make('ul', 'q-list b-people');
  const none = make('p', 'quiet');
  const send = key('', 'c-key main', sendAll);
  const [title, note] = [make('h2', '', [], { tabindex: '-1' }), make('p', 'quiet')];
  const root = make('section', 'c-queue b-queue', [title, filters, send, none, list, note]);
  function label(): void {
    filters.setAttribute('aria-label', words('list.filter'));
    root.setAttribute('aria-label', words('list.title'));
    title.textContent = words('list.title');
    note.textContent = words('list.note');
  }

  const focusOn = (id: string): void => (list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? title).focus();
  function line(person: Person, opened: string): HTMLElement {
    const { row } = person;
    const what = todoOf(person);
    const note = row?.state === 'failed' ? words(`failed.${row.failure}`) : row?.state === 'changed' ? words(`advice.${row.advice ?? 'consultation'}`)
      : row?.state === 'sent' ? words(`progress.${row.progress ?? 'queued'}`) : row?.state === 'not_reached' ? words('list.calls', { n: String(row.calls) }) : '';
    const button = key('', person.id === opened ? 'q-item mine b-item' : 'q-item b-item', () => open(person.id));
    button.dataset.id = person.id;
    if (person.id === opened) button.setAttribute('aria-current', 'true');
    const name = make('strong', '', person.age === undefined ? person.name : words('person.title', { name: person.name, age: String(person.age) }));
    button.append(make('span', 'q-head', [name, make('span', `b-chip ${what}`, words(`state.${row?.state ?? 'none'}`))]));
    if (note) button.append(make('span', 'quiet', note));
    return make('li', '', [button]);
  }
  function filter(id: Todo | '', label: string): HTMLElement {
    const button = key(label, 'b-filter', () => {
      todo = id;
      draw();
      filters.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    });
    button.setAttribute('aria-pressed', String(todo === id));
    return button;
  }
  function draw(): void {
    const [people, opened, sending] = last;
    const counts = countTodos(people);
    if (todo && !counts[todo]) todo = '';
    // Focus stays where it is when the list is made anew.
    const at = list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.id : undefined;
    const pressed = filters.contains(document.activeElement);
    filters.replaceChildren(filter('', words('todo.all', { n: String(people.length) })), ...todos.filter((one) => counts[one]).map((one) => filter(one, words(`todo.${one}`, { n: String(counts[one]) }))));
    if (pressed) filters.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    send.textContent = words('send.all', { n: String(counts.send) });
    // (Not disabled: focus would be lost.)
    send.setAttribute('aria-disabled', String(sending));
    const sends = document.activeElement === send;
    send.hidden = !counts.send;
    if (sends && send.hidden) title.focus();
    list.replaceChildren(...withTodo(people, todo).map((one) => line(one, opened)));
    none.textContent = people.length ? '' : words('list.none');
    none.hidden = people.length > 0;
    if (at) focusOn(at);
  }
  label();
  return {
    root,
    redraw() {
      label();
      draw();
    },
    show(people, opened, sending) {
      last = [people, opened, sending];
      draw();
    },
    focusOn,
  };
}
