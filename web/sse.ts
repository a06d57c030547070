// Reads a server-sent event stream piece by piece (WHATWG HTML, 9.2.6). Pieces may end anywhere, even inside CRLF.

export interface SseMessage {
  id: string; // the last one seen, also when this message brought none
  event: string;
  data: string;
}

const line_max = 65_536;

// Returns a function that takes the next piece; false when the stream is not worth reading on.
export function createSseParser(got: (message: SseMessage) => void, retry?: (ms: number) => void): (piece: string) => boolean {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  let after_cr = false;

  function line(text: string): void {
    if (text === '') {
      if (data.length > 0) got({ id, event, data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return; // a comment, mostly a heartbeat
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) retry?.(Number(value));
  }

  return (piece) => {
    if (!piece) return true;
    if (after_cr && piece[0] === '\n') piece = piece.slice(1);
    after_cr = piece.endsWith('\r');
    rest += piece;
    const lines = rest.split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    for (const text of lines) line(text);
    return rest.length <= line_max;
  };
}
