// What a helper may do on a patient's page: point with a few words, say a line, propose what may be proposed, open a step, take
// it back, end. The rest stays locked, and says so.
import { key, make } from '../help/dom.js';
import { hidden } from '../help/mask_text.js';
import type { MaskedNode, MaskedPage } from '../help/mask.js';
import type { Words } from '../help/words.js';
import type { Joined } from './desk.js';
import { keep, type Draft } from './draft.js';
import type { Answer } from './incoming.js';
import { createSayer, nothing, type Line } from './line.js';
import { lock } from './lock.js';
import type { Namer } from './reasons.js';

export interface Action {
  kind: string;
  node?: string;
  text?: string;
  fields?: { field: string; value: string }[];
  route?: string;
}

export interface ToolDeps {
  words: Words;
  namer: Namer;
  joined: Joined;
  act(action: Action): Promise<number>; // the event's number; 0 when it was refused
  pointed(id: string): void;
  end(): void;
}

export interface Tools {
  root: HTMLElement;
  show(page: MaskedPage): void;
  choose(node: MaskedNode | null): void;
  point(): void;
  answered(seq: number, how: Answer): void;
  hold(on: boolean): void; // nothing can be done just now but to end it; what is typed stays
  redraw(): void; // what is being typed stays
}

const text_max = '80';

