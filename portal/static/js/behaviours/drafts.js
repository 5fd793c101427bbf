/* What was typed without a line waits on an own phone: in localStorage, which has it at once, and in
   IndexedDB, which has more room and is open to a worker. Where one refuses, the other does. */
(function () {
  "use strict";
  var own = document.querySelector("script[data-here]").getAttribute("data-own"), NAME = "foothold";

  function nothing() { return null; }

  function memory(deed) {
    try { return own && deed(window.localStorage); } catch (ignore) { return null; }
  }

  /* Do it with IndexedDB's drafts, then go on with what was asked for, or with nothing. */
  function shelf(deed, then) {
    var opening;
    try { opening = own && window.indexedDB.open(NAME, 1); } catch (ignore) { opening = null; }
    if (!opening) { then(); return; }
    opening.onupgradeneeded = function () { opening.result.createObjectStore("drafts"); };
    opening.onerror = function () { then(); };
    opening.onsuccess = function () {
      var work = opening.result.transaction("drafts", "readwrite"), asked = deed(work.objectStore("drafts"));
      work.oncomplete = function () { then(asked.result); };
      work.onabort = function () { then(); };
      opening.result.close();
    };
  }

  window.footholdDrafts = {
    keep: function (name, text, then) {
      var kept = memory(function (store) { store.setItem(name, text); return true; });
      if (kept) { then(true); } else { memory(function (store) { store.removeItem(name); }); } /* it is older */
      shelf(function (store) { return store.put(text, name); }, kept ? nothing : then);
    },
    find: function (name, then) {
      var kept = memory(function (store) { return store.getItem(name); });
      if (kept) { then(kept); } else { shelf(function (store) { return store.get(name); }, then); }
    },
    forget: function (name) {
      memory(function (store) { store.removeItem(name); });
      shelf(function (store) { return store["delete"](name); }, nothing);
    },
    leave: function () {
      memory(function (store) { store.clear(); });
      shelf(function (store) { return store.clear(); }, nothing);
    }
  };
}());
