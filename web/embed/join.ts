// What the page's program loads when it is in a frame: the parts put together around this document.
import type { HostEvent } from '../effects.js';
import type { Host } from '../host.js';
import type { Viewport } from '../viewport.js';
import { join, type Frame } from './frame.js';
import { colourPage, watchSizes } from './sizes.js';

export interface Page {
  host: Host;
  send(event: HostEvent): void;
  viewport: Viewport;
  content: HTMLElement;
  bar: HTMLElement;
}

export async function joinPage({ host, send, viewport, content, bar }: Page): Promise<Frame | undefined> {
  const frame = await join({ window, app: host, send, colour: colourPage, covered: viewport.covered });
  if (!frame) return undefined;
  const begun = frame.begun;
  frame.begun = () => {
    begun();
    watchSizes({ root: document.documentElement, scroller: content.parentElement!, content, bar, overlay: document.getElementById('overlay')! }, frame.tell);
  };
  return frame;
}
