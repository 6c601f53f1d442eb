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
    const words = found.map(({ articles, starts, places }) => ({
      weight: Math.log(1 + size / Math.max(articles.length, 1)),
      at: positions(articles, size),
      starts: starts.concat(places.length),
      places,
    }));
    const counts = new Uint8Array(size);
    for (const { articles } of found) for (const article of articles) counts[article]++;
    const most = counts.reduce((one, other) => Math.max(one, other), 0);
    const scores = [];
    for (let article = 0; most && article < size; article++) {
      if (counts[article] < most) continue;
      scores.push(Math.round(score(words, article) * FINEST) * SHARE + article);
    }
    const hits = Float64Array.from(scores).sort().reverse().map((one) => one % SHARE);
    return { hits, isWhole: most === found.length, placesOf: (article) => placesOf(words, article) };
  }

  // The number of each article among those of a word; one that has it not is after the last, and has
  // no paragraphs.
  function positions(articles, size) {
    const at = new Int32Array(size).fill(articles.length);
    for (let n = 0; n < articles.length; n++) at[articles[n]] = n;
    return at;
  }

  // No list is made for an article: there may be all of them.
  function score(words, article) {
    let sum = 0;
    for (const { at, starts, weight } of words) {
      const uses = starts[at[article] + 1] - starts[at[article]];
      sum += weight * (uses / (uses + 1.2));
    }
    return sum + heaviest(words, article) + weightAt(words, article, 0);
  }

  // What the words weigh that a paragraph has.
  function weightAt(words, article, place) {
    let sum = 0;
    for (const { at, starts, places, weight } of words) {
      const end = starts[at[article] + 1];
      for (let n = starts[at[article]]; n < end && places[n] <= place; n++) {
        if (places[n] === place) sum += weight;
      }
    }
    return sum;
  }

  function heaviest(words, article) {
    if (words.length === 1) return words[0].weight;
    let most = 0;
    for (const { at, starts, places } of words) {
      const end = starts[at[article] + 1];
      for (let n = starts[at[article]]; n < end; n++) {
        most = Math.max(most, weightAt(words, article, places[n]));
      }
    }
    return most;
  }

  // The paragraphs of a hit, those first that have most of what was asked.
  function placesOf(words, article) {
    const all = new Set(words.flatMap((word) => run(word, word.at[article])));
    const weights = new Map([...all].map((place) => [place, weightAt(words, article, place)]));
    return [...all].filter(Boolean).sort((one, other) => weights.get(other) - weights.get(one) || one - other);
  }

  Object.assign(dozabanSearch, { either, together, ranked });
})();
