// The strip above the app while a link is out: a key that hands it on, and the question who may come in. Nobody sees anything
// before the patient has answered it.
import { key, make } from './dom.js';
import { createStrip } from './strip.js';
import type { Words } from './words.js';

export interface DoorDeps {
  window: Window & typeof globalThis;
  words: Words;
  url: string;
  cancel(): void;
  answer(accepted: boolean): void;
  announce(text: string): void;
}

export interface Door {
  focus(): void;
  knock(name: string): void;
  gone(): void;
}

export function createDoor({ window, words, url, cancel, answer, announce }: DoorDeps): Door {
  const { navigator } = window;
  const note = make('p', '', words('door.note'));
  const keys = make('div', 'h-pair');
  const card = make('div', 'h-card', [make('h2', '', words('door.title'), { id: 'help-door' }), note, keys], { role: 'group', 'aria-labelledby': 'help-door' });
  const strip = createStrip(words('door.label'), [card]);
  const say = (line: string): void => {
    note.textContent = line;
    announce(line);
  };

  // ---- handing it on
  async function share(): Promise<void> {
    try {
      await navigator.share({ title: words('door.share.title'), text: words('door.share.text'), url });
      say(words('door.sent'));
    } catch (error) {
      if ((error as Error).name !== 'AbortError') void copy(); // (they closed the sheet: nothing is wrong)
    }
  }
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      say(words('door.copied'));
    } catch {
      show();
    }
  }
  // Neither may be done here: the address itself, to be copied as any text.
  function show(): void {
    if (card.querySelector('input')) return;
    const box = make('input', 'h-link', [], { readonly: '', 'aria-label': words('door.address'), value: url });
    note.after(box);
    say(words('door.by_hand'));
    box.focus();
    box.select();
  }
  const shares = typeof navigator.share === 'function' && (!navigator.canShare || navigator.canShare({ url }));
  keys.append(...(shares ? [key(words('door.share'), 'h-key h-main', () => void share())] : []), key(words('door.copy'), 'h-key', () => void copy()), key(words('door.cancel'), 'h-key', cancel));

  return {
    focus: () => keys.querySelector('button')?.focus(),
    knock(name) {
      const done = (accepted: boolean) => (): void => {
        for (const one of keys.children) (one as HTMLButtonElement).disabled = true;
        answer(accepted);
      };
      const asks = words('door.asks', { name });
      card.querySelector('h2')!.textContent = asks;
      card.querySelector('input')?.remove();
      note.textContent = words('door.may');
      keys.replaceChildren(key(words('door.yes'), 'h-key', done(true)), key(words('door.no'), 'h-key', done(false)));
      announce(`${asks} ${words('door.may')}`);
    },
    gone: strip.gone,
  };
}
