// Tells by their first bytes what picked files are, and which of them are the slices of one series. Loaded when files were picked
// that do not say so themselves.
import { decimals, parse, text, type DataSet } from '../dicom/parse';
import { sum } from '../prepare/sum';
import type { SliceFile } from '../slices';
import type { SeriesFiles } from '../upload';

export interface Sorted {
  photos: File[];
  papers: File[]; // PDF, and a single file that nobody knows: the hospital says what is wrong with it
  series: SeriesFiles[];
  leftOut: number;
}

export type SortNews = (read: number) => void;

interface Head {
  file: File;
  print: string;
  series: string;
  name: string;
  place: number; // of the series in the study
  number: number; // of the slice in the series
}

const head_bytes = 16 * 1024;
const more_bytes = 256 * 1024; // for a head with long lists in it
const at_once = 4;
const seriesId = 0x0020000e;
const slices_max = 500; // of one document, as the server has it (domain/series.hpp)

// Of a CD's viewer program and its papers; not worth a look each. A number behind a dot is part of a DICOM file's name.
const useless = /\.(exe|dll|inf|ini|cfg|bat|cmd|msi|cab|zip|jar|class|js|css|html?|xml|xsl|txt|rtf|log|lnk|ico|chm|hlp|ttf|db|bin|so|dylib|app|sys|ocx|manifest|properties|md5|sha1)$/i;
const isIndex = /^dicomdir(\.|$)/i;
// Reports, marks and sounds: nothing to look at.
const pictureless = new Set(['SR', 'PR', 'KO', 'AU', 'DOC', 'REG', 'PLAN', 'RTPLAN', 'RTSTRUCT', 'RTRECORD', 'ECG', 'HD', 'RWV', 'SEG']);
const encodings: Readonly<Record<string, string>> = { 'ISO_IR 192': 'utf-8', GB18030: 'gb18030', GBK: 'gb18030', 'ISO 2022 IR 58': 'gb18030', 'ISO_IR 100': 'iso-8859-1' };

const fileKind = (head: Uint8Array): 'dicom' | 'photo' | 'pdf' | '' => {
  const has = (at: number, mark: string): boolean => [...mark].every((letter, i) => head[at + i] === letter.charCodeAt(0));
  if (has(128, 'DICM')) return 'dicom';
  if (has(0, '%PDF-')) return 'pdf';
  if (has(0, '\xff\xd8\xff') || has(0, '\x89PNG') || (has(0, 'RIFF') && has(8, 'WEBP'))) return 'photo';
  return has(4, 'ftyp') && /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(String.fromCharCode(...head.subarray(8, 12))) ? 'photo' : '';
};

const read = async (file: File, most: number): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await file.slice(0, most).arrayBuffer());
const hash = (words: string): string => sum(new TextEncoder().encode(words));

// What the hospital called the series; '' when it cannot be read.
function nameOf(set: DataSet): string {
  const found = set.elements.get(0x0008103e);
  if (!found) return '';
  const bytes = set.bytes.subarray(found.at, found.at + Math.min(found.length, 64));
  const encoding = encodings[text(set, 0x00080005).split('\\').pop()!.trim()];
  if (!encoding && bytes.some((byte) => byte > 126)) return '';
  const name = new TextDecoder(encoding ?? 'iso-8859-1').decode(bytes).replace(/[\0-\x1f\x7f\ufffd]/g, '').trim();
  return /[\p{L}]/u.test(name) ? name : '';
}

// null: a DICOM file without a picture.
async function readHead(file: File, bytes: Uint8Array<ArrayBuffer>): Promise<Head | null> {
  // Without a word about its series it belongs to the others like it in its folder.
  const lost: Head = { file, print: hash(`${file.name} ${file.size} ${file.lastModified}`), series: (file.webkitRelativePath || '').replace(/[^/]*$/, ''), name: '', place: 0, number: NaN };
  let set = await parse(bytes, true).catch(() => null);
  if (!set?.elements.has(seriesId) && file.size > bytes.length) set = await parse(await read(file, more_bytes), true).catch(() => null);
  if (!set) return lost;
  if (pictureless.has(text(set, 0x00080060))) return null;
  const one = text(set, 0x00080018);
  return {
    file,
    print: one ? hash(`${one} ${file.size}`) : lost.print,
    series: text(set, seriesId) || lost.series,
    name: nameOf(set),
    place: decimals(set, 0x00200011)[0] ?? 0,
    number: decimals(set, 0x00200013)[0] ?? NaN,
  };
}

const byName = new Intl.Collator('en', { numeric: true });
const pathOf = (file: File): string => file.webkitRelativePath || file.name;
function inOrder(a: Head, b: Head): number {
  if (Number.isFinite(a.number) && Number.isFinite(b.number) && a.number !== b.number) return a.number - b.number;
  return byName.compare(pathOf(a.file), pathOf(b.file));
}

// More slices than one document holds go on in another.
function documentsOf(heads: readonly Head[]): SeriesFiles[] {
  const once = [...new Map(heads.map((head) => [head.print, head])).values()].sort(inOrder); // a CD may hold a slice twice
  const { series, name } = once[0]!;
  const parts = Math.ceil(once.length / slices_max);
  return Array.from({ length: parts }, (_, part) => ({
    print: `series ${hash(series)} ${part}`,
    name,
    files: once.slice(part * slices_max, (part + 1) * slices_max).map(({ file, print }): SliceFile => ({ file, print })),
  }));
}

// `folder`: all that was in it, not chosen one by one; beside DICOM files other pictures are the viewer program's.
export async function sort(files: readonly File[], folder: boolean, news: SortNews): Promise<Sorted> {
  const photos: File[] = [], papers: File[] = [];
  const heads: Head[] = [];
  let leftOut = 0, next = 0;
  const look = async (file: File): Promise<void> => {
    if (isIndex.test(file.name)) return;
    if (file.type.startsWith('image/')) return void photos.push(file);
    if (file.type === 'application/pdf') return void papers.push(file);
    if (useless.test(file.name) && files.length > 1) return void leftOut++;
    const head = await read(file, head_bytes).catch(() => null);
    const kind = head && fileKind(head);
    if (kind === 'photo') photos.push(file);
    else if (kind === 'pdf') papers.push(file);
    else if (kind === 'dicom') {
      const found = await readHead(file, head!);
      if (found) heads.push(found);
      else leftOut++;
    } else if (files.length === 1) papers.push(file);
    else leftOut++;
  };
  const work = async (): Promise<void> => {
    while (next < files.length) {
      await look(files[next++]!);
      news(next);
    }
  };
  await Promise.all(Array.from({ length: at_once }, work));

  const groups = new Map<string, Head[]>();
  for (const head of heads) {
    const others = groups.get(head.series);
    if (others) others.push(head);
    else groups.set(head.series, [head]);
  }
  const found = [...groups.values()].sort(([a], [b]) => a!.place - b!.place || byName.compare(pathOf(a!.file), pathOf(b!.file)));
  const series = found.flatMap(documentsOf);
  if (folder && series.length > 0) {
    leftOut += photos.length + papers.length;
    photos.length = papers.length = 0;
  }
  const asPicked = (a: File, b: File): number => files.indexOf(a) - files.indexOf(b);
  return { photos: photos.sort(asPicked), papers: papers.sort(asPicked), series, leftOut };
}
