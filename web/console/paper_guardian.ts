// What shows that an adult is a child's guardian: both people beside it, as their own documents say.
import { make } from '../help/dom.js';
import { createCheckData, type Told } from './check_data.js';
import type { Waits } from './check.js';
import { pacesOf, type Paces, type Paper, type PaperKind } from './paper.js';

// As the contract's DeskGuardianship has it; both people come with opening it.
interface Guardianship extends Omit<Waits, 'id' | 'created_at'> {
  guardianship: { id: string; created_at: string; basis: string };
  guardian_name: string;
  child?: Told;
  guardian?: Told;
}

export const guardians: PaperKind = {
  path: '/desk/guardianships',
  title: 'guardian.title',
  accept: 'guardian.accept',
  look: 'pace.guardian.look',
  all: 'pace.guardian.all',
  reasons: ['photo_unclear', 'document_differs'],
  reads: (reason, app) => app[`people.guardian.${reason}`] ?? '',
  list(body) {
    const { items, ...paces } = body as { items: Guardianship[] } & Paces;
    const paper = ({ guardianship: { id, created_at }, guardian_name: name, child, guardian, ...more }: Guardianship): Paper => ({
      ...more, id, created_at, name, kind: guardians, says: (words) => words('guardian.paper'),
    });
    return { items: items.map(paper), ...pacesOf(paces) };
  },
  data(opened, words, app, today) {
    const { guardianship, child, guardian } = opened as Guardianship;
    return [
      make('p', 'k-basis', words(`guardian.${guardianship.basis}`)),
      ...(child ? [createCheckData(words, app, child, words('guardian.child'), today, true)] : []),
      ...(guardian ? [createCheckData(words, app, guardian, words('guardian.adult'), today, true)] : []),
    ];
  },
};
