// Small pictures of records and messages: fetched with the session when they come into sight, kept as blob URLs, few at a
// time; and codes for another device's camera, made here. What the viewer shows is another matter, and loaded only then.
import type { HostEvent } from './effects';
import { scanAddress } from './history.js';
import type { UiNode } from './nodes';
import { apiBase, quiet, type Fetch } from './request.js';
import type { Viewer } from './viewer/viewer';
import { openWorker } from './worker.js';

export interface PicturesDeps {
  fetch: Fetch;
  token(): string;
  origin: string; // of this app, for another device's camera
  file(source: string): Blob | null;
  emit(event: HostEvent): void;
}

export interface Pictures {
  show(element: HTMLElement, node: UiNode): void; // a node with a picture is there, or changed
  gone(element: HTMLElement): void;
  clear(): void; // signed out
}

const kept_max = 60;

export const previewPath = (source: string): string => {
  const [kind, id, page] = source.split(':');
  const path = `/${kind}s/${encodeURIComponent(id ?? '')}/preview`;
  return page && page !== '1' ? `${path}?page=${page}` : path;
};

export function createPictures(deps: PicturesDeps): Pictures {
  const urls = new Map<string, string>(); // source → blob URL, oldest first
  const waiting = new WeakMap<Element, string>(); // what an element is to show
  let observer: IntersectionObserver | null = null;
  let viewer: Promise<Viewer> | null = null;
  let staged: HTMLElement | null = null;

  const sight = (): IntersectionObserver => (observer ??= new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) {
      sight().unobserve(target);
      void load(target as HTMLImageElement, waiting.get(target)!);
    }
  }, { rootMargin: '200px' }));
  const ask = (path: string, init: RequestInit): Promise<Response> =>
    deps.fetch(apiBase + path, { ...quiet, ...init, headers: { ...init.headers, Authorization: `Bearer ${deps.token()}` } });
  function keep(source: string, blob: Blob): string {
    const url = URL.createObjectURL(blob);
    urls.set(source, url);
    for (const [oldest, old] of urls) {
      if (urls.size <= kept_max) break;
      urls.delete(oldest);
      URL.revokeObjectURL(old);
    }
    return url;
  }
  async function blobOf(source: string): Promise<Blob | null> {
    if (source.startsWith('file:')) return deps.file(source.slice(5));
    if (source.startsWith('scan:')) return (await import('./qr')).qrPicture(scanAddress(deps.origin, source.slice(5)));
    const token = deps.token();
    const answer = await ask(previewPath(source), {});
    return answer.ok && token === deps.token() ? answer.blob() : null;
  }
  async function load(image: HTMLImageElement, source: string): Promise<void> {
    let url = urls.get(source);
    try {
      const blob = url ? null : await blobOf(source);
      url ??= urls.get(source) ?? (blob ? keep(source, blob) : '');
    } catch {
      url = ''; // the icon behind it stays
    }
    if (url && image.isConnected && waiting.get(image) === source) image.src = url;
  }

  return {
    show(element, node) {
      const source = node.picture!;
      element.style.borderRadius = node.radius ? `${node.radius}px` : '';
      if (node.view) {
        staged = element;
        viewer ??= import('./viewer/viewer').then(({ createViewer }) => createViewer({ ask, file: deps.file, emit: deps.emit, openWorker }));
        void viewer.then((loaded) => staged === element && loaded.show(element as HTMLCanvasElement, node.id, source, node.view!));
      } else if (waiting.get(element) !== source) {
        if (node.variant?.includes('cut') && !waiting.has(element)) void import('./cutting').then(({ listenToEdges }) => listenToEdges(element, node.id, deps.emit));
        waiting.set(element, source);
        element.removeAttribute('src');
        sight().observe(element);
      }
    },
    gone(element) {
      observer?.unobserve(element);
      if (element !== staged) return;
      staged = null;
      void viewer?.then((loaded) => staged || loaded.close());
    },
    clear() {
      for (const url of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}
