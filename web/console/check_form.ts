// The decision: all is right, or one of the reasons why not, each with what the patient will read then.
import { key, make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import { keep, type Draft } from './draft.js';
import { createSayer, nothing, type Line } from './line.js';
import type { PaperKind } from './paper.js';

export interface Decision {
  verified: boolean;
  reason?: string;
}

export interface CheckFormDeps {
  words: Words;
  app(): Table;
  kind: Pick<PaperKind, 'accept' | 'reasons' | 'reads'>;
  seen(): boolean; // nobody says yes to a picture that is not there yet
  decided(decision: Decision): void;
  aside(): void;
}

export interface CheckForm {
  root: HTMLElement;
  focus(): void;
  accept(): void;
  busy(on: boolean): void;
  say(line: Line): void;
  redraw(): void; // what is chosen stays
}

const accepted = 'accept';

export function createCheckForm({ words, app, kind, seen, decided, aside }: CheckFormDeps): CheckForm {
  const draft: Draft = new Map();
  const wrong = createSayer(make('p', 'c-error', [], { role: 'alert' }));
  const reads = createSayer(make('p', 'quiet k-reads', [], { 'aria-live': 'polite' }));
  let boxes: HTMLInputElement[] = [];
  let keys: HTMLElement[] = [];
  let busy = false;

  const chosen = (): string => draft.get('decision') ?? '';
  function told(): void {
    wrong.say(nothing);
    const reason = chosen();
    reads.say(() => (kind.reasons.includes(reason) ? words('decide.reads', { text: kind.reads(reason, app()) }) : ''));
  }
  function decide(value: string): void {
    if (busy) return;
    const why = !value ? 'decide.empty' : value === accepted && !seen() ? 'decide.unseen' : '';
    wrong.say(why ? () => words(why) : nothing);
    if (!why) decided(value === accepted ? { verified: true } : { verified: false, reason: value });
  }
  const form = make('form', 'c-card k-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    decide(chosen());
  });
  // (Not disabled: focus would be lost, and what is chosen could not be read.)
  function still(): void {
    for (const part of [...keys, ...boxes]) part.setAttribute('aria-disabled', String(busy));
    form.classList.toggle('busy', busy);
  }
  function draw(): void {
    boxes = [accepted, ...kind.reasons].map((value) => keep(draft, make('input', '', [], { type: 'radio', name: 'decision', value, id: `decision-${value}` })));
    const choices = make('fieldset', 'k-choices', [
      make('legend', 'c-label', words('decide.title')),
      ...boxes.map((box) => make('label', 'k-choice', [box, words(box.value === accepted ? kind.accept : `decide.${box.value}`)], { for: box.id })),
    ]);
    choices.addEventListener('change', told);
    keys = [make('button', 'c-key main', words('decide.action'), { type: 'submit' }), key(words('decide.aside'), 'c-key', () => void (busy || aside()))];
    for (const line of [reads, wrong]) line.again();
    form.replaceChildren(choices, reads.root, wrong.root, make('div', 'c-pair', keys), make('p', 'quiet', words('decide.hint')));
    still();
  }
  draw();
  return {
    root: form,
    focus: () => (boxes.find(({ checked }) => checked) ?? boxes[0]!).focus(),
    accept: () => decide(accepted),
    busy(on) {
      busy = on;
      still();
    },
    say: wrong.say,
    redraw: draw,
  };
}
