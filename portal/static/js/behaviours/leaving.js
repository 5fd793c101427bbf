/* A page that comes back from the browser's memory after its visit ended is asked for anew. */
(function () {
  "use strict";
  var own = document.querySelector("script[data-here]").getAttribute("data-here");
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.cookie.indexOf("here=" + own) < 0) {
      document.documentElement.innerHTML = "";
      window.location.reload();
    }
  });
}());
