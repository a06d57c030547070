// A community worker's list as a section of the console.
import { key } from '../help/dom.js';
import { createBatchPage } from './batch.js';
import type { Batch } from './batch_rows.js';
import type { Section, SectionDeps, SectionKind } from './section.js';

function createBatchSection({ desk, words, language, counts, left }: SectionDeps): Section {
  const refresh = key('', 'c-key', () => void look());
  const people = createBatchPage({ words, language, desk, left, refresh });
  let known = false;
  let stopped = false;
  async function look(): Promise<void> {
    if (known) return people.load();
    const answer = await desk.get('/desk/batch');
    if (stopped) return;
    if (answer.status !== 200) return people.failed(answer);
    const batch = answer.body as Batch;
    known = true;
    counts(() => words('batch.worker', { name: batch.worker_name }));
    people.show(batch);
    people.root.querySelector<HTMLElement>('button')?.focus();
  }
  return {
    root: people.root,
    shown: () => void look(),
    hidden: () => undefined,
    redraw: people.redraw,
    stop() {
      stopped = true;
      people.stop();
    },
  };
}

export const batchSection: SectionKind = { name: 'batch', roles: ['community'], own: true, make: createBatchSection };
