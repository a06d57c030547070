// Takes what was picked at once, file by file, and hands it on as documents.
import type { Emit, FileEvent } from '../effects.js';
import type { Uploads } from '../upload.js';
import type { Sorted, SortNews } from './sort.js';

export interface PickingDeps {
  uploads: Pick<Uploads, 'addFile' | 'addSeries'>;
  emit: Emit;
  load(): Promise<{ sort(files: readonly File[], folder: boolean, news: SortNews): Promise<Sorted> }>;
}

export interface Picking {
  addFile(picker: string, file: File, count: number, batch: string): string;
  clear(): void; // signed out: what is still being looked at is nobody's
}

const tell_gap_ms = 250;

// Some systems know no type for what phones take.
const isPhoto = ({ type, name }: File): boolean => (type ? type.startsWith('image/') : /\.(jpe?g|png|webp|hei[cf])$/i.test(name));

export function createPicking({ uploads, emit, load }: PickingDeps): Picking {
  let pick: File[] = [];
  let round = 0;

  function tell(picker: string, state: 'reading' | 'sorted', more: Partial<FileEvent>): void {
    emit({ on: 'file', file: '', picker, name: '', type: '', bytes: 0, sent: 0, state, upload_id: '', error: '', ...more });
  }
  // How many there are; photos that come together are pages of one document.
  function hand(picker: string, { photos, papers, series }: Sorted): number {
    const count = photos.length + papers.length + series.length;
    let batch = '';
    for (const photo of photos) {
      const handle = uploads.addFile(picker, photo, count, batch);
      batch ||= handle;
    }
    for (const paper of papers) uploads.addFile(picker, paper, count);
    for (const one of series) uploads.addSeries(picker, one, count);
    return count;
  }
  async function look(picker: string, files: readonly File[]): Promise<void> {
    const own = round;
    let told_at = Date.now();
    const news: SortNews = (read) => {
      if (own !== round || Date.now() - told_at < tell_gap_ms) return;
      told_at = Date.now();
      tell(picker, 'reading', { sent: read, bytes: files.length });
    };
    try {
      const { sort } = await load();
      const sorted = await sort(files, files.some((file) => !!file.webkitRelativePath), news);
      if (own !== round) return;
      const found = hand(picker, sorted);
      if (files.length > 1 || found === 0) tell(picker, 'sorted', { count: sorted.leftOut, bytes: files.length, sent: found });
    } catch {
      if (own === round) tell(picker, 'sorted', { error: 'offline' }); // what reads them could not be had
    }
  }

  return {
    addFile(picker, file, count, batch) {
      if (!batch) pick = [];
      pick.push(file);
      if (pick.length < count) return batch || 'pick';
      const files = pick;
      pick = [];
      if (files.every((one) => (isPhoto(one) || one.type === 'application/pdf') && !one.webkitRelativePath))
        hand(picker, { photos: files.filter(isPhoto), papers: files.filter((one) => !isPhoto(one)), series: [], leftOut: 0 });
      else void look(picker, files);
      return batch || 'pick';
    },
    clear() {
      pick = [];
      round++;
    },
  };
}