export function createTools({ words, namer, joined, act, pointed, end }: ToolDeps): Tools {
  const state = createSayer(make('p', 'c-state', [], { role: 'status' }));
  const draft: Draft = new Map();
  let held = false;
  const did = async (action: Action, line: Line): Promise<number> => {
    if (held) {
      state.say(() => words('live.unheard.held'));
      return 0;
    }
    const seq = await act(action);
    if (seq) state.say(line);
    return seq;
  };
  function card(title: string, ...inner: Node[]): HTMLElement {
    return make('section', 'c-card', [make('h2', '', title, { tabindex: '-1' }), ...inner], { 'aria-label': title });
  }
  function line(id: string, label: string, run: () => void): HTMLElement {
    const input = keep(draft, make('input', 'c-field', [], { id, maxlength: text_max, autocomplete: 'off' }));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) run();
    });
    return make('div', 'c-line', [make('label', 'c-label', label, { for: id }), input]);
  }
  const typed = (id: string): string => (draft.get(id) ?? '').trim();
  const plain = (text: string): string => text.replaceAll(hidden, words('live.masked'));

  // -- point
  let target: MaskedNode | null = null;
  const what = createSayer(make('p', 'c-what'));
  const aimed = (node: MaskedNode | null): void => what.say(() => (node ? words('point.at', { what: plain(node.name || node.description || '') }) : words('point.none')));
  const doPoint = (): void => {
    if (!target) return state.say(() => words('point.none'));
    const { id } = target;
    const text = typed('point-text');
    void did({ kind: 'point', node: id, ...(text && { text }) }, () => words('point.done')).then((seq) => seq && pointed(id));
  };
  const withdraw = (): void => void did({ kind: 'withdraw' }, () => words('withdraw.done')).then((seq) => {
    if (!seq) return;
    pointed('');
    waiting = 0;
  });

  // -- say
  const doSay = (): void => {
    const text = typed('say-text');
    if (text) void did({ kind: 'say', text }, () => words('say.done')).then((seq) => {
      if (!seq) return;
      draft.delete('say-text');
      root.querySelector<HTMLInputElement>('#say-text')!.value = '';
    });
  };

  // -- propose: what is typed is kept by its field, for as long as that is on the page
  let waiting = 0;
  let ending = make('button');
  let boxes: MaskedNode[] = [];
  const may = ({ id }: MaskedNode): boolean => joined.fields.includes(id);
  const keptAs = ({ id }: MaskedNode): string => `fill ${id}`;
  const fields = make('div', 'c-fields');
  let card_of_fields = make('section');
  let none = make('p');
  let send = make('button');
  function propose(): void {
    const values = boxes.filter((node) => may(node) && typed(keptAs(node))).map((node) => ({ field: node.id, value: typed(keptAs(node)) }));
    if (!values.length) return state.say(() => words('fill.empty'));
    void did({ kind: 'propose', fields: values }, () => words('fill.sent')).then((seq) => (waiting = seq));
  }
  function drawFields(): void {
    // Whoever types in a field that is still there goes on; when it is gone, above them.
    const at = card_of_fields.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset : undefined;
    const { selectionStart: from, selectionEnd: to } = (document.activeElement ?? {}) as Partial<HTMLInputElement>;
    none.hidden = boxes.length > 0;
    send.hidden = !boxes.some(may);
    fields.replaceChildren(...boxes.map((node, i) => {
      const label = (node.name ?? '').replaceAll(hidden, '') || words('role.textbox');
      if (!may(node)) return make('div', 'c-locked', [make('span', 'c-label', label), make('p', '', [lock(words('fill.own'))])]);
      const input = keep(draft, make('input', 'c-field', [], { id: `fill-${i}`, maxlength: '120', autocomplete: 'off', 'data-for': node.id }), keptAs(node));
      return make('div', '', [make('label', 'c-label', label, { for: input.id }), input]);
    }));
    const hides = send.hidden && document.activeElement === send;
    if (!at || (card_of_fields.contains(document.activeElement) && !hides)) return;
    const same = [...fields.querySelectorAll('input')].find((input) => input.dataset.for === at.for);
    (same ?? card_of_fields.querySelector('h2')!).focus();
    if (same && typeof from === 'number' && typeof to === 'number') same.setSelectionRange(from, to);
  }
  function show(page: MaskedPage): void {
    const now = page.nodes.filter(({ role }) => role === 'textbox');
    const same = now.map(({ id }) => id).join(' ') === boxes.map(({ id }) => id).join(' ');
    for (const gone of boxes) if (!now.some(({ id }) => id === gone.id)) draft.delete(keptAs(gone));
    boxes = now;
    if (!same) drawFields(); // what the helper is typing stays
  }

  const root = make('div', 'c-tools');
  function markHeld(): void {
    for (const one of root.querySelectorAll('button')) {
      if (held && one !== ending) one.setAttribute('aria-disabled', 'true');
      else one.removeAttribute('aria-disabled');
    }
  }
  function draw(): void {
    const step = keep(draft, make('select', 'c-field', joined.routes.map((route) => make('option', '', namer.place(route), { value: route })), { id: 'open-route' }));
    const open = key(words('open.action'), 'c-key', () => {
      const route = step.value;
      void did({ kind: 'open', route }, () => words('open.done', { place: namer.place(route) }));
    });
    none = make('p', 'quiet', words('fill.none'));
    send = key(words('fill.send'), 'c-key main', propose);
    for (const one of [what, state]) one.again();
    ending = key(words('end.action'), 'c-key warn', end);
    card_of_fields = card(words('fill.title'), none, fields, send);
    root.replaceChildren(
      card(words('point.title'), what.root, line('point-text', words('point.text'), doPoint), make('div', 'c-pair', [key(words('point.action'), 'c-key main', doPoint), key(words('withdraw.action'), 'c-key', withdraw)])),
      card(words('say.title'), line('say-text', words('say.label'), doSay), key(words('say.action'), 'c-key', doSay)),
      card_of_fields,
      card(words('open.title'), make('label', 'c-label', words('open.label'), { for: 'open-route' }), step, open),
      state.root, make('p', 'quiet', words('live.logged')), ending,
    );
    drawFields();
    markHeld();
  }
  aimed(null);
  draw();
  return {
    root, show,
    choose(node) {
      target = node;
      aimed(node);
    },
    point: doPoint,
    answered(seq, how) {
      if (seq !== waiting) return;
      waiting = 0;
      state.say(() => words(`fill.${how}`));
    },
    hold(on) {
      held = on;
      markHeld();
      state.say(nothing);
    },
    redraw: draw,
  };
}
