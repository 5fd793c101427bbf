/* Loads the rest where the browser can run it; everywhere else the page stays plain HTML. */
(function () {
  "use strict";
  var own = document.currentScript;
  /* The sheet for the next pages comes last, so that one connection does for everything. */
  function dress() {
    var sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.media = "print";
    sheet.href = own.getAttribute("data-sheet");
    document.body.appendChild(sheet);
  }
  function load() {
    var next = document.createElement("script");
    document.removeEventListener("DOMContentLoaded", load);
    if (own.getAttribute("data-sheet")) { next.onload = dress; }
    next.src = own.getAttribute("data-next");
    document.body.appendChild(next);
  }
  if (window.Promise && document.documentElement.closest && own) {
    document.addEventListener("DOMContentLoaded", load);
  }
}());
