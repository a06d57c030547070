// Puts the host's parts together around one window. The only file of these that touches globals.
import { freshId, type Emit, type EffectDeps, type StartEvent } from './effects.js';
import { createDrafts } from './drafts.js';
import { createEvents } from './events.js';
import { createHelping } from './helping.js';
import { createRoutes } from './history.js';
import { createOpenRecord } from './open_record.js';
import { createLink } from './link.js';
import { createNet } from './net.js';
import type { UiTree } from './nodes';
import { createPicking } from './picking/picking.js';
import { createPictures, type Pictures } from './pictures.js';
import { isChosen, keepPref, readPrefs, type Prefs } from './prefs.js';
import { apiBase, request } from './request.js';
import { createSession, personalStore } from './session.js';
import { createSounds } from './sounds.js';
import { createAnnouncer, createSpeech } from './speech.js';
import { createStore } from './store.js';
import type { System } from './system';
import { createUploads, type UploadDeps } from './upload.js';
import { openWorker } from './worker.js';

export interface Host extends EffectDeps {
  prefs: Prefs; // as they are now
  start(): StartEvent; // once; also begins to listen to the window
  begun(): void; // the app has heard of the start
  addFile(picker: string, file: File, count: number, batch: string): string;
  pictures: Pictures;
  shown(tree: UiTree): void;
  draft(): string; // as it is now
}

export interface HostOptions {
  window: Window & typeof globalThis;
  emit: Emit;
  status: HTMLElement; // the page's one role=status element
  focus(node: string): void;
  scroll(top: number): void;
  read(on: boolean): void; // the whole screen
  preferred(name: string, value: string): void; // the page's own look follows
  system?: System;
  embedded?: boolean; // in a hospital's page
  embedder?(): string; // which one
  leave?(url: URL): boolean; // true: opened elsewhere, this page stays
  seen?(): Promise<void>; // what is on its way to the screen
}

// Phones know of no folders, even where their browsers know the word.
const canPickFolders = (window: Window & typeof globalThis): boolean =>
  'webkitdirectory' in (window.HTMLInputElement?.prototype ?? {}) && !!window.matchMedia?.('(hover: hover) and (pointer: fine)').matches;

const openable = /^(https?|tel|sms|mailto):$/;

