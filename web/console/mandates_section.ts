// Signed mandates as a section of the console.
import { createMandatesPage } from './mandates.js';
import type { Section, SectionDeps, SectionKind } from './section.js';

function createMandatesSection({ desk, words, left }: SectionDeps): Section {
  const papers = createMandatesPage({ words, desk, left });
  return {
    root: papers.root,
    shown: () => void papers.load().then(() => papers.root.querySelector<HTMLElement>('select')?.focus()),
    hidden: () => undefined,
    redraw: papers.redraw,
    stop: papers.stop,
  };
}

export const mandatesSection: SectionKind = { name: 'mandates', roles: ['clerk'], make: createMandatesSection };
