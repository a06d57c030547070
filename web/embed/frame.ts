// The app's side of an embedding: joins the hospital's page, signs its patient in, and from then on carries messages. Loaded in
// a frame only. The page is believed when it is the parent window and one of the hospital's origins; of what it says only what
// the protocol knows. A session's token stays in this document's memory.
import type { Effect, HostEvent, StartEvent } from '../effects.js';
import { account, readCame } from '../smart.js';
import { createNews, type Tell } from './news.js';
import { isForeign, protocolVersion, read, toFrame, type Entry, type Message, type Smart, type Theme, type ToFrame } from './protocol.js';
import { palette, refusal } from './theme.js';
import { json, spend, type Spent } from './token.js';

export interface FrameDeps {
  window: Window;
  app: {
    prefs: { language: string; size: string; paint: string; contrast: string; read_aloud: string };
    keepSession(token: string): void;
    draft(): string;
    back(): void;
    prefer(name: string, value: string): void;
  };
  send(event: HostEvent): void; // to the program
  colour(css: Record<string, string>): void; // of the page's own elements
  covered(keyboard: boolean, inset: number): void;
  fetch?: typeof fetch;
  patience_ms?: number;
}

export interface Frame {
  begin(start: StartEvent): void; // before the program hears of the start
  begun(): void; // and after
  asked(effect: Effect): void;
  heard(event: HostEvent): void;
  tell: Tell;
  embedder(): string; // the page around
  leave(url: URL): boolean; // an address elsewhere: opened beside this page, which has to stay
}

const watch_ms = 500;
const comeBack = 'banzhen:back'; // what the app says that was led to in the window beside (web/main.ts)
const entryNodes: Record<Entry, string> = { refill: 'home.refill', consultation: 'home.ask', records: 'home.records', orders: 'home.orders' };
const isEntry = (value: unknown): value is Entry => typeof value === 'string' && Object.hasOwn(entryNodes, value);

