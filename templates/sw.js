{% if site.has_offline %}
// Keeps what a reader has read, for when there is no network. What the network has always wins;
// static files, whose addresses change with them, come from what is kept. What a script fetches is
// not read: the search would fill the place of articles, and wait for this worker at each file.
"use strict";

const NAME = `dozaban ${registration.scope}`;
const MOST = 400; // files; beyond them the oldest go
{% set unread %}{% include "unread.html" %}{% endset %}
const UNREAD = {{ unread | tojson }}.replaceAll('"./"', `"${registration.scope}"`);

addEventListener("install", (event) => {
  skipWaiting();
  // Browsers that know routes need not even wake the worker.
  event.addRoutes?.({ condition: { requestDestination: "" }, source: "network" }).catch(() => {});
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const isRead = request.destination && request.url.startsWith(registration.scope);
  if (request.method !== "GET" || !isRead || request.headers.has("range")) return;
  event.respondWith(answer(event));
});

// What the first page had loaded before this worker was there; the browser still has it at hand.
addEventListener("message", (event) => {
  const ours = event.data.filter((address) => address.startsWith(registration.scope));
  event.waitUntil(Promise.allSettled(ours.map(keepLoaded)));
});

async function keepLoaded(address) {
  const request = new Request(address);
  const response = await fetch(request);
  if (response.ok) await keep(await caches.open(NAME), request, response);
}

async function answer(event) {
  const { request } = event;
  const kept = await caches.open(NAME);
  const isFixed = new URL(request.url).searchParams.has("v");
  const before = isFixed && (await kept.match(request));
  if (before) return before;
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") event.waitUntil(keep(kept, request, response.clone()));
    return response;
  } catch (error) {
    const last = await kept.match(request, { ignoreSearch: true });
    if (last) return last;
    if (request.mode !== "navigate") throw error;
    return new Response(UNREAD, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

async function keep(kept, request, response) {
  await kept.delete(request, { ignoreSearch: true }); // its earlier versions
  await kept.put(request, response);
  if (request.mode !== "navigate") return; // once a page is enough
  const all = await kept.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((old) => kept.delete(old)));
}
{% else %}
// This site keeps nothing on its readers' devices; what an earlier one kept goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const forget = async () => {
    await caches.delete(`dozaban ${registration.scope}`);
    await registration.unregister();
  };
  event.waitUntil(forget());
});
{% endif %}
