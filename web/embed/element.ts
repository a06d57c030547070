// <banzhen-portal>: the app in a frame on a hospital's own page. Needs nothing but the page; styles by properties only, so that the
// strictest content security policy allows it. Believes the frame's window at the app's origin, and of it what the protocol knows.
import { entries, isForeign, protocolVersion, read, toFrame, toPage, themeTokens, type Entry, type Language, type Message, type Size, type Theme, type ToFrame, type ToPage } from './protocol.js';

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
const keyboard_min = 120; // what disappears at the lower end when only the browser's own bars come and go is less
const texts = ['hospital', 'server', 'language', 'size', 'entry', 'height'] as const;

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
    #theme: Theme | null = null;
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
      if (this.#ready) this.#say('theme', { theme: this.#colours() });
    }
    get launchToken(): LaunchToken {
      return this.#launch;
    }
    set launchToken(launch: LaunchToken) {
      this.#launch = launch;
      if (!this.#ready || !launch) return;
      void this.#token().then((token) => token && this.#say('launch', { launch: token, terms: this.terms }));
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
      } else if (name === 'server' || name === 'hospital' || name === 'entry') {
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
      const { language, size } = this.#look();
      this.#known = JSON.stringify(this.#look());
      const query = new URLSearchParams({ embed: '1', ...(language && { lang: language }), ...(size && { size }) });
      const frame = document.createElement('iframe');
      frame.src = `${this.#origin}/?${query}`;
      frame.title = this.getAttribute('label') ?? 'Banzhen';
      frame.allow = ['camera', 'microphone', 'clipboard-read', 'clipboard-write', 'fullscreen', 'autoplay'].map((what) => `${what} ${this.#origin}`).join('; ');
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

    // The page's own language, where the element names none.
    #look(): ToFrame['look'] {
      const language = this.getAttribute('language') || /^(?:zh|en)\b/i.exec(document.documentElement.lang)?.[0];
      const size = this.getAttribute('size');
      return {
        ...(language && { language: /^en\b/i.test(language) ? 'en' as const : 'zh' as const }),
        ...(size && { size: size === 'elder' ? size : 'standard' as const }),
      };
    }
    #looks(): void {
      const look = this.#look();
      const text = JSON.stringify(look);
      if (text !== this.#known) this.#say('look', look);
      this.#known = text;
    }
    // The property's, else what the page's style says: --banzhen-brand and so on.
    #colours(): Theme {
      const style = getComputedStyle(this);
      const found: Theme = {};
      for (const token of themeTokens) {
        const colour = this.#theme ? this.#theme[token] : style.getPropertyValue(`--banzhen-${token.replace('_', '-')}`).trim();
        if (!colour) continue;
        if (/^#[0-9a-f]{6}$/i.test(colour)) found[token] = colour;
        else this.#fail({ code: 'colour', token });
      }
      return found;
    }
    async #token(): Promise<string> {
      try {
        return typeof this.#launch === 'function' ? await this.#launch() : this.#launch;
      } catch {
        this.#fail({ code: 'launch_token' });
        return '';
      }
    }

    async #greet(): Promise<void> {
      this.#shown(false);
      const frame = this.#frame;
      const launch = await this.#token();
      if (frame !== this.#frame) return;
      const theme = this.#colours();
      const entry = entries.find((one) => one === this.getAttribute('entry'));
      const hospital = this.getAttribute('hospital');
      this.#covered = '';
      this.#say('init', {
        ...(hospital && { hospital }), ...(entry && { entry }), ...(launch && { launch, terms: this.terms }),
        ...(Object.keys(theme).length > 0 && { theme }), ...this.#cover(),
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
      if (type === 'dialog' || type === 'navigated') this.#frame?.scrollIntoView({ block: 'nearest' });
      if (type === 'dialog') return;
      if (type === 'error') return this.#fail(detail as ToPage['error']);
      if (type === 'signed-in' && typeof this.#launch === 'string') this.#launch = ''; // it is used up
      if (type === 'resize') this.#wanted = (detail as ToPage['resize']).height;
      if (type === 'ready') {
        clearTimeout(this.#timer);
        this.#shown(true);
        this.#looks();
      }
      if (type === 'ready' || type === 'resize') this.#fit();
      this.#tell(type, detail);
    }

    // What can be seen of the page; less while a keyboard covers it.
    #seen(): number {
      return Math.round(visualViewport ? visualViewport.height * visualViewport.scale : innerHeight);
    }
    #typing(): boolean {
      return document.activeElement === this && innerHeight - this.#seen() > keyboard_min;
    }
    #cover(): ToFrame['page'] {
      const safe = this.#safe.offsetHeight;
      const below = innerHeight - (this.#frame?.getBoundingClientRect().bottom ?? 0);
      return { keyboard: this.#typing(), inset: Math.max(0, Math.min(safe, Math.round(safe - below))) };
    }
    #later = (): void => {
      this.#pending ||= requestAnimationFrame(() => {
        this.#pending = 0;
        this.#fit();
        const now = this.#cover();
        const text = JSON.stringify(now);
        if (!this.#ready || text === this.#covered) return;
        this.#covered = text;
        this.#say('page', now);
      });
    };
    // As high as its content, but never higher than what can be seen: so a dialog in it is seen whole, and its help stays at hand.
    #fit(): void {
      if (!this.#frame) return;
      const fills = this.getAttribute('height') === 'fill';
      const own = parseFloat(getComputedStyle(this).maxHeight) || Infinity;
      const most = Math.min(this.#seen(), own);
      const height = Math.min(Math.max(this.#wanted || 640, height_min), most);
      this.#frame.style.height = fills && !this.#typing() ? '100%' : `${height}px`;
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
