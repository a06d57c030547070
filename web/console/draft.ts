// What was typed, ticked or chosen and is not sent yet, as values by name: a page that is drawn anew in another language
// has all of it again. In memory, for as long as what it belongs to is open.
export type Draft = Map<string, string>;

type Control = HTMLInputElement | HTMLSelectElement;

const ticks = (control: Control): control is HTMLInputElement => control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

// The name of what a control holds: circles of one question have one.
const nameOf = (control: Control): string => (control.type === 'radio' ? control.name : control.id);

export function keep<T extends Control>(draft: Draft, control: T, name = nameOf(control)): T {
  const known = draft.get(name);
  if (!ticks(control)) {
    if (known !== undefined) control.value = known;
    for (const kind of ['input', 'change']) control.addEventListener(kind, () => draft.set(name, control.value));
    return control;
  }
  const value = control.type === 'radio' ? control.value : 'yes';
  if (known !== undefined) control.checked = known === value;
  control.addEventListener('change', () => {
    if (control.checked || control.type === 'checkbox') draft.set(name, control.checked ? value : '');
  });
  return control;
}

export function keepOpen(draft: Draft, name: string, details: HTMLDetailsElement): HTMLDetailsElement {
  details.open = draft.get(name) === 'open';
  details.addEventListener('toggle', () => draft.set(name, details.open ? 'open' : ''));
  return details;
}
