// What a helper may do on a patient's page: point with a few words, say a line, propose what may be proposed, open a step, take
// it back, end. The rest stays locked, and says so.
import { key, make } from '../help/dom.js';
import { hidden } from '../help/mask_text.js';
import type { MaskedNode, MaskedPage } from '../help/mask.js';
import type { Words } from '../help/words.js';
import type { Joined } from './desk.js';
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
  answered(seq: number, accepted: boolean): void;
}

const text_max = '80';

export function createTools({ words, namer, joined, act, pointed, end }: ToolDeps): Tools {
  const state = make('p', 'c-state', [], { role: 'status' });
  const told = (line: string): void => void (state.textContent = line);
  const did = async (action: Action, line: string): Promise<number> => {
    const seq = await act(action);
    if (seq) told(line);
    return seq;
  };
  function card(title: string, ...inner: Node[]): HTMLElement {
    return make('section', 'c-card', [make('h2', '', title), ...inner], { 'aria-label': title });
  }
  function line(id: string, label: string): { row: HTMLElement[]; input: HTMLInputElement } {
    const input = make('input', 'c-field', [], { id, maxlength: text_max, autocomplete: 'off' });
    return { row: [make('label', 'c-label', label, { for: id }), input], input };
  }
  const onEnter = (input: HTMLInputElement, run: () => void): void => input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) run();
  });

  // -- point
  let target: MaskedNode | null = null;
  const what = make('p', 'c-what', words('point.none'));
  const hint = line('point-text', words('point.text'));
  const doPoint = (): void => {
    if (!target) return told(words('point.none'));
    const { id } = target;
    const text = hint.input.value.trim();
    void did({ kind: 'point', node: id, ...(text && { text }) }, words('point.done')).then((seq) => seq && pointed(id));
  };
  onEnter(hint.input, doPoint);
  const withdraw = (): void => void did({ kind: 'withdraw' }, words('withdraw.done')).then((seq) => {
    if (!seq) return;
    pointed('');
    waiting = 0;
  });

  // -- say
  const say = line('say-text', words('say.label'));
  const doSay = (): void => {
    const text = say.input.value.trim();
    if (text) void did({ kind: 'say', text }, words('say.done')).then((seq) => seq && (say.input.value = ''));
  };
  onEnter(say.input, doSay);

  // -- propose
  let waiting = 0;
  const fields = make('div', 'c-fields');
  const none = make('p', 'quiet', words('fill.none'));
  const send = key(words('fill.send'), 'c-key main', () => {
    const values = [...fields.querySelectorAll('input')].filter(({ value }) => value.trim()).map(({ dataset, value }) => ({ field: dataset.field!, value: value.trim() }));
    if (!values.length) return told(words('fill.empty'));
    void did({ kind: 'propose', fields: values }, words('fill.sent')).then((seq) => (waiting = seq));
  });
  let shownFields = '';
  function fill(page: MaskedPage): void {
    const boxes = page.nodes.filter(({ role }) => role === 'textbox');
    const now = boxes.map(({ id }) => id).join(' ');
    none.hidden = boxes.length > 0;
    send.hidden = !boxes.some(({ id }) => joined.fields.includes(id));
    if (now === shownFields) return; // what the helper is typing stays
    shownFields = now;
    fields.replaceChildren(...boxes.map((node, i) => {
      const label = (node.name ?? '').replaceAll(hidden, '') || words('role.textbox');
      if (!joined.fields.includes(node.id))
        return make('div', 'c-locked', [make('span', 'c-label', label), make('p', '', [lock(words('fill.own'))])]);
      const input = make('input', 'c-field', [], { id: `fill-${i}`, 'data-field': node.id, maxlength: '120', autocomplete: 'off' });
      return make('div', '', [make('label', 'c-label', label, { for: input.id }), input]);
    }));
  }

  // -- open
  const step = make('select', 'c-field', joined.routes.map((route) => make('option', '', namer.place(route), { value: route })), { id: 'open-route' });
  const open = key(words('open.action'), 'c-key', () => void did({ kind: 'open', route: step.value }, words('open.done', { place: namer.place(step.value) })));

  const root = make('div', 'c-tools', [
    card(words('point.title'), what, ...hint.row, make('div', 'c-pair', [key(words('point.action'), 'c-key main', doPoint), key(words('withdraw.action'), 'c-key', withdraw)])),
    card(words('say.title'), ...say.row, key(words('say.action'), 'c-key', doSay)),
    card(words('fill.title'), none, fields, send),
    card(words('open.title'), make('label', 'c-label', words('open.label'), { for: 'open-route' }), step, open),
    state, make('p', 'quiet', words('live.logged')), key(words('end.action'), 'c-key warn', end),
  ]);
  return {
    root,
    show: fill,
    choose(node) {
      target = node;
      what.textContent = node ? words('point.at', { what: (node.name || node.description || '').replaceAll(hidden, words('live.masked')) }) : words('point.none');
    },
    point: doPoint,
    answered(seq, accepted) {
      if (seq !== waiting) return;
      waiting = 0;
      told(words(accepted ? 'fill.accepted' : 'fill.declined'));
    },
  };
}
