// Pages whose own names would tell how somebody is (an emergency, a visit that was ended), each with the name of the wider place
// that all its neighbours share. Whoever is told where someone is, a hospital's page or a helper, is told that.
export const wide = {
  red_flags: 'start', emergency: 'start', diagnosed: 'start', not_refill: 'start', changed: 'start', question: 'start',
  waiting: 'visit', chat: 'visit', terminated: 'visit', summary: 'visit', rating: 'visit',
} as const;

// '' for a page whose name may be told.
export const widePlace = (screen: string): string => (Object.hasOwn(wide, screen) ? wide[screen as keyof typeof wide] : '');