// undefined: no page of the hospital's has answered, so this is the app as it is.
export async function join(deps: FrameDeps): Promise<Frame | undefined> {
  const { window, app, send, fetch = window.fetch.bind(window), patience_ms = 10_000 } = deps;
  const own = window.location.origin;
  const answer = await fetch('/api/v1/embedding', json({})).then((found) => (found.ok ? found.json() : null), () => null) as { hospital_id: string; origins: string[]; theme?: Theme } | null;
  if (!answer) return undefined;

  let portal = ''; // the page's origin, once it has said a word that counts
  let entry: Entry | undefined;
  let colours = '';
  let started: StartEvent | undefined;
  let signedIn = false;
  let smart: Smart | undefined; // the page's own words for signing in
  let terms = 0; // the version that the page says was agreed to
  let beside: Window | null = null; // where the patient pays, or signs in with the hospital's own account
  let signsIn = false; // it is the latter
  let welcome: (joined: boolean) => void;
  const joined = new Promise<boolean>((resolve) => {
    welcome = resolve;
    window.setTimeout(() => resolve(false), patience_ms);
  });

  const tell: Tell = (type, more) => {
    if (portal) window.parent.postMessage({ banzhen: protocolVersion, type, ...more }, portal);
  };
  const news = createNews(tell);

  // The page's colours over those of the hospital's settings; what cannot be read leaves all as it was.
  function paint(theme: Theme): void {
    const whole = { ...answer!.theme, ...theme };
    const refused = refusal(whole);
    if (refused) return tell('error', { code: 'theme', ...refused });
    const { css, colours: digits } = palette(whole);
    colours = digits;
    deps.colour(css);
    if (started) send({ on: 'prefer', name: 'colours', value: colours });
  }

  async function signIn(launch: string, terms: number): Promise<Spent> {
    const spent = await spend({ fetch, launch, terms, language: app.prefs.language === 'en' ? 'en' : 'zh', embedder: portal });
    if (!('token' in spent)) {
      tell('error', { code: spent.code });
      return spent;
    }
    app.keepSession(spent.token);
    signedIn = true;
    if (isEntry(spent.entry)) entry = spent.entry;
    if (spent.language) look('language', spent.language === 'en' ? 'en' : 'zh-CN');
    tell('signed-in', {});
    return spent;
  }

  function look(name: string, value: string): void {
    app.prefer(name, value);
    if (started) send({ on: 'prefer', name, value });
  }

  async function init(message: Message<ToFrame, 'init'>, from: string): Promise<void> {
    portal = from;
    if (message.hospital && message.hospital !== answer!.hospital_id) {
      tell('error', { code: 'hospital' });
      portal = '';
      return;
    }
    entry = message.entry;
    terms = message.terms ?? 0;
    smart = message.smart;
    deps.covered(!!message.keyboard, message.inset ?? 0);
    if (answer!.theme) paint({});
    if (message.theme) paint(message.theme);
    if (message.launch) await signIn(message.launch, terms);
    welcome(true);
  }

  // A token that comes later. Whoever was signed in before may be somebody else: nothing of theirs stays.
  async function launch(token: string): Promise<Spent | undefined> {
    if (signedIn) return void window.location.reload();
    const spent = await signIn(token, terms);
    if (!('token' in spent) || !started) return spent;
    send({ ...started, ...app.prefs, draft: app.draft(), signed_in: true, route: routeNow(), paid: null, checked: null });
    return spent;
  }

  const routeNow = (): string => /^#([a-z_]+)$/.exec(window.location.hash)?.[1] ?? 'home';

  function heardPage(message: Message<ToFrame>): void {
    switch (message.type) {
      case 'init': return; // once is enough
      case 'launch':
        terms = message.terms ?? 0;
        return void launch(message.launch);
      case 'look':
        if (message.language) look('language', message.language === 'en' ? 'en' : 'zh-CN');
        if (message.size) look('size', message.size);
        return;
      case 'theme': return paint(message.theme);
      case 'page': return deps.covered(message.keyboard, message.inset);
      case 'back': return app.back();
    }
  }

  // What came of signing in beside. What the account lacks, the program asks for.
  async function cameBack(outcome: string, token = ''): Promise<void> {
    if (outcome !== 'done') tell('error', { code: `account_${outcome}` });
    account(outcome, outcome === 'done' ? await launch(token) : undefined, token).forEach(send);
  }

  // The page for paying or checking has led back to the app, there; or was closed. The hospital knows what came of it: the shown
  // page asks again.
  function returned(): void {
    beside?.close();
    beside = null;
    if (signsIn) void cameBack('closed');
    else send({ on: 'route', route: routeNow() });
  }

  function onMessage({ source, origin, data }: MessageEvent<unknown>): void {
    if (source !== null && source === beside && origin === own) {
      const came = signsIn && readCame(data);
      if (came) {
        beside?.close();
        beside = null;
        void cameBack(came.outcome, came.launch);
      } else if (!signsIn && data === comeBack) {
        returned();
      }
      return;
    }
    if (source !== window.parent || (portal ? origin !== portal : !answer!.origins.includes(origin))) return;
    const message = read<ToFrame>(toFrame, data);
    if (!message) {
      if (portal && isForeign(data)) tell('error', { code: 'version' });
    } else if (portal) heardPage(message);
    else if (message.type === 'init') void init(message as Message<ToFrame, 'init'>, origin);
  }
  window.addEventListener('message', onMessage);
  // Says nothing but that somebody is here: which of the origins the page has is not known yet.
  window.parent.postMessage({ banzhen: protocolVersion, type: 'hello' }, '*');

  if (!(await joined)) {
    window.removeEventListener('message', onMessage);
    return undefined;
  }

  // Presses what a patient would press on home; of one who is signed in only when it is known how far they are.
  function enter(): void {
    if (entry && routeNow() === 'home') send({ on: 'press', id: entryNodes[entry], value: '', checked: false });
    entry = undefined;
  }

  return {
    tell,
    embedder: () => portal,
    asked(effect) {
      if (effect.do === 'session' && effect.token) signedIn = true;
      news.asked(effect);
    },
    begin(start) {
      started = start;
      send({ on: 'prefer', name: 'embedded', value: 'yes' });
      if (colours) send({ on: 'prefer', name: 'colours', value: colours });
    },
    begun() {
      tell('ready', { hospital: answer.hospital_id });
      if (!signedIn) enter();
    },
    heard(event) {
      news.heard(event);
      if (event.on === 'reply' && event.purpose === 'load.account') window.setTimeout(enter);
    },
    leave(url) {
      if (!/^https?:$/.test(url.protocol)) return false;
      signsIn = url.origin === own && url.pathname === '/smart/launch';
      if (signsIn) for (const [name, value] of Object.entries({ portal, ...smart })) url.searchParams.set(name, value);
      const opened = window.open(url);
      if (!opened) {
        tell('error', { code: 'popup' });
        if (signsIn) account('popup').forEach(send);
        return true; // the page that is shown now has a key for it, and a key's press may open windows
      }
      beside = opened;
      const watch = window.setInterval(() => {
        if (beside !== opened) return window.clearInterval(watch);
        if (!opened.closed) return;
        window.clearInterval(watch);
        returned();
      }, watch_ms);
      return true;
    },
  };
}
