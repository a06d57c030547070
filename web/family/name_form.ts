// The form for the name at the door. What is typed stays in another language, and when it was wrong.
import { keep, type Draft } from '../console/draft.js';
import { createSayer, nothing, type Line } from '../console/line.js';
import { markWrong } from '../console/wrong.js';
import { make } from '../help/dom.js';
import type { Words } from '../help/words.js';

export interface NameFormDeps {
  words: Words;
  name: string; // from before
  typed(name: string): void;
  send(): void;
}

export interface NameForm {
  draw(): HTMLElement;
  focus(): void;
  say(line: Line, atName?: boolean): void; // what is wrong: with the name, or only for now
  busy(on: boolean): void;
}

export function createNameForm({ words, name, typed, send }: NameFormDeps): NameForm {
  const draft: Draft = new Map([['name', name]]);
  const wrong = createSayer(make('p', 'c-error', [], { id: 'name-error', role: 'alert' }));
  let box = make('input');
  let action = make('button');
  let atName = false;
  let busy = false;
  // (Not disabled: focus would be lost.)
  function mark(): void {
    markWrong(box, atName);
    action.setAttribute('aria-disabled', String(busy));
  }
  function say(line: Line, about = true): void {
    wrong.say(line);
    atName = about && wrong.said();
    mark();
    if (atName) box.focus();
  }
  return {
    draw() {
      box = keep(draft, make('input', 'c-field', [], { id: 'name', autocomplete: 'name', maxlength: '20', 'aria-describedby': 'name-hint name-error' }));
      box.addEventListener('input', () => {
        say(nothing);
        typed(box.value.trim());
      });
      action = make('button', 'c-key main', words('family.name.action'), { type: 'submit' });
      const form = make('form', 'c-form', [
        make('label', 'c-label', words('family.name.label'), { for: 'name' }), make('p', 'quiet', words('family.name.hint'), { id: 'name-hint' }), box, wrong.root, action,
      ]);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        if (!busy) send();
      });
      wrong.again();
      mark();
      return form;
    },
    focus: () => box.focus(),
    say,
    busy(on) {
      busy = on;
      mark();
    },
  };
}
