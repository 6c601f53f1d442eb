// Where terms are together, and which articles come first. A common word is in every article: what
// is done for each is no more than must be.
"use strict";

(() => {
  const SHARE = 2 ** 24; // more than there are articles: a score and an article in one number
  const FINEST = 2 ** 20; // scores that are nearer are the same

  // Each article that one of two terms is in, with the paragraphs of both.
  function either(one, other) {
    const made = { articles: [], starts: [0], places: [] };
    for (let n = 0, m = 0; n < one.articles.length || m < other.articles.length;) {
      const ours = one.articles[n] ?? Infinity;
      const theirs = other.articles[m] ?? Infinity;
      if (ours < theirs) add(made, ours, run(one, n++));
      else if (theirs < ours) add(made, theirs, run(other, m++));
      else add(made, ours, merged(run(one, n++), run(other, m++)));
    }
    return made;
  }

  // Each article that has two terms in one paragraph, with those paragraphs.
  function together(one, other) {
    const made = { articles: [], starts: [0], places: [] };
    for (let n = 0, m = 0; n < one.articles.length && m < other.articles.length;) {
      const [ours, theirs] = [one.articles[n], other.articles[m]];
      if (ours === theirs) {
        const theirRun = run(other, m);
        const common = run(one, n).filter((place) => theirRun.includes(place));
        if (common.length) add(made, ours, common);
      }
      if (ours <= theirs) n++;
      if (theirs <= ours) m++;
    }
    return made;
  }

  const run = ({ starts, places }, n) => places.slice(starts[n], starts[n + 1]);

  function add({ articles, starts, places }, article, some) {
    articles.push(article);
    places.push(...some);
    starts.push(places.length);
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

  // Ranks the articles that have all words, or else those that have most of them: rare words count
  // for more (idf), so do words often used (as BM25 has it), in the title, or together; of equals
  // the newest comes first. `found` has where each word is, `size` is the number of articles.
  function ranked(found, size) {
    const words = found.map((one) => ({ ...one, weight: Math.log(1 + size / Math.max(one.articles.length, 1)) }));
    const counts = new Uint8Array(size);
    const scores = new Float64Array(size);
    for (const word of words) count(word, counts, scores);
    const most = counts.reduce((one, other) => Math.max(one, other), 0);
    const wanted = [];
    for (let article = 0; most && article < size; article++) {
      if (counts[article] === most) wanted.push(article);
    }
    if (words.length > 1) favourTogether(words, wanted, scores);
    const order = Float64Array.from(wanted, (article) => Math.round(scores[article] * FINEST) * SHARE + article);
    const hits = order.sort().reverse().map((one) => one % SHARE);
    return { hits, isWhole: most === found.length, placesOf: (article) => placesOf(words, article) };
  }

  // Adds to each article of a word that it has it, and what that weighs.
  function count({ articles, starts, places, weight }, counts, scores) {
    for (let n = 0; n < articles.length; n++) {
      const uses = starts[n + 1] - starts[n];
      const inTitle = places[starts[n]] === 0 ? weight : 0;
      counts[articles[n]]++;
      scores[articles[n]] += weight * (uses / (uses + 1.2)) + inTitle;
    }
  }

  // Adds to the articles, which ascend, what the words weigh together that one paragraph has.
  function favourTogether(words, wanted, scores) {
    const sums = new Float64Array(1 + Math.max(...words.map(lastPlace)));
    const at = new Int32Array(words.length);
    for (let n = 0; n < wanted.length; n++) {
      let most = 0;
      for (let w = 0; w < words.length; w++) {
        const word = words[w];
        while (word.articles[at[w]] < wanted[n]) at[w]++;
        if (word.articles[at[w]] === wanted[n]) most = Math.max(most, addTo(sums, word, at[w]));
      }
      scores[wanted[n]] += most;
      for (let w = 0; w < words.length; w++) {
        if (words[w].articles[at[w]] === wanted[n]) empty(sums, words[w], at[w]);
      }
    }
  }

  function lastPlace({ places }) {
    let last = 0;
    for (let n = 0; n < places.length; n++) if (places[n] > last) last = places[n];
    return last;
  }

  // Adds a word's weight to the sums of its paragraphs in its article `n`; gives the largest of them.
  function addTo(sums, { starts, places, weight }, n) {
    let most = 0;
    for (let m = starts[n]; m < starts[n + 1]; m++) {
      const sum = sums[places[m]] + weight;
      sums[places[m]] = sum;
      if (sum > most) most = sum;
    }
    return most;
  }

  function empty(sums, { starts, places }, n) {
    for (let m = starts[n]; m < starts[n + 1]; m++) sums[places[m]] = 0;
  }

  // The paragraphs of a hit, those first that have most of what was asked.
  function placesOf(words, article) {
    const weights = new Map();
    for (const word of words) {
      const n = word.articles.indexOf(article);
      for (const place of n < 0 ? [] : run(word, n)) weights.set(place, (weights.get(place) ?? 0) + word.weight);
    }
    return [...weights.keys()].filter(Boolean).sort((one, other) => weights.get(other) - weights.get(one) || one - other);
  }

  Object.assign(dozabanSearch, { either, together, ranked });
})();
