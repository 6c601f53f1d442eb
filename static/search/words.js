// What a reader types, as the index has it: folded as site_gen/persian/folding.py folds.
"use strict";

const dozabanSearch = {};

(() => {
  // Folding: the same as site_gen/persian/folding.py.
  const KIN = {
    "\u064a": "ی", "\u0649": "ی", "\u06d2": "ی", "\u06cd": "ی", "\u0643": "ک", "\u06aa": "ک",
    "\u0629": "ه", "\u06c3": "ه", "\u06c1": "ه", "\u06be": "ه", "\u06d5": "ه", "\u0671": "ا",
  };
  for (const first of [0x660, 0x6f0]) {
    for (let n = 0; n < 10; n++) KIN[String.fromCharCode(first + n)] = String(n);
  }
  const DROPPED = /[\u0621\u0640\u00ad\u200b\u200d-\u200f\u2060\ufeff\u061c'\u2019\u02bc]/g;
  const MARKS = /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
  const LONGEST = 40;

  function fold(text) {
    return text.toLowerCase().replace(/['\u2019\u02bc]s(?![\p{L}\p{N}_])/gu, "").normalize("NFKD")
      .replace(MARKS, "").replace(DROPPED, "").replace(/[\u0600-\u06ff]/g, (char) => KIN[char] ?? char)
      .replace(/([0-9])[,\u066c](?=[0-9]{3})/g, "$1");
  }

  function words(text) {
    const found = fold(text).match(/[\p{L}\p{N}]+(?:\u200c+[\p{L}\p{N}]+)*/gu) ?? [];
    return found.map((word) => {
      const parts = word.split(/\u200c+/).map((part) => [...part].slice(0, LONGEST).join(""));
      return { key: parts.join(""), parts };
    });
  }

  // A form that no article has may still be one of a word that some have.
  const ENDINGS = ["هایشان", "هایمان", "هایتان", "هایش", "هایم", "هایت", "هایی", "های", "ها", "ترین", "تر",
    "یشان", "شان", "مان", "تان", "ای", "ام", "ات", "اش", "ان", "ند", "ید", "یم", "ی", "م", "ت", "ش", "د"];
  const BEGINNINGS = ["نمی", "می", "ب", "ن"];
  const PERSONS = ["ند", "ید", "یم", "م", "ی", "د"];
  const PAST = /^(?:ن?می|ن|ب)?(.+[دت])(?:ن|ه|هام|های|هاست|هایم|هاید|هاند)$/; // خواندن، خوانده\u200cام

  // The present of a verb has another stem than its lemma: its other persons may be there.
  function* present(key) {
    const person = PERSONS.find((one) => key.endsWith(one));
    if (!person) return;
    const own = BEGINNINGS.find((one) => key.startsWith(one)) ?? "";
    for (const beginning of own.length > 1 ? [own] : new Set([own, ""])) {
      const stem = key.slice(beginning.length, -person.length);
      if (stem.length < 2) continue;
      const others = beginning.length > 1 ? ["می", "نمی"] : ["می"];
      for (const one of new Set([beginning, ...others].filter(Boolean))) yield* PERSONS.map((other) => one + stem + other);
    }
  }

  function* guesses(key) {
    if (/^[a-z]/.test(key)) {
      for (const ending of ["ing", "ed", "es", "s", "er", "ly", "e"]) {
        if (!key.endsWith(ending) || key.length < ending.length + 3) continue;
        const stem = key.slice(0, -ending.length);
        yield* [stem, `${stem}e`, stem.replace(/(.)\1$/, "$1"), stem.replace(/i$/, "y")];
      }
      yield* [`${key}s`, `${key}ed`, `${key}ing`];
      return;
    }
    yield* present(key);
    const past = key.match(PAST)?.[1];
    if (past) yield past;
    const stems = [key, ...BEGINNINGS.filter((one) => key.startsWith(one)).map((one) => key.slice(one.length))];
    for (const stem of stems) {
      if (stem !== key) yield stem;
      for (const ending of ENDINGS) {
        if (stem.endsWith(ending) && stem.length >= ending.length + 2) yield stem.slice(0, -ending.length);
      }
    }
  }

  Object.assign(dozabanSearch, { words, guesses });
})();
