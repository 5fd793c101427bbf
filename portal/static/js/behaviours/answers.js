/* How htmx asks, and what it does with the answers. */
(function () {
  "use strict";
  var config = htmx.config, IN_PLACE = [0, 413, 429];
  config.includeIndicatorStyles = false;
  config.allowEval = false;
  config.selfRequestsOnly = true;
  config.historyCacheSize = 0; /* private pages stay out of localStorage */
  config.scrollIntoViewOnBoost = false;

  document.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail, xhr = detail.xhr;
    if ((xhr.getResponseHeader("Content-Type") || "").indexOf("text/html") !== 0) {
      detail.shouldSwap = false;
      window.location.href = detail.pathInfo.finalRequestPath;
      return;
    }
    if (xhr.status >= 500 || IN_PLACE.indexOf(xhr.status) >= 0) { return; }
    detail.shouldSwap = true;
    detail.isError = false;
  });

  /* Back to what may not be seen any more: the page that says so has to come whole. */
  document.addEventListener("htmx:historyCacheMissLoadError", function () { window.location.reload(); });

  /* htmx leaves out where a picture was tapped; by keyboard it is the corner, as browsers send it. */
  document.addEventListener("click", function (event) {
    var own = event.target.closest("button, input"), by = event.detail ? event : { offsetX: 0, offsetY: 0 };
    if (!own || !own.form) { return; }
    own.form.footholdSpot = own.type === "image" ? { name: own.name, x: by.offsetX, y: by.offsetY } : null;
  });
  document.addEventListener("htmx:configRequest", function (event) {
    var own = event.detail.elt, spot = own.footholdSpot, sent = event.detail.parameters;
    if (own.tagName === "FORM") { event.detail.path = own.getAttribute("action"); } /* saving.js may move it */
    if (!spot) { return; }
    sent[spot.name + ".x"] = Math.round(spot.x);
    sent[spot.name + ".y"] = Math.round(spot.y);
    own.footholdSpot = null;
  });

  /* WebKit of iOS 9 gives a picture with a srcset no height when it comes into a page. */
  document.addEventListener("load", function (event) {
    var one = event.target;
    if (one.srcset && one.offsetWidth && !one.offsetHeight) {
      one.src = one.currentSrc || one.src;
      one.removeAttribute("srcset");
    }
  }, true);

  /* htmx waits for an event that is over when it comes after the page. */
  if (document.readyState !== "complete") {
    document.dispatchEvent(new Event("DOMContentLoaded"));
  }
}());
