/* Loads the rest where the browser can run it; everywhere else the page stays plain HTML. */
(function () {
  "use strict";
  var own = document.currentScript;
  /* Who does not know hashes refused the sheet inside the page: the one for print does as well. */
  function dress() {
    var inside = document.querySelector("style"), link = document.querySelector("link[media=print]");
    if (inside && link && !(inside.sheet && inside.sheet.cssRules.length)) { link.media = "all"; }
  }
  function load() {
    var next = document.createElement("script");
    document.removeEventListener("DOMContentLoaded", load);
    next.src = own.getAttribute("data-next");
    document.body.appendChild(next);
  }
  dress();
  if (window.Promise && document.documentElement.closest && own) {
    document.addEventListener("DOMContentLoaded", load);
  }
}());
