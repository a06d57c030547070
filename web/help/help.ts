// Help by a person, the patient's side: the session, what of the page goes out, what of the helper's doing comes in. Loaded
// when someone asks for help, or was being helped when the page was reloaded.
import type { Emit } from '../effects.js';
import type { Reason } from '../helping.js';
import type { Link } from '../link.js';
import type { UiNode, UiTree } from '../nodes';
import type { Store } from '../store.js';
import { createCalls, type Ask, type HelpSession } from './calls.js';
import { createListener, type HelpEvent, type Listener } from './listener.js';
import { createMask, type Mask } from './mask.js';
import { createTextMask } from './mask_text.js';
import { createPanel, type Panel } from './panel.js';
import { createPointer, type Pointer } from './pointer.js';
import { createSender, type Sender } from './sender.js';
import { loadTable, wordsOf, type Words } from './words.js';

export interface HelpDeps {
  window: Window & typeof globalThis;
  tree(): UiTree | undefined; // as it is shown now
  reason(): Reason;
  link: Link;
  store: Store;
  emit: Emit;
  request: Ask;
  token(): string;
  language(): string;
  elder(): boolean;
  freshId(): string;
  announce(text: string): void;
  speak(text: string): void;
  focus(node: string): void;
  go(route: string): void;
}

export interface Help {
  ask(what: string, phone: string): void;
  resume(): void;
  show(): void; // the page changed
}

// Addresses that the build writes: this part's own words and look.
declare const HELP_TEXTS: Record<string, string>;
declare const HELP_STYLE: string;

interface Kept {
  session: HelpSession;
  after: number; // the last event
  joined: number; // ms; by this device's clock
  known: boolean; // the note about what a helper cannot see was read
}

const end_tries_max = 20;

