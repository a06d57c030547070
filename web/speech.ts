// Reading aloud, and telling assistive technology what changed.

export interface Voice {
  synth: Pick<SpeechSynthesis, 'speak' | 'cancel'>;
  utter(text: string): SpeechSynthesisUtterance;
}

// A sentence each, because some browsers fall silent in the middle of a long utterance. '' stops.
export function createSpeech(voice: Voice | null, language: () => string): (text: string) => void {
  return (text) => {
    if (!voice) return;
    voice.synth.cancel();
    for (const sentence of text.match(/[^。！？\n]+[。！？]*/g) ?? []) {
      const utterance = voice.utter(sentence);
      utterance.lang = language();
      voice.synth.speak(utterance);
    }
  };
}

// Into the page's one role=status element. A repeated text must be heard again, so every other one ends in a zero-width space.
export function createAnnouncer(element: Pick<HTMLElement, 'textContent'>): (text: string) => void {
  let odd = false;
  return (text) => {
    odd = !odd;
    element.textContent = odd ? text : `${text}\u200b`;
  };
}
