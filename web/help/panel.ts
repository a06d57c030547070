// The strip above the app while someone helps: who, since when, the key that ends it; below it what the helper says and
// proposes. It takes its place from the app, so nothing of the app is ever covered.
import { key, make } from './dom.js';
import { createStrip } from './strip.js';
import type { Words } from './words.js';

export interface PanelDeps {
  words: Words;
  stop(): void;
  noted: boolean; // what a helper cannot see was read before
  known(): void; // … and is now
}

export interface Fact {
  label: string;
  value: string;
}

export interface Panel {
  helper(name: string, since: number): void;
  lost(on: boolean): void;
  say(line: string): void;
  propose(facts: Fact[], answer: (accepted: boolean) => void): void;
  withdraw(): void;
  gone(): void;
}

const minute_ms = 60_000;
const reading_ms = 20_000;

export function createPanel({ words, stop, noted, known }: PanelDeps): Panel {
  const who = make('strong');
  const since = make('span');
  const bar = make('div', 'h-bar', [make('span', 'h-dot'), make('p', '', [who, since]), key(words('panel.stop'), 'h-stop', stop)]);
  // Once it could be read, it makes room for what the helper says.
  const read = (): void => {
    note.remove();
    known();
  };
  const note = make('div', 'h-note', [
    make('p', '', words('panel.note.see')), make('p', '', words('panel.note.do')), key(words('panel.note.known'), 'h-key', read),
  ]);
  const strip = createStrip(words('panel.label'), noted ? [bar] : [bar, note]);
  let name = '';
  let began = 0;
  let offline = false;
  let said: HTMLElement | null = null;
  let card: HTMLElement | null = null;

  const tick = setInterval(tell, minute_ms);
  function tell(): void {
    const minutes = Math.floor((Date.now() - began) / minute_ms);
    const time = minutes > 0 ? words('panel.since', { n: String(minutes) }) : words('panel.since_now');
    since.textContent = offline ? words('panel.lost') : time;
  }
  const drawn = Date.now();
  const room = (): void => {
    if (note.isConnected && Date.now() - drawn > reading_ms) read();
  };
  function drop(one: HTMLElement | null): null {
    one?.remove();
    return null;
  }

  return {
    helper(newName, at) {
      name = newName;
      began = at;
      who.textContent = words('panel.helping', { name });
      tell();
    },
    lost(on) {
      offline = on;
      tell();
    },
    say(line) {
      room();
      drop(said);
      said = make('div', 'h-say', [make('p', '', line), key(words('panel.say.known'), 'h-key', () => (said = drop(said)))]);
      bar.after(said);
    },
    propose(facts, answer) {
      room();
      drop(card);
      const done = (accepted: boolean) => (): void => {
        card = drop(card);
        answer(accepted);
      };
      const title = make('h2', '', words('panel.filled', { name }), { id: 'help-card' });
      const list = make('dl', '', facts.map(({ label, value }) => make('div', '', [make('dt', '', label), make('dd', '', value)])));
      card = make('div', 'h-card', [title, list, make('div', 'h-pair', [
        key(words('panel.yes'), 'h-key', done(true)), key(words('panel.no'), 'h-key', done(false)),
      ])], { role: 'group', 'aria-labelledby': 'help-card' });
      strip.root.append(card);
    },
    withdraw() {
      said = drop(said);
      card = drop(card);
    },
    gone() {
      clearInterval(tick);
      strip.gone();
    },
  };
}
