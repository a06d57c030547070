// Marks a field as wrong, for eyes (console.css) and for screen readers; not wrong is no mark.
export function markWrong(field: Element | undefined, on: boolean): void {
  if (on) field?.setAttribute('aria-invalid', 'true');
  else field?.removeAttribute('aria-invalid');
}
