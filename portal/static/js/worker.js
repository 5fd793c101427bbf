/* Keeps, on an own phone, the pages that were seen, and shows them when there is no line.

   Visit-Mark says whose a page is, and into which frame (a language and a release) it belongs. Each
   mark has a cache: its pages without their frame, the page for no line, whose frame is put around
   them, and the files of that frame. So an old page keeps its old sheet and its old scripts.

   Posts pass by. An outbox would begin here: see docs/decisions.md. */
(function () {
  "use strict";
  var OFFLINE = "/offline", MOST = 30, FRAMES = 3, LEAST = 5000, DEAD = 1000;
  var patience = LEAST, age = 0, late = {};

  function nothing() { return null; }

  function pathOf(url) { return new URL(url).pathname; }

  function each(deed) {
    return caches.keys().then(function (names) { return Promise.all(names.map(deed)); });
  }

  /* The visit has ended: nothing stays, and what is still on its way is not kept. */
  function leave() {
    age += 1;
    return each(function (name) { return caches.delete(name); }).then(function () { return self.registration.unregister(); });
  }

  /* Write into the cache of this mark, and take away those of other visits and of old frames. */
  function write(mark, began, deed) {
    return began === age && each(function (name, at, names) {
      return name !== mark && (name.slice(0, 12) !== mark.slice(0, 12) || at < names.length - FRAMES) && caches.delete(name);
    }).then(function () { return caches.open(mark); }).then(deed).then(function () {
      return began === age || caches.delete(mark);
    });
  }

  /* What stands before the inside of a whole page, the inside with its title, and what follows. */
  function partsOf(text) {
    var from = text.indexOf("hx-history-elt>") + 15, to = text.lastIndexOf("</div>", text.lastIndexOf("<script defer"));
    return from < 15 ? ["", text] : [text.slice(0, from), titleOf(text) + text.slice(from, to), text.slice(to)];
  }

  function titleOf(text) { return (/<title>[^<]*<\/title>/.exec(text) || [""])[0]; }

  function keep(url, mark, text, began) {
    return Promise.resolve(write(mark, began, function (cache) {
      return cache.delete(url).then(function () {
        return cache.put(url, new Response(partsOf(text)[1], { headers: { at: String(Date.now()) } }));
      }).then(function () { return cache.keys(); }).then(function (kept) {
        kept = kept.filter(function (one) { return !/^\/(offline$|static\/)/.test(pathOf(one.url)); });
        return Promise.all(kept.slice(0, -MOST).map(function (one) { return cache.delete(one); }));
      });
    })).then(function () { return caches.match(OFFLINE, { cacheName: mark }); }).then(function (frame) {
      return frame || build(mark, began);
    });
  }

  /* Fetch the page for no line and the files of its frame. */
  function build(mark, began) {
    return fetch(OFFLINE).then(function (answer) {
      return answer.ok && answer.headers.get("Visit-Mark") === mark && answer.text().then(function (text) {
        return Promise.all(text.match(/\/static\/[^"]+/g).map(function (file) { return fetch(file); })).then(function (files) {
          return files.every(function (file) { return file.ok; }) && write(mark, began, function (cache) {
            return Promise.all(files.map(function (file) { return cache.put(file.url, file); })).then(function () {
              return cache.put(OFFLINE, new Response(text, { headers: answer.headers }));
            });
          });
        });
      });
    });
  }

  /* Keep what came, or see from it that this page, or this visit, is over. */
  function learn(answer, url, began) {
    var headers = answer.headers, mark = headers.get("Visit-Mark");
    if (answer.ok && /^text\/html/.test(headers.get("Content-Type"))) {
      if (!mark) { return pathOf(url).indexOf("/p/") && leave(); }
      return !/no-store/.test(headers.get("Cache-Control")) && answer.clone().text().then(function (text) {
        return keep(answer.url, mark, text, began);
      });
    }
    return !answer.ok && answer.status < 429 && each(function (name) {
      return caches.open(name).then(function (cache) { return cache.delete(url); });
    });
  }

  function keptAt(found) { return found[0] ? Number(found[0].headers.get("at")) : 0; }

  /* The newest page of this address and its frame, of the visit that the cookie names, where a worker can ask. */
  function find(url) {
    var cookies = self.cookieStore;
    return (cookies ? cookies.get("here") : Promise.resolve({ value: "" })).then(function (here) {
      return each(function (name) {
        return here && name.indexOf(here.value) === 0 ? Promise.all([url, OFFLINE].map(function (one) {
          return caches.match(one, { cacheName: name });
        })) : [];
      });
    }).then(function (pairs) {
      return pairs.filter(function (one) { return one[1]; }).sort(function (one, other) { return keptAt(one) - keptAt(other); }).pop();
    });
  }

  function wordOf(text, name) { return (new RegExp(name + '="([^"]*)"').exec(text) || ["", ""])[1]; }

  /* A line that says when the page was seen, and leads to it once more. */
  function asOf(found, frame, url) {
    var at = new Date(keptAt(found)), form = { timeStyle: "short" };
    if (at.toDateString() !== new Date().toDateString()) { form.dateStyle = "medium"; }
    return '<p class="says" role="status" id="as-of">' +
      wordOf(frame, "data-as-of").replace("{time}", at.toLocaleString(wordOf(frame, "data-in"), form)) +
      ' <a href="' + url.replace(/&/g, "&amp;") + '">' + wordOf(frame, "data-again") + "</a></p>";
  }

  function draw(found, url, bare) {
    return Promise.all(found.map(function (one) { return one ? one.text() : ""; })).then(function (texts) {
      var parts = partsOf(texts[1]), inside = texts[0] || parts[1], title = titleOf(inside);
      if (texts[0]) {
        inside = inside.replace(/<main [^>]*>/, function (main) { return main + asOf(found, texts[1], url); });
      }
      if (!bare) {
        inside = parts[0].replace(titleOf(parts[0]), function () { return title; }) + inside.slice(title.length) + parts[2];
      }
      return new Response(inside, { status: texts[0] ? 200 : 503, headers: found[1].headers });
    });
  }

  /* Show what is kept; when the line failed, also that nothing is. */
  function show(url, bare, silent) {
    return find(url).then(function (found) { return found && (found[0] || !silent) && draw(found, url, bare); });
  }

  /* Ask the line first; when it fails, or stays silent for long, show what is kept. */
  function answer(event, bare) {
    var request = event.request, url = request.url.split("#")[0], began = age, start = Date.now();
    var line = Promise.resolve(event.preloadResponse).then(function (early) { return early || fetch(request); });
    var learned = line.then(function (came) {
      patience = Math.max(LEAST, 2 * (Date.now() - start));
      return learn(came, url, began);
    });
    var silence = new Promise(function (resolve) {
      var timer = setTimeout(function () {
        patience = DEAD;
        late[url] = learned;
        show(url, bare, true).catch(nothing).then(function (kept) { resolve(kept || line); });
      }, patience);
      line.catch(nothing).then(function () { clearTimeout(timer); });
    });
    event.waitUntil(learned.catch(nothing));
    return Promise.race([line, silence]).catch(function (trouble) {
      return show(url, bare).catch(nothing).then(function (kept) { return kept || Promise.reject(trouble); });
    });
  }

  self.addEventListener("install", function () { self.skipWaiting(); });

  self.addEventListener("activate", function (event) {
    var early = self.registration.navigationPreload;
    event.waitUntil(Promise.all([early && early.enable(), self.clients.claim()]));
  });

  self.addEventListener("fetch", function (event) {
    var request = event.request, path = pathOf(request.url), headers = request.headers;
    var again = headers.has("HX-History-Restore-Request"), boosted = headers.has("HX-Boosted");
    if (request.url.indexOf(self.location.origin + "/")) { return; }
    if (request.method !== "GET") {
      if (path === "/sign-out") { event.waitUntil(leave().catch(nothing)); }
    } else if (path.indexOf("/static/") === 0) {
      event.respondWith(caches.match(request, { ignoreVary: true }).catch(nothing).then(function (kept) { return kept || fetch(request); }));
    } else if (request.mode === "navigate" || again || boosted) {
      event.respondWith(answer(event, boosted && !again));
    }
  });

  /* A page hands over what its post was answered with, asks for what came late, or came before the worker. */
  self.addEventListener("message", function (event) {
    var data = event.data, url = data.url, began = age;
    event.waitUntil((data.text ? keep(url, data.mark, data.text, began) :
      data.late ? Promise.resolve(late[url]).then(function () { return late[url] && event.source.postMessage(1); }) :
        fetch(url).then(function (came) { return learn(came, url, began); })).catch(nothing));
  });
}());
