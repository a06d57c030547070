// <banzhen-portal>: the app in a frame on a hospital's own page. Needs nothing but the page; styles by properties only, so that the
// strictest content security policy allows it. Believes the frame's window at the app's origin, and of it what the protocol knows.
import { coveredBy, lookOf, passedOn, seenHeight, typing, wishedColours } from './page.js';
import { entries, isForeign, protocolVersion, read, toFrame, toPage, type Entry, type Language, type Message, type Size, type Theme, type ToFrame, type ToPage } from './protocol.js';

export type { Entry, Language, Place, Size, Theme } from './protocol.js';

// A one-time token of the hospital's back end, or how to get one: it is good for a minute.
export type LaunchToken = string | (() => string | Promise<string>);

export interface BanzhenPortalEvents {
  ready: CustomEvent<ToPage['ready']>;
  resize: CustomEvent<ToPage['resize']>;
  navigated: CustomEvent<ToPage['navigated']>;
  'signed-in': CustomEvent<ToPage['signed-in']>;
  submitted: CustomEvent<ToPage['submitted']>;
  paid: CustomEvent<ToPage['paid']>;
  ended: CustomEvent<ToPage['ended']>;
  error: CustomEvent<ToPage['error']>;
}

export interface BanzhenPortalElement extends HTMLElement {
  hospital: string;
  server: string;
  language: Language | '';
  size: Size | '';
  entry: Entry | '';
  iss: string; // with SMART App Launch: of the hospital's systems, the one that signs its patients in
  launch: string; // and what a record system gave along
  height: 'content' | 'fill';
  terms: number; // the version of the hospital's terms that this patient has agreed to on this page's side
  theme: Theme | null;
  launchToken: LaunchToken;
  back(): void; // as the app's own key for it
  addEventListener<Type extends keyof BanzhenPortalEvents>(type: Type, listener: (event: BanzhenPortalEvents[Type]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'banzhen-portal': BanzhenPortalElement;
  }
}

const tag = 'banzhen-portal';
const patience_ms = 30_000;
const height_min = 360;
const texts = ['hospital', 'server', 'language', 'size', 'entry', 'height', 'iss', 'launch'] as const;

const originOf = (address: string): string => {
  try {
    const { protocol, origin } = new URL(address, location.href);
    return /^https?:$/.test(protocol) ? origin : '';
  } catch {
    return '';
  }
};

function place(element: HTMLElement, style: Partial<CSSStyleDeclaration>): HTMLElement {
  Object.assign(element.style, style);
  return element;
}

function make(home: string): CustomElementConstructor {
  return class extends HTMLElement {
    static observedAttributes = [...texts, 'terms', 'launch-token'];
    #frame: HTMLIFrameElement | null = null;
    #origin = '';
    #launch: LaunchToken = '';
    #taken: LaunchToken = ''; // the one that was handed on, or asked
    #due = false; // it was set since
    #signedIn = false; // since the greeting
    #theme: Theme | null = null;
    #painted = ''; // the colours that the frame was told
    #ready = false;
    #wanted = 0; // the content's height
    #covered = ''; // what the frame was last told
    #known = ''; // the same, of language and size
    #pending = 0;
    #timer = 0;
    #slot = document.createElement('slot');
    #safe = document.createElement('div'); // as high as the safe area at the screen's lower end
    #box = document.createElement('div');

    constructor() {
      super();
      place(this.#box, { display: 'grid', height: '100%' });
      place(this.#safe, { position: 'fixed', width: '0', height: 'env(safe-area-inset-bottom,0px)', visibility: 'hidden' });
      this.#slot.style.gridArea = '1/1';
      this.#box.append(this.#slot);
      this.attachShadow({ mode: 'open' }).append(this.#box, this.#safe);
    }

    get theme(): Theme | null {
      return this.#theme;
    }
    set theme(theme: Theme | null) {
      this.#theme = theme;
      if (this.#ready) this.#paint();
    }
    get launchToken(): LaunchToken {
      return this.#launch;
    }
    set launchToken(launch: LaunchToken) {
      this.#launch = launch;
      this.#due = true;
      if (this.#ready) this.#hand();
    }
    get terms(): number {
      return Number(this.getAttribute('terms')) || 0;
    }
    set terms(version: number) {
      this.setAttribute('terms', String(version));
    }

    back(): void {
      if (this.#ready) this.#say('back', {});
    }

    connectedCallback(): void {
      if (getComputedStyle(this).display === 'inline') this.style.display = 'block';
      addEventListener('message', this.#heard);
      addEventListener('resize', this.#later);
      addEventListener('scroll', this.#later, { passive: true, capture: true });
      visualViewport?.addEventListener('resize', this.#later);
      this.#open();
    }
    disconnectedCallback(): void {
      removeEventListener('message', this.#heard);
      removeEventListener('resize', this.#later);
      removeEventListener('scroll', this.#later, { capture: true });
      visualViewport?.removeEventListener('resize', this.#later);
      this.#close();
    }
    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      if (name === 'launch-token') {
        if (!now) return;
        this.removeAttribute(name); // it need not lie about in the page
        this.launchToken = now;
      } else if (before === now || !this.#frame) {
        return;
      } else if (['server', 'hospital', 'entry', 'iss', 'launch'].includes(name)) {
        this.#close();
        this.#open();
      } else if (name === 'height') {
        this.#fit();
      } else if (this.#ready) {
        this.#looks();
      }
    }

    #open(): void {
      this.#origin = originOf(this.getAttribute('server') ?? home);
      if (!this.#origin) return this.#fail({ code: 'server' });
      const { language, size } = lookOf(this);
      this.#known = JSON.stringify(lookOf(this));
      const query = new URLSearchParams({ embed: '1', ...(language && { lang: language }), ...(size && { size }) });
      const frame = document.createElement('iframe');
      frame.src = `${this.#origin}/?${query}`;
      frame.title = this.getAttribute('label') ?? 'Banzhen';
      frame.allow = passedOn.map((what) => `${what} ${this.#origin}`).join('; ');
      frame.referrerPolicy = 'no-referrer';
      place(frame, { gridArea: '1/1', width: '100%', border: '0', display: 'block', visibility: 'hidden' });
      this.#frame = frame;
      this.#fit();
      this.#box.append(frame);
      this.#timer = window.setTimeout(() => this.#fail({ code: 'timeout' }), patience_ms);
    }
    #close(): void {
      clearTimeout(this.#timer);
      cancelAnimationFrame(this.#pending);
      this.#pending = 0;
      this.#frame?.remove();
      this.#frame = null;
      this.#shown(false);
    }
    #shown(ready: boolean): void {
      this.#ready = ready;
      this.#slot.style.display = ready ? 'none' : '';
      if (this.#frame) this.#frame.style.visibility = ready ? 'visible' : 'hidden';
    }

    #say<Type extends keyof ToFrame>(type: Type, more: ToFrame[Type]): void {
      const message = { banzhen: protocolVersion, type, ...more };
      if (read<ToFrame>(toFrame, message)) this.#frame?.contentWindow?.postMessage(message, this.#origin);
      else this.#fail({ code: 'attribute' }); // the frame would not hear it
    }
    #tell(type: string, detail: object): void {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }
    #fail(detail: ToPage['error']): void {
      const { code, token, against, contrast } = detail;
      const why = contrast ? `: ${token} on ${against} has a contrast of ${contrast}, 4.5 is wanted; the colours stay as they were` : token ? `: ${token}` : '';
      console.warn(`banzhen-portal: ${code}${why}`);
      this.#tell('error', detail);
    }

    #looks(): void {
      const look = lookOf(this);
      const text = JSON.stringify(look);
      if (text !== this.#known) this.#say('look', look);
      this.#known = text;
    }
    #colours(): Theme {
      const found: Theme = {};
      const wished = wishedColours(this, this.#theme);
      this.#painted = String(wished);
      for (const [token, colour] of wished) {
        if (/^#[0-9a-f]{6}$/i.test(colour)) found[token] = colour;
        else this.#fail({ code: 'colour', token });
      }
      return found;
    }
    #paint(): void {
      this.#say('theme', { theme: this.#colours() });
    }
    #hand(): void {
      if (this.#launch) void this.#token().then((token) => token && this.#say('launch', { launch: token, terms: this.terms }));
    }
    async #token(): Promise<string> {
      this.#taken = this.#launch;
      this.#due = false;
      try {
        return typeof this.#launch === 'function' ? await this.#launch() : this.#launch;
      } catch {
        this.#fail({ code: 'launch_token' });
        return '';
      }
    }

    async #greet(): Promise<void> {
      this.#shown(false);
      this.#signedIn = false;
      const frame = this.#frame;
      const launch = await this.#token();
      if (frame !== this.#frame) return;
      const theme = this.#colours();
      const entry = entries.find((one) => one === this.getAttribute('entry'));
      const hospital = this.getAttribute('hospital');
      const iss = this.getAttribute('iss');
      const given = this.getAttribute('launch');
      const cover = this.#cover();
      this.#covered = JSON.stringify(cover);
      this.#say('init', {
        ...(hospital && { hospital }), ...(entry && { entry }), ...(launch && { launch }), ...(this.terms && { terms: this.terms }),
        ...(Object.keys(theme).length > 0 && { theme }), ...(iss && { smart: { iss, ...(given && { launch: given }) } }), ...cover,
      });
    }

    #heard = ({ source, origin, data }: MessageEvent<unknown>): void => {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin) return;
      const message = read<ToPage>(toPage, data);
      if (message) this.#take(message);
      else if (isForeign(data)) this.#fail({ code: 'version' });
    };
    #take(message: Message<ToPage>): void {
      const { banzhen: _, type, ...detail } = message;
      if (type === 'hello') return void this.#greet();
      // Whoever works in the frame sees all of it; the page of one who only came by does not move.
      if (type === 'dialog' || (type === 'navigated' && document.activeElement === this)) this.#frame?.scrollIntoView({ block: 'nearest' });
      if (type === 'dialog') return;
      if (type === 'error') return this.#fail(detail as ToPage['error']);
      if (type === 'signed-in') {
        this.#signedIn = true;
        if (typeof this.#launch === 'string' && this.#launch === this.#taken) this.#launch = ''; // it is used up
      }
      if (type === 'resize') this.#wanted = (detail as ToPage['resize']).height;
      if (type === 'ready') {
        clearTimeout(this.#timer);
        this.#shown(true);
        // What the page wished for since the greeting.
        this.#looks();
        if (String(wishedColours(this, this.#theme)) !== this.#painted) this.#paint();
        // (A page that sets its function again and again means no other patient by it.)
        if (this.#due && !(this.#signedIn && (typeof this.#launch === 'function' || this.#launch === this.#taken))) this.#hand();
      }
      if (type === 'ready' || type === 'resize') {
        this.#fit();
        this.#later(); // its lower end has moved
      }
      this.#tell(type, detail);
    }

    #cover(): ToFrame['page'] {
      return { keyboard: typing(this), inset: coveredBy(this.#safe.offsetHeight, this.#frame) };
    }
    #later = (): void => {
      this.#pending ||= requestAnimationFrame(() => {
        this.#pending = 0;
        this.#fit();
        const now = this.#cover();
        const text = JSON.stringify(now);
        if (!this.#ready || text === this.#covered) return;
        // Above a keyboard the frame is as high as what is left: all of it has to be there.
        if (now.keyboard && this.#covered.includes('false')) this.#frame?.scrollIntoView({ block: 'start' });
        this.#covered = text;
        this.#say('page', now);
      });
    };
    // As high as its content, but never higher than what can be seen: so a dialog in it is seen whole, and its help stays at hand.
    #fit(): void {
      if (!this.#frame) return;
      const fills = this.getAttribute('height') === 'fill';
      const own = parseFloat(getComputedStyle(this).maxHeight) || Infinity;
      const most = Math.min(seenHeight(), own);
      const height = Math.min(Math.max(this.#wanted || 640, height_min), most);
      this.#frame.style.height = fills && !typing(this) ? '100%' : `${height}px`;
    }
  };
}

// Once in a page. `home` is the app's address where the element names none.
export function define(home = ''): void {
  if (typeof customElements === 'undefined' || customElements.get(tag)) return;
  const element = make(home);
  for (const name of texts)
    Object.defineProperty(element.prototype, name, {
      get(this: HTMLElement) {
        return this.getAttribute(name) ?? (name === 'height' ? 'content' : '');
      },
      set(this: HTMLElement, value: string) {
        this.setAttribute(name, value);
      },
      enumerable: true,
    });
  customElements.define(tag, element);
}
