// One order at the counter: what is in it, the person's code, who fetches it, both documents where it is somebody else.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import { keep, type Draft } from './draft.js';
import { createSayer, type Line } from './line.js';
import { byProxy, faultsOf, nameFor, other, parts, self, type Fault, type Part, type ReadyOrder } from './pickup.js';
import { medicinesOf } from './pickup_list.js';
import { markWrong } from './wrong.js';

export interface PickupFormDeps {
  words: Words;
  order: ReadyOrder; // as it was opened
  draft: Draft;
  hands: boolean; // whoever sees this hands it out
  unblocks: boolean; // or lets the code be tried again
  hand(): void; // all that is needed was entered
  unblock(): void;
  back(): void;
}

export interface PickupForm {
  root: HTMLElement;
  focus(): void;
  known(order: ReadyOrder | undefined): void; // as it is now; undefined: it waits no longer
  wrong(faults: Fault[]): void;
  tell(line: Line): void; // what is wrong with more than a part of it
  busy(on: boolean): void;
  redraw(): void; // what was entered stays
}

export function createPickupForm({ words, order, draft, hands, unblocks, hand, unblock, back }: PickupFormDeps): PickupForm {
  const root = make('section', 'b-person', [], { 'aria-labelledby': 'pickup-title' });
  const gone = createSayer(make('p', 'c-error', [], { role: 'status' }));
  const alarm = createSayer(make('p', 'c-error', [], { role: 'alert' }));
  const errors = new Map<Part, HTMLElement>();
  const controls = new Map<Part, HTMLElement>(); // what has focus when something is wrong there
  let circles = make('fieldset');
  let now: ReadyOrder | undefined = order;
  let faults: Fault[] = [];
  let busy = false;
  let title = make('h2');
  let locked = make('section');
  let proxy = make('div');
  let send = make('button');

  // (Said once by focus and the description of the part; not by alerts that talk at the same time.)
  function error(part: Part): HTMLElement {
    const line = make('p', 'c-error', [], { id: `${part}-error` });
    errors.set(part, line);
    return line;
  }
  function show(): void {
    for (const part of parts) {
      const fault = faults.find(({ at }) => at === part);
      const line = errors.get(part);
      if (line) line.textContent = fault ? words(fault.name, fault.values) : '';
      markWrong(part === 'pickup-who' ? circles : controls.get(part), !!fault);
    }
    proxy.hidden = !byProxy(draft);
    locked.hidden = !now?.pickup_blocked;
    send.setAttribute('aria-disabled', String(busy));
  }
  function wrong(found: Fault[]): void {
    faults = found;
    show();
    const first = parts.find((part) => found.some(({ at }) => at === part));
    if (first) controls.get(first)?.focus();
  }
  function control(part: Part, input: HTMLInputElement): HTMLInputElement {
    input.id = part;
    input.setAttribute('aria-describedby', `${part}-hint ${part}-error`);
    controls.set(part, input);
    return keep(draft, input);
  }
  const text = (part: Part, label: string, hint: string, input: HTMLInputElement): HTMLElement =>
    make('div', 'm-row', [make('label', 'c-label', label, { for: part }), make('p', 'quiet', hint, { id: `${part}-hint` }), error(part), control(part, input)]);
  const box = (part: Part, label: string): HTMLElement =>
    make('div', 'm-row', [error(part), make('label', 'b-choice', [control(part, make('input', '', [], { type: 'checkbox' })), label], { for: part })]);
  function who(): HTMLElement {
    const holders = order.mandate_holders ?? [];
    const choices: [string, string][] = [[self, words('pickup.who.self')], ...holders.map(({ mandate_id, name }): [string, string] => [mandate_id, words('pickup.who.mandate', { name })]), [other, words('pickup.who.other')]];
    const answers = choices.map(([value, label], i) => {
      const circle = keep(draft, make('input', '', [], { type: 'radio', name: 'pickup-who', value, id: `pickup-who-${i}` }));
      if (i === 0 || circle.checked) controls.set('pickup-who', circle);
      return make('label', 'b-choice', [circle, label], { for: circle.id });
    });
    circles = make('fieldset', 'b-ask', [make('legend', '', words('pickup.who.title')), error('pickup-who'), make('div', 'b-choices', answers)], { role: 'radiogroup', 'aria-describedby': 'pickup-who-error' });
    circles.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      controls.set('pickup-who', target);
      const name = controls.get('pickup-name') as HTMLInputElement;
      name.value = nameFor(target.value, name.value, order);
      draft.set('pickup-name', name.value);
      show();
    });
    return circles;
  }
  function form(): HTMLElement {
    const code = text('pickup-code', words('pickup.code.label'), words('pickup.code.hint'), make('input', 'c-field c-code', [], { inputmode: 'numeric', autocomplete: 'off', maxlength: '8' }));
    const asked = who();
    proxy = make('div', 'b-form', [
      text('pickup-name', words('pickup.name.label'), words('pickup.name.hint'), make('input', 'c-field', [], { autocomplete: 'off' })),
      box('pickup-patient', words('pickup.patient.label')), box('pickup-proxy', words('pickup.proxy.label')),
    ]);
    send = make('button', 'c-key main', words('pickup.action'), { type: 'submit' });
    const made = make('form', 'c-card b-form', [code, asked, proxy, send]);
    // What is being mended is wrong no more.
    made.addEventListener('input', ({ target }) => {
      const { id, name } = target as HTMLInputElement;
      faults = faults.filter(({ at }) => at !== id && at !== name);
      show();
    });
    made.addEventListener('submit', (event) => {
      event.preventDefault();
      if (busy) return;
      alarm.say(() => '');
      const missing = faultsOf(draft);
      wrong(missing);
      if (!missing.length) hand();
    });
    return made;
  }
  function draw(): void {
    title = make('h2', '', medicinesOf(words, order) || order.pharmacy, { tabindex: '-1', id: 'pickup-title' });
    locked = make('section', 'c-card', [
      make('h3', '', words('pickup.blocked')), make('p', 'b-reason', words(unblocks ? 'pickup.blocked.clerk' : 'pickup.blocked.text')),
      ...(unblocks ? [key(words('pickup.unblock'), 'c-key main', unblock)] : []),
    ], { 'aria-label': words('pickup.blocked') });
    const items = order.items.map(({ name, specification, weeks }) => make('li', '', words('pickup.item', { name, specification, n: String(weeks) })));
    for (const line of [gone, alarm]) line.again();
    root.replaceChildren(
      make('div', 'b-head', [title, key(words('pickup.back'), 'c-key', back)]), gone.root,
      ...(items.length ? [make('ul', 'b-list-plain', items)] : []), locked, ...(hands ? [form()] : []), alarm.root,
    );
    show();
  }
  draw();
  return {
    root, wrong,
    focus: () => title.focus(),
    known(seen) {
      now = seen;
      const why = !seen ? 'pickup.gone' : hands || seen.pickup_blocked ? '' : 'pickup.unblocked';
      gone.say(() => why && words(why));
      const had = locked.contains(document.activeElement);
      show();
      if (had && locked.hidden) title.focus();
    },
    tell: alarm.say,
    busy(on) {
      busy = on;
      show();
    },
    redraw: draw,
  };
}
