// Somebody's own document, photographed because the registry could not say.
import type { Check } from './check.js';
import { createCheckData } from './check_data.js';
import { pacesOf, type Paces, type Paper, type PaperKind } from './paper.js';

export const documents: PaperKind = {
  path: '/desk/identity-checks',
  title: 'check.title',
  accept: 'decide.accept',
  look: 'pace.look',
  all: 'pace.all',
  reasons: ['photo_unclear', 'number_differs', 'no_match', 'failed'], // (phone_differs is the registry's)
  reads: (reason, app) => `${app[`identity.rejected.${reason}`] ?? ''}${app[`identity.rejected.${reason}_do`] ?? ''}`,
  list(body) {
    const { items, ...paces } = body as { items: Check[] } & Paces;
    const paper = (check: Check): Paper => ({ ...check, kind: documents, says: (_, app) => app[`identity.document.${check.document_type}`] ?? check.document_type });
    return { items: items.map(paper), ...pacesOf(paces) };
  },
  data: (opened, words, app, today) => [createCheckData(words, app, opened as Check, words('data.title'), today)],
};
