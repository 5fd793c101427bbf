/* What is under way shows after a moment; what failed says so in place and can be tried again. */
(function () {
  "use strict";
  var MOMENT = 300, PATIENCE = 45000, timer = null, said = document.getElementById("said"), words = window.footholdWords;

  function busy(on) {
    window.clearTimeout(timer);
    if (on) {
      timer = window.setTimeout(function () {
        document.documentElement.className = "waits";
        said.textContent = words.waits;
      }, MOMENT);
    } else { document.documentElement.className = ""; }
  }

  /* A dead line says nothing: without one byte more for so long it counts as gone. */
  function patient(xhr) {
    var ends = [xhr, xhr.upload], clock = null, at;
    function stop() { window.clearTimeout(clock); }
    function wait() {
      stop();
      clock = window.setTimeout(function () { xhr.abort(); }, PATIENCE);
    }
    for (at = 0; at < ends.length; at += 1) { ends[at].addEventListener("progress", wait); }
    xhr.addEventListener("loadend", stop);
    wait();
  }

  function forget() {
    var old = document.getElementById("failed");
    if (old) { old.parentNode.removeChild(old); }
  }

  function why(xhr) {
    var page = document.createElement("div"), title;
    if (xhr.status && (xhr.getResponseHeader("Content-Type") || "").indexOf("text/html") === 0) {
      page.innerHTML = xhr.responseText;
      title = page.querySelector("h1");
    }
    return title ? title.textContent : words.failed;
  }

  function fail(event) {
    var own = event.detail.elt, box, again;
    busy(false);
    own.removeAttribute("data-busy");
    forget();
    box = document.createElement("p");
    box.id = "failed";
    box.className = "says says--wrong";
    box.setAttribute("role", "alert");
    box.textContent = why(event.detail.xhr) + " ";
    again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = words.again;
    again.onclick = function () {
      var pressed = own.footholdPressed;
      if (own.tagName !== "FORM" || !pressed || !own.contains(pressed)) { pressed = own.querySelector("button") || own; }
      forget();
      pressed.focus();
      pressed.click();
    };
    box.appendChild(again);
    if (own.tagName === "FORM") { own.appendChild(box); } else if (own.closest("header")) {
      document.getElementById("main").insertBefore(box, document.getElementById("main").firstChild);
    } else { own.parentNode.insertBefore(box, own.nextSibling); }
    box.scrollIntoView(false);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button, input[type=submit], input[type=image]");
    if (button && button.form) { button.form.footholdPressed = button; }
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    var own = event.detail.elt;
    if (own.getAttribute("data-busy")) { event.preventDefault(); return; }
    own.setAttribute("data-busy", "1");
    forget();
    busy(true);
    patient(event.detail.xhr);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    busy(false);
    event.detail.elt.removeAttribute("data-busy");
  });
  /* Back is asked for too; when that fails, the browser shows its own page about it. */
  document.addEventListener("htmx:historyCacheMiss", function (event) {
    var xhr = event.detail.xhr;
    busy(true);
    patient(xhr);
    xhr.addEventListener("loadend", function () {
      busy(false);
      if (!xhr.status) { window.location.reload(); }
    });
  });
  document.addEventListener("htmx:sendError", fail);
  document.addEventListener("htmx:sendAbort", fail);
  document.addEventListener("htmx:timeout", fail);
  document.addEventListener("htmx:responseError", fail);
}());
