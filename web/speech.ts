// Reading aloud, and telling assistive technology what changed.

export interface Voice {
  synth: Pick<SpeechSynthesis, 'speak' | 'cancel'> & Partial<Pick<SpeechSynthesis, 'getVoices' | 'addEventListener'>>;
  utter(text: string): SpeechSynthesisUtterance;
}

export interface Speech {
  speak(text: string): void; // '' stops
  can(): boolean; // the browser has a voice for the language
}

// A sentence each, because some browsers fall silent in the middle of a long utterance. `heard` is told when it begins to
// speak and when it has ended.
export function createSpeech(voice: Voice | null, language: () => string, heard: (speaking: boolean) => void = () => {}): Speech {
  let last: SpeechSynthesisUtterance | null = null;
  function tell(utterance: SpeechSynthesisUtterance | null): void {
    if (!!last !== !!utterance) heard(!!utterance);
    last = utterance;
  }
  return {
    can: () => !!voice && (voice.synth.getVoices?.() ?? []).some((one) => one.lang.slice(0, 2) === language().slice(0, 2)),
    speak(text) {
      if (!voice) return;
      voice.synth.cancel();
      const utterances = (text.match(/[^。！？\n]+[。！？]*/g) ?? []).map(voice.utter);
      tell(utterances.at(-1) ?? null);
      for (const utterance of utterances) {
        utterance.lang = language();
        utterance.onend = utterance.onerror = () => {
          if (utterance === last) tell(null);
        };
        voice.synth.speak(utterance);
      }
    },
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
