/** Two rising tones, in Hz, each of so many seconds. */
const TONES = [659, 880] as const;
const LASTS_S = 0.18;
const LOUD = 0.12;

let context: AudioContext | undefined;

/** A short sound that somebody has come. Browsers keep silent until the person has touched the page. */
export const chime = (): void => {
  context ??= new AudioContext();
  const audio = context;
  void audio.resume();
  TONES.forEach((hertz, at) => {
    const begin = audio.currentTime + at * LASTS_S;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUD, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + LASTS_S);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + LASTS_S);
  });
};
