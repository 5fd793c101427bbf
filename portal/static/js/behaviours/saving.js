/* Texts are saved a few seconds after typing stops; without a line they wait on an own phone. */
(function () {
  "use strict";
  var PAUSE = 4000, AGAIN = 15000, words = window.footholdWords, drafts = window.footholdDrafts;
  var own = document.querySelector("script[data-here]").getAttribute("data-own");
  var waiting = null;

  function nameOf(form) { return "draft " + own + " " + form.getAttribute("action"); }

  function texts(form) {
    var found = {}, boxes = form.querySelectorAll("textarea[name], input[type=text][name]"), at;
    for (at = 0; at < boxes.length; at += 1) { found[boxes[at].name] = boxes[at].value; }
    return found;
  }

  function keep(form, then) {
    drafts.keep(nameOf(form), JSON.stringify({ at: new Date().getTime(), texts: texts(form) }), then);
  }

  function forget(form) { drafts.forget(nameOf(form)); }

  function body(form) {
    var parts = [], boxes = form.elements, at, box;
    for (at = 0; at < boxes.length; at += 1) {
      box = boxes[at];
      if (!box.name || box.disabled || box.name === "uploaded" || /^(file|submit|image|button)$/.test(box.type)) { continue; }
      if (/^(radio|checkbox)$/.test(box.type) && !box.checked) { continue; }
      parts.push(encodeURIComponent(box.name) + "=" + encodeURIComponent(box.value));
    }
    return parts.join("&");
  }

  function tell(form, sentence) {
    var line = form.querySelector(".autosaved");
    if (!line) {
      line = document.createElement("p");
      line.className = "quiet autosaved";
      line.setAttribute("role", "status");
      form.appendChild(line);
    }
    line.textContent = sentence;
  }

  function goOn(form, answer) {
    var stamp = form.querySelector("[name=stamp]");
    if (answer.action) { form.setAttribute("action", answer.action); }
    if (!stamp) {
      stamp = document.createElement("input");
      stamp.type = "hidden";
      stamp.name = "stamp";
      form.appendChild(stamp);
    }
    stamp.value = answer.stamp;
  }

  function save(form) {
    var xhr = new XMLHttpRequest(), sent = body(form);
    window.clearTimeout(form.footholdTimer);
    if (!document.body.contains(form) || form.getAttribute("data-busy")) { return; }
    if (form.footholdSaving) { later(form, PAUSE); return; }
    form.footholdSaving = true;
    xhr.open("POST", form.getAttribute("action"));
    xhr.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    xhr.setRequestHeader("X-Autosave", "1");
    xhr.timeout = 60000;
    xhr.onloadend = function () {
      form.footholdSaving = false;
      if (xhr.status === 200) {
        forget(form);
        goOn(form, JSON.parse(xhr.responseText));
        tell(form, JSON.parse(xhr.responseText).saved);
        if (body(form).replace(/(^|&)stamp=\d*/, "") !== sent.replace(/(^|&)stamp=\d*/, "")) { later(form, PAUSE); }
      } else if (xhr.status === 401 || xhr.status === 409) {
        tell(form, words.press);
      } else if (!xhr.status || xhr.status >= 500) {
        keep(form, function (kept) { tell(form, kept ? words.kept : words.unsaved); });
        later(form, AGAIN);
      }
    };
    xhr.send(sent);
  }

  function later(form, pause) {
    window.clearTimeout(form.footholdTimer);
    form.footholdTimer = window.setTimeout(function () { save(form); }, pause);
  }

  function button(sentence, deed) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button button--plain";
    made.textContent = sentence;
    made.onclick = deed;
    return made;
  }

  function offer(form, kept) {
    var box = document.createElement("div"), shown = document.createElement("blockquote"), name, now = texts(form);
    box.className = "says";
    box.textContent = words.found.replace("{time}", new Date(kept.at).toLocaleString());
    for (name in kept.texts) {
      if (kept.texts[name] && kept.texts[name] !== now[name]) {
        shown.appendChild(document.createElement("p")).textContent = kept.texts[name];
      }
    }
    shown.setAttribute("dir", "auto");
    box.appendChild(shown);
    box.appendChild(button(words.take, function () {
      var at;
      for (at in kept.texts) { if (form.elements[at]) { form.elements[at].value = kept.texts[at]; } }
      box.parentNode.removeChild(box);
      save(form);
    }));
    box.appendChild(button(words.drop, function () { forget(form); box.parentNode.removeChild(box); }));
    form.parentNode.insertBefore(box, form);
  }

  function look() {
    var forms = document.querySelectorAll("form[data-autosave]"), at;
    function one(form) {
      if (form.footholdLooked) { return; }
      form.footholdLooked = true;
      drafts.find(nameOf(form), function (found) {
        var kept = JSON.parse(found || "{}"), now = texts(form), name;
        for (name in kept.texts) {
          if (now[name] !== undefined && kept.texts[name] !== now[name]) { offer(form, kept); return; }
        }
        if (found) { forget(form); }
      });
    }
    for (at = 0; at < forms.length; at += 1) { one(forms[at]); }
  }

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-autosave") && event.target.type !== "file") {
      waiting = form;
      later(form, PAUSE);
    }
  });
  window.addEventListener("online", function () { if (waiting) { save(waiting); } });
  document.addEventListener("htmx:beforeRequest", function (event) { window.clearTimeout(event.detail.elt.footholdTimer); });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt;
    if (form.hasAttribute("data-autosave")) {
      if (event.detail.successful) { forget(form); } else { keep(form, function () { return null; }); }
    }
  });
  document.addEventListener("htmx:afterSettle", look);
  document.addEventListener("submit", function (event) {
    if (event.target.getAttribute("action") === "/sign-out") { drafts.leave(); }
  });
  look();
}());
