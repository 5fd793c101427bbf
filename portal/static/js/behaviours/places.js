/* Where one is stays where one is: focus and scroll, and a word about what happened. */
(function () {
  "use strict";
  var before = null;

  function pathOf(form) { return form ? form.getAttribute("action") : ""; }

  function sameAs(mark, page) {
    var found = mark.id && document.getElementById(mark.id), all, at;
    if (found) { return found; }
    all = page.querySelectorAll(mark.tag);
    for (at = 0; at < all.length; at += 1) {
      if (all[at].textContent === mark.words && pathOf(all[at].form) === mark.path) { return all[at]; }
    }
    return null;
  }

  function say(page) {
    var said = page.querySelector("main [role=alert], main [role=status]");
    document.getElementById("said").textContent = said ? said.textContent : document.title;
  }

  function lead(page) {
    var anchor = window.location.hash && document.getElementById(window.location.hash.slice(1));
    var to = anchor || page.querySelector("h1");
    window.scrollTo(0, 0);
    if (!to) { return; }
    to.setAttribute("tabindex", "-1");
    to.focus();
    if (anchor) { anchor.scrollIntoView(); } else { window.scrollTo(0, 0); }
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    var own = document.activeElement;
    if (event.detail.target.id !== "page") { return; }
    before = {
      page: window.location.pathname,
      mark: own && own !== document.body && {
        id: own.id, tag: own.tagName, words: own.textContent, path: pathOf(own.form)
      }
    };
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    var page = event.detail.target, own;
    if (page.id !== "page" || !before) { return; }
    window.setTimeout(function () { say(page); }, 50); /* the title changes last */
    if (before.page !== window.location.pathname || window.location.hash) { lead(page); } else {
      own = before.mark && sameAs(before.mark, page);
      if (own && own !== document.activeElement) { own.focus(); }
    }
    before = null;
  });
}());
