// Help by a person, the patient's side: the session, what of the page goes out, what of the helper's doing comes in. Loaded
// when someone asks for help, or was being helped when the page was reloaded.
import type { Emit } from '../effects.js';
import type { Stuck } from '../helping.js';
import type { Link } from '../link.js';
import type { UiTree } from '../nodes';
import type { Store } from '../store.js';
import { createActs } from './acts.js';
import { createCalls, type Ask, type HelpSession, type Reply } from './calls.js';
import { createDoor, type Door } from './door.js';
import { createListener, type HelpEvent, type Listener } from './listener.js';
import { createMask, type Mask } from './mask.js';
import { createTextMask } from './mask_text.js';
import { createPanel, type Panel } from './panel.js';
import { createPointer, type Pointer } from './pointer.js';
import { reason } from './reason.js';
import { createRelay, type WorkerLike } from './relay.js';
import { createSender, type Sender } from './sender.js';
import { loadStyle } from './strip.js';
import { loadTable, textsOfApp, wordsOf, type Words } from './words.js';

export interface HelpDeps {
  window: Window & typeof globalThis;
  tree(): UiTree | undefined; // as it is shown now
  stuck(): Stuck; // before they asked
  link: Link;
  store: Store;
  lasting: boolean; // what is in it is there after a reload
  emit: Emit;
  base: string; // of the API
  request: Ask;
  openWorker(path: string): WorkerLike | null;
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
  stop(): void;
  show(): void; // the page changed
}

// Addresses that the build writes: this part's own words and look.
declare const HELP_TEXTS: Record<string, string>;
declare const HELP_STYLE: string;
declare const HELP_WORKER: string;

interface Kept {
  session: HelpSession;
  after: number; // the last event
  joined: number; // ms; by this device's clock
  known: boolean; // the note about what a helper cannot see was read
}

const end_tries_max = 20;
const answer_ms = 3 * 60_000; // for whoever comes in the last moment, as the server has it

