// Where focus is, by id or by its place among the elements, so that it can be there again after the page was drawn anew.
export interface Place {
  id: string; // of the nearest element that has one; '' for the root
  steps: number[]; // from there
  selection: [number, number] | null;
}

export function placeOf(root: HTMLElement, at = document.activeElement): Place | null {
  if (!at || at === root || !root.contains(at)) return null;
  const steps: number[] = [];
  let from: Element = at;
  for (; from !== root && !from.id; from = from.parentElement!) steps.unshift([...from.parentElement!.children].indexOf(from));
  const { selectionStart: start, selectionEnd: end } = at as Partial<HTMLInputElement>;
  return { id: from === root ? '' : from.id, steps, selection: typeof start === 'number' && typeof end === 'number' ? [start, end] : null };
}

export function focusAt(root: HTMLElement, place: Place | null): void {
  if (!place) return;
  let at: Element | null | undefined = place.id ? document.getElementById(place.id) : root;
  for (const step of place.steps) at = at?.children[step];
  if (!(at instanceof HTMLElement) || at === document.activeElement) return;
  at.focus({ preventScroll: true });
  if (place.selection && at instanceof HTMLInputElement) at.setSelectionRange(...place.selection);
}