export function createHost({ window, emit, status, focus, scroll, read, preferred, system, embedded, embedder, leave, seen }: HostOptions): Host {
  const { document, location, navigator } = window;
  const fetch = (url: string, init: RequestInit): Promise<Response> => window.fetch(url, init);
  const { store, shared } = personalStore(location.search, () => window.sessionStorage, embedded);
  const looks = createStore(() => window.localStorage);
  const more = window.matchMedia?.('(prefers-contrast: more)');
  const prefs = readPrefs(looks, location.search, navigator.language, more?.matches, system?.plain());
  const token = (): string => session.token();
  const language = (): string => prefs.language;

  const link = createLink({ emit, online: navigator.onLine });
  const drafts = createDrafts(store);
  const net = createNet({ fetch, emit, link, token, language, ...(embedder && { embedder }), ...(seen && { seen }) });
  const uploads = createUploads({
    fetch, emit, link, store, token, origin: location.origin,
    preparer: () => (preparer ??= import('./prepare/preparer.js').then(
      (loaded) => loaded.preparer(),
      (error: unknown) => {
        preparer = undefined; // the next photo asks again
        throw error;
      },
    )),
  });
  const picking = createPicking({ uploads, emit, load: () => import('./picking/sort.js') });
  const pictures = createPictures({ fetch, emit, token, file: uploads.file, origin: location.origin });
  const events = createEvents({ fetch, emit, link, token });
  const routes = createRoutes({ history: window.history, location, emit, ...(seen && { seen }) });
  const sounds = createSounds({ window, fetch, emit, token, language, addFile: uploads.addFile, fileOf: uploads.file });
  const session = createSession({
    store,
    changed: net.clear,
    forgotten() {
      drafts.save('');
      picking.clear();
      uploads.clear();
      events.clear();
      pictures.clear();
      sounds.clear();
      helping.forgotten();
      net.drop();
    },
  });
  const voice = 'speechSynthesis' in window
    ? { synth: window.speechSynthesis, utter: (text: string) => new window.SpeechSynthesisUtterance(text) }
    : null;
  const speech = createSpeech(voice, language, (value) => emit({ on: 'speaking', value }));
  const announce = createAnnouncer(status);
  const helping = createHelping({
    load: (page) => Promise.resolve(seen?.()).then(() => import('./help/help.js')).then(({ createHelp }) => createHelp({
      ...page, window, link, openWorker, base: apiBase, store, token, language, emit, announce, focus, freshId,
      lasting: !shared && !embedded,
      elder: () => prefs.size === 'elder',
      speak: speech.speak,
      go: routes.open,
      request: (path, init, stop, timeoutMs) => request(fetch, link, apiBase + path, init, stop, timeoutMs),
    })),
    failed: (what) => emit({ on: 'reply', purpose: what === 'call_back' ? 'help.call_back' : 'help.session', status: 0, body: '', etag: '' }),
  });
  let preparer: ReturnType<NonNullable<UploadDeps['preparer']>> | undefined;
  const timers = new Map<string, number>();

  // With the session's token, which a plain link does not carry. What could not be had is told like a call's answer.
  async function saveFile(path: string, name: string): Promise<void> {
    const answered = (status: number): void => emit({ on: 'reply', purpose: `privacy.saved.${name}`, status, body: '', etag: '' });
    try {
      const answer = await fetch(`/api/v1${path}`, {
        headers: { Authorization: `Bearer ${token()}`, 'Accept-Language': language() }, cache: 'no-store', credentials: 'omit',
      });
      if (!answer.ok) return answered(answer.status);
      const url = URL.createObjectURL(await answer.blob());
      const link = Object.assign(document.createElement('a'), { href: url, download: name });
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
      answered(200);
    } catch {
      answered(0);
    }
  }

  function follow(name: string, value: string): void {
    emit({ on: 'prefer', name, value });
  }

  return {
    prefs,
    begun: routes.begun,
    start() {
      window.addEventListener('online', () => {
        link.heard(true);
        events.restart();
      });
      window.addEventListener('offline', () => link.heard(false));
      window.addEventListener('popstate', () => {
        sounds.leave();
        routes.popped();
      });
      window.addEventListener('pagehide', drafts.flush);
      window.addEventListener('pagehide', uploads.flush);
      window.addEventListener('pagehide', () => speech.speak(''));
      more?.addEventListener('change', () => {
        if (isChosen(looks, 'contrast')) return;
        prefs.contrast = more.matches ? 'high' : 'normal';
        preferred('contrast', prefs.contrast);
        follow('contrast', prefs.contrast);
      });
      system?.watch(() => {
        const paint = system.plain() ? 'plain' : 'canvas';
        if (isChosen(looks, 'paint') || paint === prefs.paint) return;
        prefs.paint = paint;
        follow('paint', paint);
        preferred('paint', paint); // may tell that it cannot be
      });
      if (store.get('help')) helping.resume();
      // Voices may be there only a while after the page.
      voice?.synth.addEventListener?.('voiceschanged', () => follow('voice', speech.can() ? 'yes' : 'no'));
      document.addEventListener('visibilitychange', () => {
        if (document.hidden) {
          drafts.flush();
          uploads.flush();
          speech.speak('');
        } else {
          link.wake();
        }
        events.hidden(document.hidden);
      });
      return {
        on: 'start', draft: drafts.read(), signed_in: !!token(), shared, online: link.online(), ...routes.start(),
        size: prefs.size, language: prefs.language, paint: prefs.paint,
        contrast: prefs.contrast, read_aloud: prefs.read_aloud, can_speak: speech.can(),
        folders: canPickFolders(window),
      };
    },
    addFile: picking.addFile,
    draft: drafts.read,
    pictures,
    call: net.call,
    keepSession: session.keep,
    go(route, replace) {
      sounds.leave();
      routes.go(route, replace);
    },
    back: routes.back,
    prepare: uploads.prepare,
    openRecord: createOpenRecord({ fetch, emit, token, window }),
    upload: uploads.start,
    stopUpload: (file, forget) => (forget ? uploads.forget(file) : uploads.pause(file)),
    open(url) {
      routes.settle(); // whoever comes back comes to this page
      const target = new URL(url, location.href);
      if (openable.test(target.protocol) && !leave?.(target)) location.assign(target);
    },
    announce,
    speak: speech.speak,
    read,
    countries() {
      void import('./countries.js').then(({ countries }) => emit({ on: 'countries', text: countries(language()) }));
    },
    focus,
    scroll,
    help: helping.ask,
    shown: helping.show,
    // Of one purpose only the latest counts.
    after(purpose, delayMs) {
      window.clearTimeout(timers.get(purpose));
      timers.set(purpose, window.setTimeout(() => {
        timers.delete(purpose);
        emit({ on: 'after', purpose });
      }, delayMs));
    },
    listen: events.listen,
    prefer(name, value) {
      if (!keepPref(looks, name, value)) return;
      prefs[name as keyof Prefs] = value;
      preferred(name, value);
      if (name === 'language') follow('voice', speech.can() ? 'yes' : 'no');
      if (name === 'read_aloud' && value === 'off') speech.speak('');
    },
    print: () => window.print(),
    save: saveFile,
    record: sounds.record,
    play: sounds.play,
    saveDraft: drafts.save,
  };
}
