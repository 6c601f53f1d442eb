// The index that site_gen/search/ writes, loaded piece by piece as a query needs it: docs/search.md.
"use strict";

(() => {
  const { words, guesses, begunBy, postings, either, together, ranked } = dozabanSearch;
  const NOWHERE = { articles: [], starts: [0], places: [] };
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

  async function get(address, cache = "default") {
    const response = await fetch(address, { cache });
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return response;
  }

  // Asked of the host even where a copy is at hand: it names the other files, which then need not be.
  async function readIndex() {
    const read = await (await get("index.json", "no-cache")).json();
    return { ...read, stop: new Set(read.stop) };
  }

  const openIndex = () => once("index.json", async () => {
    index = await readIndex();
  });

  // Begins anew where the site has been published since; without a network all stays as it is.
  async function renew() {
    const read = await readIndex();
    loaded.clear();
    loaded.set("index.json", Promise.resolve());
    index = read;
  }

  // A file with the tag that the index names: some cache may still have an older one, or the host
  // a newer one by now.
  const tagged = (name, tag, read) => once(`${name}?v=${tag}`, async (address) => {
    for (const cache of ["default", "reload"]) {
      const found = await read(await get(address, cache));
      if (found.tag === tag) return found.value;
    }
    throw new Error(`${name} is of another index`);
  });

  const hexadecimal = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function shardOf(key) {
    let low = 0;
    let high = index.shards.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (index.shards[middle] <= key) low = middle;
      else high = middle;
    }
    const name = hexadecimal(new TextEncoder().encode(index.shards[low])) || "0";
    const tag = index.tags[low];
    return tagged(`${name}.bin`, tag, async (response) => {
      const data = new Uint8Array(await response.arrayBuffer());
      const size = tag.length / 2;
      return { tag: hexadecimal(data.subarray(0, size)), value: data.subarray(size) };
    });
  }

  async function article(number) {
    const batch = Math.floor(number / index.batch);
    const place = number % index.batch;
    const rows = await tagged(`articles-${batch}.json`, index.blocks[Math.floor(number / index.block)],
      async (response) => {
        const { tag, rows } = await response.json();
        return { tag, value: rows };
      });
    const [slug, locale, source, target] = rows[place];
    return { slug, locale, source, target };
  }

  // The term that a word is a form of, wherever that one is.
  const lookUp = (key) => once(`the word ${key}`, async () => {
    if (!index.shards.length) return undefined;
    const { value } = begunBy(await shardOf(key), key).next();
    if (value?.name !== key) return undefined;
    return value.of ? lookUp(value.of) : value;
  });

  async function guess(key) {
    for (const candidate of guesses(key)) {
      const entry = await lookUp(candidate);
      if (entry) return entry;
    }
    return undefined;
  }

  // While a word is being typed: the commonest terms that begin so.
  async function unfinished(key) {
    const found = new Map();
    if (!index.shards.length) return [];
    for (const entry of begunBy(await shardOf(key), key)) {
      const term = entry.of ? await lookUp(entry.of) : entry;
      if (term) found.set(term.name, term);
      if (found.size > 40) break;
    }
    return [...found.values()].sort((one, other) => other.count - one.count).slice(0, 8);
  }

  // One word of the query, or two that are one with a space inside: where it is, how it is written.
  async function group(whole, parts, isLast) {
    const entry = await lookUp(whole);
    let terms = entry ? [entry] : [];
    const lists = terms.map(postings);
    const told = parts.filter((part) => !index.stop.has(part));
    const entries = await Promise.all(told.map(lookUp));
    const isSame = entries.length === 1 && entries[0] === entry; // as with the verb in its forms
    if (told.length && !isSame && entries.every(Boolean)) {
      lists.push(entries.map(postings).reduce(together));
      terms.push(...entries);
    }
    if (!terms.length) {
      const guessed = await guess(whole);
      if (guessed) terms = [guessed];
      else if (isLast && whole.length > 1) terms = await unfinished(whole);
      lists.push(...terms.map(postings));
    }
    return { found: lists.length ? lists.reduce(either) : NOWHERE, forms: terms.flatMap((term) => term.forms) };
  }

  // Two words that may be one: only Persian ones are.
  const joinedWith = (word, next) => (next && word.key > "\u0600" && next.key > "\u0600" ? word.key + next.key : "");

  const verbal = (key) => key.match(/^ن?می(.{3,})$/)?.[1];

  // Loads all that the words may need at once, rather than one after another. What follows the
  // beginning of a verb is most often near the term that it is a form of.
  async function prepare(list) {
    await openIndex();
    const keys = list.flatMap((word, n) => [word.key, verbal(word.key), joinedWith(word, list[n + 1])]);
    await Promise.all(keys.filter((key) => key && !index.stop.has(key)).map(lookUp));
  }

  async function groupsOf(list) {
    const groups = [];
    for (let n = 0; n < list.length; n++) {
      const isLast = n === list.length - 1;
      const { key, parts } = list[n];
      const joined = joinedWith(list[n], list[n + 1]);
      if (joined && (await lookUp(joined))) {
        groups.push(await group(joined, [key, list[++n].key], false));
      } else if (!index.stop.has(key)) {
        groups.push(await group(key, parts.length > 1 ? parts : [], isLast));
      }
    }
    return groups;
  }

  async function search(query) {
    const list = words(query);
    await prepare(list);
    const groups = await groupsOf(list);
    const forms = new Set(groups.flatMap((one) => one.forms));
    return { ...ranked(groups.map((one) => one.found), index.articles), forms, isAsked: groups.length > 0 };
  }

  Object.assign(dozabanSearch, { once, get, article, prepare, renew, search });
})();
