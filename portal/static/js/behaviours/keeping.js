/* On an own phone a worker keeps the pages that were seen; elsewhere it goes, with what it kept. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker, words = window.footholdWords;
  var own = document.querySelector("script[data-here]").hasAttribute("data-own");

  function nothing() { return null; }

  function here() { return window.location.href.split("#")[0]; }

  function tell(message) { if (workers.controller) { workers.controller.postMessage(message); } }

  function goAway() {
    workers.getRegistrations().then(function (found) {
      found.forEach(function (one) { one.unregister(); });
      return window.caches.keys();
    }).then(function (names) {
      names.forEach(function (name) { window.caches.delete(name); });
    }).catch(nothing);
  }

  /* The line of a kept page: worker.js draws it, with a link to ask again. */
  function offer() {
    var line = document.getElementById("as-of");
    if (line) {
      line.firstChild.data = words.newer + " ";
      line.lastChild.textContent = words.see;
    }
  }

  function ask() { if (document.getElementById("as-of")) { tell({ late: true, url: here() }); } }

  if (!workers) { return; }
  if (!own) { goAway(); return; }
  if (!workers.controller) {
    workers.addEventListener("controllerchange", function first() {
      workers.removeEventListener("controllerchange", first);
      tell({ url: here() });
    });
  }
  workers.addEventListener("message", offer);
  workers.register("/worker.js").catch(nothing);
  window.addEventListener("online", offer);
  document.addEventListener("htmx:afterSettle", ask);
  ask();

  /* The page that came back from a post was not asked for by itself. */
  document.addEventListener("htmx:afterOnLoad", function (event) {
    var xhr = event.detail.xhr, mark = xhr.getResponseHeader("Visit-Mark");
    var path = xhr.getResponseHeader("HX-Replace-Url") || xhr.getResponseHeader("HX-Push-Url") || "";
    if (mark && xhr.status === 200 && path.charAt(0) === "/" && !/no-store/.test(xhr.getResponseHeader("Cache-Control"))) {
      tell({ url: window.location.origin + path, mark: mark, text: xhr.responseText });
    }
  });
}());
