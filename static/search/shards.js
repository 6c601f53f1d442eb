// Reading a shard of the index: site_gen/search/coding.py writes it. Of its words, thousands, none
// is read that is not looked for.
"use strict";

(() => {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const LONGEST = 24; // bits that can be looked at at once, wherever in a byte the first one is

  // Bytes, and the word that the last of them have spelt out.
  class Bytes {
    constructor(data) {
      this.data = data;
      this.at = 0;
    }
    varint() {
      let number = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.data[this.at++];
        number += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) return number;
      }
    }
    take(size) {
      this.at += size;
      return this.data.subarray(this.at - size, this.at);
    }
    // A word after another, of which it keeps the first bytes.
    word(before) {
      const shared = this.varint();
      const rest = this.take(this.varint());
      const word = new Uint8Array(shared + rest.length);
      word.set(before.subarray(0, shared));
      word.set(rest, shared);
      return word;
    }
    skipWord() {
      this.varint();
      const size = this.varint();
      this.at += size;
    }
  }

  // What a shard says of a word: which term it is a form of, or where the term is.
  function entry(bytes, word) {
    const name = decoder.decode(word);
    if (bytes.varint()) return { name, of: decoder.decode(bytes.word(word)) };
    const [count, parameter] = [bytes.varint(), bytes.varint()];
    const forms = [name];
    for (let left = bytes.varint(); left > 0; left--) forms.push(decoder.decode(bytes.word(word)));
    return { name, count, parameter, forms, bits: bytes.take(bytes.varint()) };
  }

  function skipEntry(bytes) {
    if (bytes.varint()) return bytes.skipWord();
    bytes.varint();
    bytes.varint();
    for (let left = bytes.varint(); left > 0; left--) bytes.skipWord();
    const size = bytes.varint();
    bytes.at += size;
  }

  // The entries of words that begin so, the word itself first. As words stand in order, each keeps
  // the first bytes of the one before: `same` is how many of them are those looked for.
  function* begunBy(data, beginning) {
    const wanted = encoder.encode(beginning);
    const bytes = new Bytes(data);
    let same = 0;
    let word; // the last one that was read
    while (bytes.at < data.length) {
      const start = bytes.at;
      const shared = bytes.varint();
      const end = bytes.varint() + bytes.at;
      if (shared < same) {
        if (same === wanted.length) return;
        same = shared;
      }
      if (shared === same) {
        for (let n = bytes.at; n < end && same < wanted.length && data[n] === wanted[same]; n++) same++;
      }
      if (same < wanted.length) {
        bytes.at = end;
        skipEntry(bytes);
      } else {
        bytes.at = start;
        word = bytes.word(word ?? wanted);
        yield entry(bytes, word);
      }
    }
  }

  // Bits, in each byte the highest first.
  class Bits {
    constructor(data) {
      this.data = new Uint8Array(data.length + 4); // so that looking ahead never ends
      this.data.set(data);
      this.at = 0;
    }
    // What follows, from the highest bit of a word of 32 on.
    ahead() {
      const { data, at } = this;
      const n = at >> 3;
      return ((data[n] << 24) | (data[n + 1] << 16) | (data[n + 2] << 8) | data[n + 3]) << (at & 7);
    }
    number(size) {
      const ahead = this.ahead();
      this.at += size;
      return size && ahead >>> (32 - size);
    }
    rice(parameter) {
      const ahead = this.ahead();
      const ones = Math.clz32(~ahead);
      if (ones + parameter >= LONGEST) return this.longRice(parameter);
      this.at += ones + 1 + parameter;
      return (ones << parameter) | (parameter && (ahead << (ones + 1)) >>> (32 - parameter));
    }
    longRice(parameter) {
      let high = 0;
      while (this.number(1)) high++;
      return high * 2 ** parameter + this.number(parameter);
    }
    gamma() {
      const zeros = Math.clz32(this.ahead());
      this.at += zeros;
      return this.number(zeros + 1);
    }
  }

  // Where a term is: ascending articles, and the paragraphs of each, those of article `n` from
  // `starts[n]` to `starts[n + 1]`.
  function postings(term) {
    const bits = new Bits(term.bits);
    const [articles, starts, places] = [[], [0], []];
    let article = -1;
    for (let left = term.count; left > 0; left--) {
      article += bits.rice(term.parameter) + 1;
      articles.push(article);
    }
    for (let left = term.count; left > 0; left--) {
      let place = -1;
      for (let n = bits.gamma(), size = 3; n > 0; n--, size = 1) {
        place += bits.rice(size) + 1;
        places.push(place);
      }
      starts.push(places.length);
    }
    return { articles, starts, places };
  }

  Object.assign(dozabanSearch, { begunBy, postings });
})();
