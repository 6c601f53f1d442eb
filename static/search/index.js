// The index that site_gen/search/ writes, loaded piece by piece as a query needs it: docs/search.md.
"use strict";

(() => {
  const { words, guesses } = dozabanSearch;

  // Reading a shard: site_gen/search/coding.py writes it.
  const decoder = new TextDecoder();

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
    // A word after another: both as bytes.
    word(before) {
      const shared = this.varint();
      const rest = this.take(this.varint());
      const word = new Uint8Array(shared + rest.length);
      word.set(before.subarray(0, shared));
      word.set(rest, shared);
      return word;
    }
  }

  class Bits {
    constructor(data) {
      this.data = data;
      this.at = 0;
    }
    bit() {
      const bit = (this.data[this.at >> 3] >> (7 - (this.at & 7))) & 1;
      this.at++;
      return bit;
    }
    number(size, number = 0) {
      for (; size > 0; size--) number = number * 2 + this.bit();
      return number;
    }
    rice(parameter) {
      let high = 0;
      while (this.bit()) high++;
      return this.number(parameter, high);
    }
    gamma() {
      let size = 0;
      while (!this.bit()) size++;
      return this.number(size, 1);
    }
  }

  function readShard(data) {
    const entries = new Map();
    const bytes = new Bytes(data);
    let key = new Uint8Array();
    while (bytes.at < data.length) {
      key = bytes.word(key);
      const name = decoder.decode(key);
      if (bytes.varint()) {
        entries.set(name, { of: decoder.decode(bytes.word(key)) });
        continue;
      }
      const count = bytes.varint();
      const parameter = bytes.varint();
      const forms = [name];
      for (let left = bytes.varint(); left > 0; left--) forms.push(decoder.decode(bytes.word(key)));
      entries.set(name, { name, count, parameter, forms, bits: bytes.take(bytes.varint()) });
    }
    return entries;
  }

  // Article -> the numbers of its paragraphs that have the term.
  function postings(term) {
    const bits = new Bits(term.bits);
    const found = new Map();
    let article = -1;
    for (let left = term.count; left > 0; left--) {
      article += bits.rice(term.parameter) + 1;
      const size = bits.gamma();
      const places = [bits.rice(3)];
      while (places.length < size) places.push(places.at(-1) + 1 + bits.rice(1));
      found.set(article, places);
    }
    return found;
  }

  // The index, loaded as it is needed.
  const loaded = new Map();
  let index;

  function once(name, load) {
    if (!loaded.has(name)) {
      const answer = load(name);
      answer.catch(() => loaded.delete(name)); // so that the next try asks again
      loaded.set(name, answer);
    }
    return loaded.get(name);
  }

  async function get(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return response;
  }

  const openIndex = () => once("index.json", async (name) => {
    index = await (await get(name)).json();
    index.stop = new Set(index.stop);
    return index;
  });

  function shardOf(key) {
    let low = 0;
    let high = index.shards.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (index.shards[middle] <= key) low = middle;
      else high = middle;
    }
    const bytes = new TextEncoder().encode(index.shards[low]);
    const name = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") || "0";
    return once(`${name}.bin?v=${index.version}`, async (address) =>
      readShard(new Uint8Array(await (await get(address)).arrayBuffer())));
  }

  async function article(number) {
    const batch = Math.floor(number / index.batch);
    const name = `articles-${batch}.json?v=${index.version}`;
    const rows = await once(name, async (address) => (await get(address)).json());
    const [slug, locale, source, target] = rows[number % index.batch];
    return { slug, locale, source, target };
  }

  async function lookUp(key) {
    const entry = index.shards.length ? (await shardOf(key)).get(key) : undefined;
    return entry?.of ? lookUp(entry.of) : entry;
  }

  async function guess(key) {
    for (const candidate of guesses(key)) {
      const entry = await lookUp(candidate);
      if (entry) return entry;
    }
    return undefined;
  }

  // While a word is being typed: the commonest terms that begin so.
  async function begunBy(key) {
    const found = new Map();
    if (!index.shards.length) return [];
    for (const [name, entry] of await shardOf(key)) {
      if (!name.startsWith(key)) continue;
      const term = entry.of ? await lookUp(entry.of) : entry;
      if (term) found.set(term.name, term);
      if (found.size > 40) break;
    }
    return [...found.values()].sort((one, other) => other.count - one.count).slice(0, 8);
  }

  function union(maps) {
    if (maps.length === 1) return maps[0];
    const all = new Map();
    for (const map of maps) {
      for (const [number, places] of map) {
        const others = all.get(number);
        all.set(number, others ? merged(others, places) : places);
      }
    }
    return all;
  }

  // Ascending numbers of two lists, each once.
  function merged(ours, theirs) {
    const both = [];
    for (let n = 0, m = 0; n < ours.length || m < theirs.length;) {
      const next = m === theirs.length || ours[n] <= theirs[m] ? ours[n] : theirs[m];
      both.push(next);
      if (ours[n] === next) n++;
      if (theirs[m] === next) m++;
    }
    return both;
  }

  function inOneParagraph(maps) {
    const all = new Map();
    const [rarest, ...rest] = maps.sort((one, other) => one.size - other.size);
    for (const [number, places] of rarest) {
      if (!rest.every((map) => map.has(number))) continue;
      const common = places.filter((place) => rest.every((map) => map.get(number).includes(place)));
      if (common.length) all.set(number, common);
    }
    return all;
  }

  // One word of the query, or two that are one with a space inside: where it is, how it is written.
  async function group(whole, parts, isLast) {
    const entry = await lookUp(whole);
    let terms = entry ? [entry] : [];
    const maps = terms.map(postings);
    const told = parts.filter((part) => !index.stop.has(part));
    const entries = await Promise.all(told.map(lookUp));
    if (told.length && entries.every(Boolean)) {
      maps.push(inOneParagraph(entries.map(postings)));
      terms.push(...entries);
    }
    if (!terms.length) {
      const guessed = await guess(whole);
      if (guessed) terms = [guessed];
      else if (isLast && whole.length > 1) terms = await begunBy(whole);
      maps.push(...terms.map(postings));
    }
    return { found: union(maps.length ? maps : [new Map()]), forms: terms.flatMap((term) => term.forms) };
  }

  async function groupsOf(query) {
    const list = words(query);
    // All that may be needed at once, rather than one after another.
    const keys = list.flatMap((word, n) => [word.key, ...(n ? [list[n - 1].key + word.key] : [])]);
    if (index.shards.length) await Promise.all(keys.map(shardOf));
    const groups = [];
    for (let n = 0; n < list.length; n++) {
      const isLast = n === list.length - 1;
      const { key, parts } = list[n];
      const joined = isLast ? "" : key + list[n + 1].key;
      if (joined > "\u0600" && (await lookUp(joined))) {
        groups.push(await group(joined, [key, list[++n].key], false));
      } else if (!index.stop.has(key)) {
        groups.push(await group(key, parts.length > 1 ? parts : [], isLast));
      }
    }
    return groups;
  }

  // Ranks articles that have all words, or else those that have most of them: rare words count for
  // more (idf), so do words often used (as BM25 has it), in the title, or together.
  // A common word is in every article: what is looked at for each is no more than must be.
  function ranked(groups) {
    const words = new Uint8Array(index.articles);
    for (const { found } of groups) for (const number of found.keys()) words[number]++;
    const most = words.reduce((one, other) => Math.max(one, other), 0);
    const hits = new Map();
    for (const { found } of groups) {
      const weight = Math.log(1 + index.articles / Math.max(found.size, 1));
      for (const [number, places] of found) {
        if (words[number] < most) continue;
        const hit = hits.get(number) ?? { number, score: 0, uses: [] };
        hit.uses.push({ weight, places });
        hit.score += weight * (places.length / (places.length + 1.2));
        hits.set(number, hit);
      }
    }
    const best = [...hits.values()];
    for (const hit of best) hit.score += heaviest(hit) + weightAt(hit, 0);
    best.sort((one, other) => other.score - one.score || other.number - one.number);
    return { hits: best, isWhole: most === groups.length };
  }

  function weightAt({ uses }, place) {
    let sum = 0;
    for (const { weight, places } of uses) if (places.includes(place)) sum += weight;
    return sum;
  }

  function heaviest(hit) {
    if (hit.uses.length === 1) return hit.uses[0].weight;
    let most = 0;
    for (const { places } of hit.uses) {
      for (const place of places) most = Math.max(most, weightAt(hit, place));
    }
    return most;
  }

  // The paragraphs of a hit, those first that have most of what was asked.
  function placesOf(hit) {
    const places = [...new Set(hit.uses.flatMap((use) => use.places))].filter(Boolean);
    return places.sort((one, other) => weightAt(hit, other) - weightAt(hit, one) || one - other);
  }

  async function search(query) {
    await openIndex();
    const groups = await groupsOf(query);
    const forms = new Set(groups.flatMap((one) => one.forms));
    return { ...ranked(groups), forms, isAsked: groups.length > 0 };
  }

  Object.assign(dozabanSearch, { openIndex, once, get, article, search, placesOf });
})();
