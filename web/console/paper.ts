// A photographed paper that waits for staff, of one of several kinds: somebody's document, or what shows who is a child's
// guardian. They wait in one line; a kind is what differs between them.
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import type { Waits } from './check.js';

export interface Paper extends Waits {
  kind: PaperKind;
  name: string;
  says(words: Words, app: Table): string; // what it is, in the line
}

export interface PaperList {
  items: Paper[];
  look?: number | undefined; // seconds: half of the last ones were looked at within
  all?: number | undefined; // and answered within
}

export interface PaperKind {
  path: string; // of the list; one of it is below
  title: string; // the question that is answered; these are names of words
  accept: string;
  look: string;
  all: string;
  reasons: string[]; // why one is sent back: `decide.<reason>`
  reads(reason: string, app: Table): string; // what the patient reads then
  list(body: unknown): PaperList;
  data(opened: unknown, words: Words, app: Table, today: string): HTMLElement[]; // beside the photo
}

// How long it takes, as both lists of the contract say it.
export interface Paces {
  median_look_seconds_last_20?: number;
  median_seconds_last_20?: number;
}
export const pacesOf = ({ median_look_seconds_last_20: look, median_seconds_last_20: all }: Paces): Omit<PaperList, 'items'> => ({ look, all });
