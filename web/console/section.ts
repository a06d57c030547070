// One kind of work at the console, for those whose role it is: help, checks of documents. The frame (`main`) shows one at a time.
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import type { Answered, Desk } from './desk.js';
import type { Line } from './line.js';

// As the contract's Staff has it.
export interface Me {
  id: string;
  name: string;
  role: string;
}

export interface SectionDeps {
  desk: Desk;
  me: Me;
  words: Words; // the console's, always in the language that is chosen now
  language(): string;
  app(): Table; // the app's: what the patient reads
  counts(line: Line): void; // in the header, while this section is shown
  alarm(line: Line): void; // `nothing` when all is well again
  problem(answer: Answered): string; // in words
  left(): void; // the token is good no more
}

export interface Section {
  root: HTMLElement; // stays the same; what is in it may be drawn anew
  shown(): void; // it is on the page now: it asks what there is, and takes focus
  hidden(): void; // another section is
  redraw(): void; // the words are others now: all that is known and was entered is shown in them, and work goes on
  stop(): void; // whoever works here leaves: nothing goes on, nothing is kept
}

export interface SectionKind {
  name: string; // its words are `section.<name>`
  roles: string[]; // the hospital's own system may do everything but what is somebody's own
  own?: boolean;
  make(deps: SectionDeps): Section;
}

export const isFor = ({ roles, own }: SectionKind, { role }: Me): boolean => (role === 'system' && !own) || roles.includes(role);
