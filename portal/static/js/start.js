/* Loads the rest where the browser can run it; everywhere else the page stays plain HTML. */
(function () {
  "use strict";
  var own = document.currentScript;
  function load() {
    var next = document.createElement("script");
    document.removeEventListener("DOMContentLoaded", load);
    next.src = own.getAttribute("data-next");
    document.body.appendChild(next);
  }
  if (window.Promise && document.documentElement.closest && own) {
    document.addEventListener("DOMContentLoaded", load);
  }
}());
