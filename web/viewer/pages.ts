// Opened pages of what is viewed, those used last, within a budget of memory.
import { Failure, type Decoder, type Opened } from './decoder';
import { fetchPage, kindOf, type SourceDeps } from './source';

export interface Page {
  bytes: number; // that it holds
  photo: ImageBitmap | null;
  opened: Opened | null; // DICOM; lives in the worker under the page's number
}

export interface Pages {
  get(page: number, progress?: (percent: number) => void): Promise<Page>;
  forget(): void; // the worker was lost
  close(): void;
}

const bytes_max = 160 * 1024 * 1024;
const photo_side_max = 8192; // larger ones are more than a phone can draw

async function readPhoto(buffer: ArrayBuffer): Promise<ImageBitmap> {
  try {
    const whole = await createImageBitmap(new Blob([buffer]), { imageOrientation: 'from-image' });
    const side = Math.max(whole.width, whole.height);
    if (side <= photo_side_max) return whole;
    const scale = photo_side_max / side;
    const small = await createImageBitmap(whole, { resizeWidth: Math.round(whole.width * scale), resizeHeight: Math.round(whole.height * scale), resizeQuality: 'high' });
    whole.close();
    return small;
  } catch {
    throw new Failure('picture.unreadable');
  }
}

export function createPages(deps: SourceDeps, decoder: Decoder, source: string): Pages {
  const stop = new AbortController();
  const loading = new Map<number, { page: Promise<Page>; hear: Set<(percent: number) => void> }>();
  const ready = new Map<number, Page>(); // used longest ago first

  function drop(number: number, page: Page): void {
    ready.delete(number);
    loading.delete(number);
    page.photo?.close();
    if (page.opened) decoder.close(number);
  }
  function trim(keep: number): void {
    let held = [...ready.values()].reduce((sum, page) => sum + page.bytes, 0);
    for (const [number, page] of ready) {
      if (held <= bytes_max || number === keep) break;
      held -= page.bytes;
      drop(number, page);
    }
  }
  async function load(number: number, progress: (percent: number) => void): Promise<Page> {
    const buffer = await fetchPage(deps, source, number, stop.signal, progress);
    const kind = kindOf(buffer);
    const bytes = buffer.byteLength;
    let page: Page;
    if (kind === 'dicom') page = { bytes, photo: null, opened: await decoder.open(number, buffer) };
    else if (kind === 'other') throw new Failure('picture.unreadable');
    else {
      const photo = await readPhoto(buffer);
      page = { bytes: photo.width * photo.height * 4, photo, opened: null };
    }
    if (stop.signal.aborted) {
      page.photo?.close();
      throw new Failure('offline');
    }
    ready.set(number, page);
    trim(number);
    return page;
  }

  return {
    get(number, progress) {
      const known = ready.get(number);
      if (known) {
        ready.delete(number);
        ready.set(number, known);
      }
      let under = loading.get(number);
      if (!under) {
        const hear = new Set<(percent: number) => void>();
        const page = load(number, (percent) => hear.forEach((one) => one(percent)));
        under = { page, hear };
        loading.set(number, under);
        page.catch(() => loading.delete(number)); // the next one to ask tries again
      }
      if (progress) under.hear.add(progress);
      return under.page;
    },
    forget() {
      for (const [number, page] of ready) if (page.opened) {
        ready.delete(number);
        loading.delete(number);
      }
    },
    close() {
      stop.abort();
      for (const page of ready.values()) page.photo?.close();
      ready.clear();
      loading.clear();
    },
  };
}
