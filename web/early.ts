// The first script of the page, some hundred bytes that the parser waits for: keeps what is tapped on the prerendered page
// until the program runs and takes it over (main.ts).
declare global {
  interface Window {
    early: { ids: string[]; keep(event: Event): void };
  }
}

window.early = {
  ids: [],
  keep({ target }) {
    const id = target instanceof Element && target.closest('button')?.dataset.id;
    if (id) window.early.ids.push(id);
  },
};
document.addEventListener('click', window.early.keep);

export {};
