// In the gallery nobody answers: what a screen shows is what its fixture holds, so calls to the API stay under way for ever.
const fetchFiles = window.fetch.bind(window);

window.fetch = (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  return new URL(address, location.href).pathname.startsWith('/api/') ? new Promise<Response>(() => undefined) : fetchFiles(input, init);
};
