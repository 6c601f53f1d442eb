// Listening: a recording of the article, where it brings one, else the browser's own voice, where it
// has one for the language. Sentences light up as they are spoken.
(() => {
  const main = document.getElementById("main");
  const button = document.getElementById("listen");
  const menu = document.getElementById("menu");
  const speech = globalThis.speechSynthesis;
  const audio = document.querySelector("audio[data-cues]");
  let queue = []; // what is still to be spoken
  let current = null; // the utterance that is

  // The recording: [sentence's id, from, to] in seconds, in order

  const cues = (audio?.dataset.cues ?? "").split(" ").filter(Boolean).map((cue) => {
    const [id, from, to] = cue.split(",");
    return { id, from: Number(from), to: Number(to) };
  });
  let spoken = null;

  audio?.addEventListener("timeupdate", () => {
    const now = cues.find(({ from, to }) => from <= audio.currentTime && audio.currentTime < to) ?? null;
    if (now === spoken) return;
    spoken = now;
    follow(now && document.getElementById(now.id));
  });
  main.addEventListener("click", (event) => {
    const sentence = event.target.closest(".s");
    if (audio && !audio.paused && sentence && !event.target.closest("a")) playFrom(sentence);
  });

  const cueOf = (sentence) => {
    const ids = sentences.answers(sentence).map(({ id }) => id);
    return cues.find(({ id }) => id === sentence.id) ?? cues.find(({ id }) => ids.includes(id));
  };

  function playFrom(sentence) {
    const cue = cueOf(sentence);
    if (!cue) return false;
    audio.currentTime = cue.from;
    audio.play();
    return true;
  }

  // The browser's voice

  const voiceFor = (lang) =>
    speech?.getVoices().find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === lang);

  function speak(wanted) {
    stop();
    queue = wanted;
    next();
  }

  /** What is spoken: the numbers of notes are not. */
  function wordsOf(sentence) {
    const copy = sentence.cloneNode(true);
    for (const note of copy.querySelectorAll(".note")) note.remove();
    return copy.textContent;
  }

  function next() {
    const sentence = queue.shift();
    if (!sentence) return stop();
    const lang = sentence.closest(".cell").lang;
    const said = new SpeechSynthesisUtterance(wordsOf(sentence));
    said.voice = voiceFor(lang);
    said.lang = said.voice.lang;
    said.onstart = () => follow(sentence);
    said.onend = () => current === said && next();
    said.onerror = () => current === said && stop();
    current = said;
    speech.speak(said);
    tell();
  }

  function stop() {
    current = null;
    queue = [];
    audio?.pause();
    speech?.cancel();
    follow(null);
    tell();
  }

  /** What is heard is seen. */
  function follow(sentence) {
    sentences.speak(sentence);
    if (!sentence?.getClientRects().length) return;
    const box = sentence.getBoundingClientRect();
    if (box.top < 16 || box.bottom > innerHeight - 88) sentence.scrollIntoView({ block: "center" });
  }

  // Where to begin, and in which language

  /** The language shown first that has a voice. */
  function voicedLang() {
    const layout = view.get("layout");
    if (layout === "fa" || layout === "en") return voiceFor(layout) && layout;
    return [view.get("lang"), "fa", "en"].find(voiceFor);
  }

  function fromHere(lang) {
    rows.finish();
    const all = [...main.querySelectorAll(`.cell[lang="${lang}"] .s`)];
    const here = sentences.here();
    const from = here ? sentences.answers(here) : [sentences.inSight(lang)];
    return all.slice(Math.max(0, all.findIndex((one) => from.includes(one))));
  }

  const isPlaying = () => (audio && !audio.paused) || current !== null;

  function play() {
    if (isPlaying()) return stop();
    if (!audio) return speak(fromHere(voicedLang()));
    const here = sentences.here();
    if (!here || !playFrom(here)) audio.play();
  }

  function tell() {
    button.setAttribute("aria-pressed", isPlaying());
  }

  /** Buttons stand only where something can be heard. */
  function offer() {
    button.hidden = !audio && !voicedLang();
    for (const one of menu.querySelectorAll("[data-listen]")) one.hidden = !voiceFor(one.dataset.listen);
  }

  button.addEventListener("click", play);
  for (const name of ["play", "pause", "ended"]) audio?.addEventListener(name, tell);
  let row = null;
  document.addEventListener("menu", ({ detail }) => {
    row = detail;
    offer();
  });
  menu.addEventListener("click", (event) => {
    const lang = event.target.closest("[data-listen]")?.dataset.listen;
    if (!lang) return;
    panels.close(menu);
    const cell = `:scope > .cell[lang="${lang}"]`;
    const parts = row.querySelectorAll(`${cell} .s`);
    speak(parts.length ? [...parts] : [...row.querySelectorAll(`${cell} > :not(summary, .state)`)]);
  });
  keys({ p: () => (button.hidden ? false : play()) });
  document.addEventListener("layout", () => {
    if (current) stop(); // its sentences may stand elsewhere now
    offer();
  });
  speech?.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", stop);
  offer();
})();