export function createHelp(deps: HelpDeps): Help {
  const { window, link, store, emit, announce } = deps;
  const { document } = window;
  const relay = createRelay({ ...deps, open: () => deps.openWorker(HELP_WORKER) });
  const calls = createCalls({ ...deps, relay: relay.ask });
  let kept: Kept | null = null;
  let wishes = 0; // the last one counts
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let listener: Listener | null = null;
  let sender: Sender | null = null;
  let panel: Panel | null = null;
  let door: Door | null = null;
  let pointer: Pointer | null = null;
  let language = '';
  let mask: Mask | null = null;
  let words: Words = (key) => key;

  // ---- what is kept, and what the app is told
  function keep(session: HelpSession): void {
    kept = { after: kept?.session.id === session.id ? kept.after : 0, joined: kept?.joined ?? 0, known: kept?.known ?? false, session };
    save();
  }
  const save = (): void => store.set('help', kept ? JSON.stringify(kept) : '');
  function tell(session: HelpSession): void {
    const { token, link: secret, ...told } = session; // (the app has no use for them)
    void [token, secret];
    emit({ on: 'reply', purpose: 'help.session', status: 200, body: JSON.stringify(told), etag: '' });
  }
  const live = (): boolean => !!kept && (kept.session.state === 'active' || leftMs(kept.session) > 0);
  const leftMs = ({ state, code_expires_at: until }: HelpSession): number => (state === 'waiting' && until ? Math.max(0, Date.parse(until) - Date.now()) : 0);

  // ---- asking
  async function ask(what: string, phone: string): Promise<void> {
    if (what === 'call_back') {
      const answer = await calls.ask({ kind: 'call_back', reason: await reason(deps.stuck(), deps.language()), ...(phone && { phone }) });
      return emit({ on: 'reply', purpose: 'help.call_back', status: answer?.status ?? 0, body: answer?.text ?? '', etag: '' });
    }
    const kind = what === 'link' ? 'link' : 'code';
    const mine = ++wishes;
    if (live() && (what === 'code' || (kind === kept!.session.kind && kind === 'link'))) return tell(kept!.session);
    const why = await reason(deps.stuck(), deps.language());
    const asked = Date.now();
    const answer = await calls.ask({ kind, reason: why, elder: deps.elder() });
    const made = answer?.status === 201;
    const session = made ? (JSON.parse(answer.text) as HelpSession) : null;
    // Something else was wished for meanwhile, or somebody came: nothing takes the place of that.
    if (mine !== wishes || kept?.session.state === 'active') return void (session && end(session));
    if (!session) return emit({ on: 'reply', purpose: 'help.session', status: answer?.status ?? 0, body: answer?.text ?? '', etag: '' });
    const old = kept;
    if (old) forget();
    if (old) void end(old.session);
    // Clocks differ: how long it holds is the server's word, from when on is ours.
    if (session.code_expires_at) session.code_expires_at = new Date(asked + Date.parse(session.code_expires_at) - Date.parse(session.created_at)).toISOString();
    keep(session);
    tell(session);
    listen();
    if (kind === 'link') void open_door().then(() => door?.focus()); // whoever asked for it goes on there
  }

  function listen(): void {
    const { session, after } = kept!;
    wait_out();
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

  function wait_out(): void {
    clearTimeout(expiry);
    if (kept?.session.state === 'waiting') expiry = setTimeout(() => over({ state: 'expired' }), leftMs(kept.session));
  }

  async function look(): Promise<void> {
    const of = kept?.session;
    const answer = of && (await calls.look(of));
    if (!of || !answer || kept?.session.id !== of.id) return;
    if (answer.status === 404 || answer.status === 401) return over({ state: 'ended', ended_by: 'time' });
    if (answer.status !== 200) return;
    const { state, helpers_on_duty, helper_name, asking_name, ended_by } = JSON.parse(answer.text) as HelpSession;
    if (state === 'ended' || state === 'expired') return over({ state, ...(ended_by && { ended_by }) });
    if (state === 'active' && kept.session.state === 'waiting') return void joined(helper_name ?? '');
    if (asking_name && !kept.session.asking_name) return knock(asking_name);
    if (helpers_on_duty === kept.session.helpers_on_duty) return;
    keep({ ...kept.session, helpers_on_duty });
    tell(kept.session);
  }

  // ---- a link is out
  async function open_door(): Promise<void> {
    await Promise.all([load(), loadStyle(HELP_STYLE)]);
    const { session } = kept ?? {};
    if (!session?.link || session.state !== 'waiting') return;
    door?.gone();
    door = createDoor({ window, words, announce, url: `${window.location.origin}/family#${session.link}`, cancel: stop, answer: let_in });
    if (session.asking_name) door.knock(session.asking_name);
    else announce(words('door.title'));
  }
  function knock(name: string): void {
    if (!kept || kept.session.state !== 'waiting') return;
    const until = new Date(Date.now() + Math.max(answer_ms, leftMs(kept.session))).toISOString();
    keep({ ...kept.session, asking_name: name, code_expires_at: until });
    wait_out();
    door?.knock(name);
  }
  function let_in(accepted: boolean): void {
    const of = kept?.session;
    if (!of) return;
    const key = deps.freshId();
    void until_answered(() => calls.letIn(of, accepted, key)).then((answer) => {
      if (accepted && kept?.session.id === of.id && answer?.status !== 200) void look(); // it was over meanwhile
    });
    if (!accepted) over({ state: 'ended', ended_by: 'patient' });
  }

  // ---- someone is there
  // Words and the table that the mask goes by, of the language that is shown. Without network they come when it is back.
  async function load(): Promise<void> {
    for (let tries = 1; language !== deps.language(); tries++) {
      const wanted = deps.language();
      try {
        const [app, own] = await Promise.all([textsOfApp(wanted), loadTable(HELP_TEXTS[wanted]!)]);
        language = wanted;
        mask = createMask(createTextMask(app));
        words = wordsOf(own);
      } catch {
        await link.backoff(tries);
      }
    }
  }

  async function joined(name: string): Promise<void> {
    if (!kept) return;
    clearTimeout(expiry);
    const { code, link: secret, asking_name, ...session } = kept.session;
    void [code, secret, asking_name]; // used up
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
    await Promise.all([load(), loadStyle(HELP_STYLE)]);
    if (!kept || panel) return;
    door?.gone();
    door = null;
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
    acts.drop();
    if (kept && panel) draw(kept);
    else if (door) void open_door();
    sender?.whole();
  }
  const control = (id: string): HTMLElement | null => document.querySelector(`[data-id="${CSS.escape(id)}"]`);

  function stop(): void {
    const of = kept?.session;
    over({ state: 'ended', ended_by: 'patient' });
    if (of) void end(of);
  }
  // The server must hear of it, also when the network is away just now.
  async function end(of: HelpSession): Promise<void> {
    const key = deps.freshId();
    await until_answered(() => calls.end(of, key));
  }
  async function until_answered(call: () => Promise<Reply | null>): Promise<Reply | null> {
    for (let tries = 1; tries <= end_tries_max; tries++) {
      const answer = await call();
      if (answer) return answer;
      await link.backoff(tries);
    }
    return null;
  }
  function forget(): void {
    clearTimeout(expiry);
    listener?.stop();
    sender?.stop();
    relay.close();
    pointer?.gone();
    panel?.gone();
    door?.gone();
    listener = sender = pointer = panel = door = kept = null;
    acts.forget();
    save();
  }
  function over(how: Partial<HelpSession>): void {
    if (!kept) return;
    const { code, asking_name, ...session } = kept.session;
    void [code, asking_name];
    const wasHelped = !!panel;
    const wasOut = !!door;
    forget();
    tell({ ...session, ...how });
    if (wasOut) announce(words(how.ended_by === 'patient' ? 'door.shut' : 'door.over'));
    if (wasHelped) announce(words(how.ended_by === 'patient' ? 'panel.stopped' : 'panel.ended'));
  }

  // ---- what the helper does
  const acts = createActs({
    ...deps, control,
    words: (key, values) => words(key, values),
    helper: () => kept?.session.helper_name ?? '',
    panel: () => panel,
    pointer: () => pointer,
    real: (id) => mask?.real(id) ?? '',
    answer: (seq, how) => void (kept && calls.answer(kept.session, seq, how)),
    select: (id) => (control(id) as HTMLInputElement | null)?.select(),
  });
  function heard(event: HelpEvent): void {
    const helped = kept?.session.state === 'active';
    if (event.kind === 'knock') return knock(event.helper_name ?? '');
    if (event.kind === 'joined') return void joined(event.helper_name ?? '');
    if (event.kind === 'ended') return over({ state: helped || event.by !== 'time' ? 'ended' : 'expired', ended_by: event.by ?? 'helper' });
    if (!helped) return;
    if (event.kind === 'resync') sender?.whole();
    else acts.take(event);
  }

  for (const kind of ['online', 'offline']) window.addEventListener(kind, () => listener?.renew());
  // Where nothing is kept (a hospital's page, a device of many) the session ends with the page: whoever helps must not go on
  // looking at what changes no more, and digits that were read out must lead nowhere.
  if (!deps.lasting) window.addEventListener('pagehide', () => void (kept && calls.end(kept.session, deps.freshId())));

  return {
    ask: (what, phone) => void ask(what, phone),
    stop,
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
      else if (kept.session.link) void open_door();
      void look();
    },
    show() {
      if (door && language !== deps.language()) void translate();
      if (!panel) return;
      pointer?.follow();
      acts.follow();
      if (language !== deps.language()) void translate();
      else sender?.changed();
    },
  };
}