export function createHelp(deps: HelpDeps): Help {
  const { window, link, store, emit, announce } = deps;
  const { document } = window;
  const calls = createCalls(deps);
  let kept: Kept | null = null;
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let listener: Listener | null = null;
  let sender: Sender | null = null;
  let panel: Panel | null = null;
  let pointer: Pointer | null = null;
  let language = '';
  let mask: Mask | null = null;
  let words: Words = (key) => key;
  let proposed: HelpEvent | null = null;

  // ---- what is kept, and what the app is told
  function keep(session: HelpSession): void {
    kept = { after: kept?.session.id === session.id ? kept.after : 0, joined: kept?.joined ?? 0, known: kept?.known ?? false, session };
    save();
  }
  const save = (): void => store.set('help', kept ? JSON.stringify(kept) : '');
  function tell(session: HelpSession): void {
    const { token, ...told } = session; // (the app has no use for it)
    void token;
    emit({ on: 'reply', purpose: 'help.session', status: 200, body: JSON.stringify(told), etag: '' });
  }
  const live = (): boolean => !!kept && (kept.session.state === 'active' || leftMs(kept.session) > 0);
  const leftMs = ({ state, code_expires_at: until }: HelpSession): number => (state === 'waiting' && until ? Math.max(0, Date.parse(until) - Date.now()) : 0);

  // ---- asking
  async function ask(what: string, phone: string): Promise<void> {
    if (what === 'call_back') {
      const answer = await calls.ask({ kind: 'call_back', reason: deps.reason(), ...(phone && { phone }) });
      return emit({ on: 'reply', purpose: 'help.call_back', status: answer?.status ?? 0, body: answer?.text ?? '', etag: '' });
    }
    if (what === 'code' && live()) return tell(kept!.session);
    const old = kept;
    const asked = Date.now();
    const answer = await calls.ask({ kind: 'code', reason: deps.reason(), elder: deps.elder() });
    if (answer?.status !== 201) return emit({ on: 'reply', purpose: 'help.session', status: answer?.status ?? 0, body: answer?.text ?? '', etag: '' });
    if (old) forget();
    if (old) void end(old.session);
    const session = JSON.parse(answer.text) as HelpSession;
    // Clocks differ: how long it holds is the server's word, from when on is ours.
    if (session.code_expires_at) session.code_expires_at = new Date(asked + Date.parse(session.code_expires_at) - Date.parse(session.created_at)).toISOString();
    keep(session);
    tell(session);
    listen();
  }

  function listen(): void {
    const { session, after } = kept!;
    clearTimeout(expiry);
    if (session.state === 'waiting') expiry = setTimeout(() => over({ state: 'expired' }), leftMs(session));
    let calm = 0;
    listener?.stop();
    listener = createListener(after, {
      ask: (at, stop) => calls.events(session, at, stop),
      wait: (failures, stop) => link.backoff(failures, stop),
      heard(event) {
        if (kept) kept.after = event.seq;
        heard(event);
        save();
      },
      // Now and then: how many are on duty.
      quiet: () => void (kept?.session.state === 'waiting' && ++calm % 4 === 0 && look()),
      back: () => sender?.whole(),
      refused: () => over({ state: kept?.session.state === 'waiting' ? 'expired' : 'ended', ended_by: 'time' }),
    });
  }

  async function look(): Promise<void> {
    const of = kept?.session;
    const answer = of && (await calls.look(of));
    if (!of || !answer || kept?.session.id !== of.id) return;
    if (answer.status === 404 || answer.status === 401) return over({ state: 'ended', ended_by: 'time' });
    if (answer.status !== 200) return;
    const { state, helpers_on_duty, helper_name, ended_by } = JSON.parse(answer.text) as HelpSession;
    if (state === 'ended' || state === 'expired') return over({ state, ...(ended_by && { ended_by }) });
    if (state === 'active' && kept.session.state === 'waiting') return void joined(helper_name ?? '');
    if (helpers_on_duty === kept.session.helpers_on_duty) return;
    keep({ ...kept.session, helpers_on_duty });
    tell(kept.session);
  }

  // ---- someone is there
  // Words and the table that the mask goes by, of the language that is shown. Without network they come when it is back.
  async function load(): Promise<void> {
    for (let tries = 1; language !== deps.language(); tries++) {
      const wanted = deps.language();
      const { dataset } = document.documentElement;
      try {
        const [app, own] = await Promise.all([loadTable((wanted === 'en' ? dataset.textEn : dataset.textZh)!), loadTable(HELP_TEXTS[wanted]!)]);
        language = wanted;
        mask = createMask(createTextMask(app));
        words = wordsOf(own);
      } catch {
        await link.backoff(tries);
      }
    }
  }
  async function style(): Promise<void> {
    if (document.getElementById('help-style')) return;
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: HELP_STYLE, id: 'help-style' });
    await new Promise((done) => {
      link.onload = link.onerror = done;
      document.head.append(link);
    });
  }

  async function joined(name: string): Promise<void> {
    if (!kept) return;
    clearTimeout(expiry);
    const { code, ...session } = kept.session;
    void code; // used up
    keep({ ...session, state: 'active', helper_name: name });
    kept.joined ||= Date.now();
    save();
    if (panel) return sender?.whole(); // the server began anew
    await open();
    if (!kept) return;
    announce(words('panel.helping', { name }));
    tell(kept.session);
  }
  async function open(): Promise<void> {
    await Promise.all([load(), style()]);
    if (!kept || panel) return;
    draw(kept);
    pointer = createPointer(control);
    const { session } = kept;
    sender = createSender({
      page: () => (deps.tree() && mask ? mask.page(deps.tree()!) : null),
      post: (frame, signal) => calls.frame(session, frame, signal),
      wait: (failures, signal) => link.backoff(failures, signal),
      refused: () => void look(),
      lost: (on) => panel?.lost(on),
    });
    sender.changed();
  }
  function draw(now: Kept): void {
    panel?.gone();
    panel = createPanel({
      words, stop, noted: now.known,
      known() {
        now.known = true;
        save();
      },
    });
    panel.helper(now.session.helper_name ?? '', now.joined);
  }
  async function translate(): Promise<void> {
    await load();
    if (proposed) answer(proposed.seq, false);
    proposed = null;
    if (kept && panel) draw(kept);
    sender?.whole();
  }
  const control = (id: string): HTMLElement | null => document.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const nodeOf = (id: string): UiNode | undefined => deps.tree()?.nodes.find((node) => node.id === id);

  function stop(): void {
    const of = kept?.session;
    over({ state: 'ended', ended_by: 'patient' });
    if (of) void end(of);
  }
  // The server must hear of it, also when the network is away just now.
  async function end(of: HelpSession): Promise<void> {
    const key = deps.freshId();
    for (let tries = 1; tries <= end_tries_max && !(await calls.end(of, key)); tries++) await link.backoff(tries);
  }
  function forget(): void {
    clearTimeout(expiry);
    listener?.stop();
    sender?.stop();
    pointer?.gone();
    panel?.gone();
    listener = sender = pointer = panel = proposed = kept = null;
    save();
  }
  function over(how: Partial<HelpSession>): void {
    if (!kept) return;
    const { code, ...session } = kept.session;
    void code;
    const wasHelped = !!panel;
    forget();
    tell({ ...session, ...how });
    if (wasHelped) announce(words(how.ended_by === 'patient' ? 'panel.stopped' : 'panel.ended'));
  }

  // ---- what the helper does
  function point(id: string, text: string): void {
    const element = control(id);
    if (!element) return;
    const said = text || words('panel.point');
    pointer?.at(element, said);
    announce(words('panel.pointed', { name: kept?.session.helper_name ?? '', what: nodeOf(id)?.name ?? '', text: said }));
  }
  function say(text: string): void {
    const line = words('panel.says', { name: kept?.session.helper_name ?? '', text });
    panel?.say(line);
    announce(line);
    deps.speak(text);
  }
  const answer = (seq: number, accepted: boolean): void => void (kept && calls.answer(kept.session, seq, accepted));
  function propose(event: HelpEvent): void {
    // Only text fields that the patient sees now: a proposal never reaches what is not in sight.
    const fields = (event.fields ?? []).filter(({ field }) => nodeOf(field)?.role === 'textbox');
    if (!fields.length) return answer(event.seq, false);
    proposed = event;
    panel?.propose(fields.map(({ field, value }) => ({ label: nodeOf(field)?.name ?? '', value })), (accepted) => {
      proposed = null;
      answer(event.seq, accepted);
      if (!accepted) return deps.focus(fields[0]!.field);
      // The same way as typing, so the draft keeps it.
      for (const { field, value } of fields) emit({ on: 'input', id: field, value, checked: false });
      announce(words('panel.filled_in'));
    });
    announce(words('panel.filled', { name: kept?.session.helper_name ?? '' }));
  }
  function open_route(route: string): void {
    if (!/^[a-z_]+$/.test(route)) return;
    deps.go(route);
    // The page that came may be another one: the app's own guards decide.
    window.setTimeout(() => {
      const line = words('panel.opened', { name: kept?.session.helper_name ?? '', title: deps.tree()?.title ?? '' });
      panel?.say(line);
      announce(line);
    }, 300);
  }
  function heard(event: HelpEvent): void {
    const helped = kept?.session.state === 'active';
    if (event.kind === 'joined') return void joined(event.helper_name ?? '');
    if (event.kind === 'ended') return over({ state: helped || event.by !== 'time' ? 'ended' : 'expired', ended_by: event.by ?? 'helper' });
    if (!helped) return;
    if (event.kind === 'resync') sender?.whole();
    else if (event.kind === 'point') point(mask?.real(event.node ?? '') ?? '', event.text ?? '');
    else if (event.kind === 'say') say(event.text ?? '');
    else if (event.kind === 'propose') propose(event);
    else if (event.kind === 'open') open_route(event.route ?? '');
    else if (event.kind === 'withdraw') {
      pointer?.gone();
      panel?.withdraw();
      proposed = null;
    }
  }

  for (const kind of ['online', 'offline']) window.addEventListener(kind, () => listener?.renew());

  return {
    ask: (what, phone) => void ask(what, phone),
    resume() {
      try {
        kept = JSON.parse(store.get('help')) as Kept;
      } catch {
        return store.set('help', '');
      }
      if (!live()) {
        kept = null;
        return save();
      }
      tell(kept.session);
      listen();
      if (kept.session.state === 'active') void open();
      void look();
    },
    show() {
      if (!panel) return;
      pointer?.follow();
      // A card about fields that are gone goes with them.
      if (proposed && !proposed.fields?.some(({ field }) => nodeOf(field))) {
        answer(proposed.seq, false);
        proposed = null;
        panel.withdraw();
      }
      if (language !== deps.language()) void translate();
      else sender?.changed();
    },
  };
}
