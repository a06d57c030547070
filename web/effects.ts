// The two vocabularies between the WASM client and the browser: effects that it asks for, events that it is told. Mirrors
// src/client/state/effect.hpp. Runs each effect with the host's parts; knows none of them itself.

export interface CallEffect {
  do: 'call';
  purpose: string;
  method: string;
  path: string;
  body: string;
  idempotency_key: string;
  if_match: string;
  durable: boolean;
}

export type Effect =
  | CallEffect
  | { do: 'session'; token: string }
  | { do: 'go'; route: string; replace: boolean }
  | { do: 'back' }
  | { do: 'prepare'; file: string; turns: number; crop: [number, number, number, number] }
  | { do: 'open_record'; record: string; page: number }
  | { do: 'upload'; file: string }
  | { do: 'stop_upload'; file: string; forget: boolean }
  | { do: 'open'; url: string }
  | { do: 'announce'; text: string }
  | { do: 'speak'; text: string }
  | { do: 'read'; on: boolean }
  | { do: 'countries' }
  | { do: 'focus'; node: string }
  | { do: 'after'; purpose: string; delay_ms: number }
  | { do: 'listen'; on: boolean }
  | { do: 'prefer'; name: string; value: string }
  | { do: 'print' }
  | { do: 'save'; path: string; name: string }
  | { do: 'record'; picker: string; action: string }
  | { do: 'play'; picker: string; source: string; on: boolean }
  | { do: 'scroll'; top: number }
  | { do: 'help'; what: string; phone: string }
  | { do: 'draft'; text: string };

export type FileState = 'picked' | 'prepared' | 'sending' | 'paused' | 'done' | 'failed';
// Of a pick as a whole, before its files are told: how many of them (`bytes`) were looked at (`sent`); then how many documents
// were found (`sent`), and how many files are none (`count`).
export type PickState = 'reading' | 'sorted';
export type SoundState = 'recording' | 'heard' | 'playing' | 'ended';

export interface FileEvent {
  on: 'file';
  file: string;
  picker: string;
  name: string;
  type: string;
  bytes: number;
  sent: number;
  state: FileState | PickState | SoundState;
  upload_id: string;
  error: string;
  count?: number; // picked: with others at once
  batch?: string; // the first one of these; of a series: the same one, that is here already
  quality?: string; // prepared
  width?: number; // prepared; 0: it cannot be opened here, and goes as it is
  height?: number;
  pages?: number; // of a series: how many slices,
  arrived?: number; // how many of them the server has
  page_upload_ids?: string[]; // done: those after the first; failed: all that arrived
}

export interface StartEvent {
  on: 'start';
  draft: string;
  signed_in: boolean;
  shared: boolean;
  online: boolean;
  route: string;
  paid: boolean | null;
  checked: boolean | null;
  size: string;
  language: string;
  paint: string;
  contrast: string;
  read_aloud: string;
  can_speak: boolean;
  folders: boolean; // whole folders can be picked, as on a computer with a disc
}

export type HostEvent =
  | StartEvent
  | FileEvent
  | { on: 'reply'; purpose: string; status: number; body: string; etag: string }
  | { on: 'route'; route: string }
  | { on: 'online'; value: boolean }
  | { on: 'slow'; value: boolean }
  | { on: 'speaking'; value: boolean }
  | { on: 'prefer'; name: string; value: string }
  | { on: 'countries'; text: string }
  | { on: 'news'; kind: string; subject: string }
  | { on: 'after'; purpose: string }
  | { on: 'texts'; language: string }
  | { on: 'press' | 'input' | 'toggle' | 'submit' | 'picture'; id: string; value: string; checked: boolean };

export type Stamped = HostEvent & { now: number; offset: number; fresh: string };
export type Emit = (event: HostEvent) => void;

// A random UUID; browsers offer randomUUID only on secure origins, and a hospital's test server may not be one.
export function freshId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  let index = 0;
  const random = crypto.getRandomValues(new Uint8Array(31));
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (slot) => {
    const digit = (random[index++] ?? 0) & 15;
    return (slot === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}

// `update` reads no clock and no dice: each event brings both.
export function stamp(event: HostEvent): Stamped {
  return { ...event, now: Date.now(), offset: -new Date().getTimezoneOffset(), fresh: freshId() };
}

// What effects need of the host; createHost in host.ts makes one from a window.
export interface EffectDeps {
  call(call: CallEffect): void;
  keepSession(token: string): void;
  go(route: string, replace: boolean): void;
  back(): void;
  prepare(file: string, turns: number, crop: [number, number, number, number]): void;
  openRecord(record: string, page: number): void;
  upload(file: string): void;
  stopUpload(file: string, forget: boolean): void;
  open(url: string): void;
  announce(text: string): void;
  speak(text: string): void;
  read(on: boolean): void;
  countries(): void;
  focus(node: string): void;
  after(purpose: string, delayMs: number): void;
  listen(on: boolean): void;
  prefer(name: string, value: string): void;
  print(): void;
  save(path: string, name: string): void;
  record(picker: string, action: string): void; // start | stop | drop
  play(picker: string, source: string, on: boolean): void;
  scroll(top: number): void; // negative: to the end
  help(what: string, phone: string): void; // code | new_code | call_back
  saveDraft(text: string): void;
}

export function runEffect(effect: Effect, deps: EffectDeps): void {
  switch (effect.do) {
    case 'call': return deps.call(effect);
    case 'session': return deps.keepSession(effect.token);
    case 'go': return deps.go(effect.route, effect.replace);
    case 'back': return deps.back();
    case 'prepare': return deps.prepare(effect.file, effect.turns, effect.crop);
    case 'open_record': return deps.openRecord(effect.record, effect.page);
    case 'upload': return deps.upload(effect.file);
    case 'stop_upload': return deps.stopUpload(effect.file, effect.forget);
    case 'open': return deps.open(effect.url);
    case 'announce': return deps.announce(effect.text);
    case 'speak': return deps.speak(effect.text);
    case 'read': return deps.read(effect.on);
    case 'countries': return deps.countries();
    case 'focus': return deps.focus(effect.node);
    case 'after': return deps.after(effect.purpose, effect.delay_ms);
    case 'listen': return deps.listen(effect.on);
    case 'prefer': return deps.prefer(effect.name, effect.value);
    case 'print': return deps.print();
    case 'save': return deps.save(effect.path, effect.name);
    case 'record': return deps.record(effect.picker, effect.action);
    case 'play': return deps.play(effect.picker, effect.source, effect.on);
    case 'scroll': return deps.scroll(effect.top);
    case 'help': return deps.help(effect.what, effect.phone);
    case 'draft': return deps.saveDraft(effect.text);
    default: {
      const missing: never = effect;
      console.error('unknown effect', missing);
    }
  }
}
