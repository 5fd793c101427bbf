/* A chosen file goes up at once, in parts, and goes on by itself after a dropped line. */
(function () {
  "use strict";
  var PART = 65536, FIRST = 16384, words = window.footholdWords, tasks = [];
  var own = document.querySelector("script[data-here]").getAttribute("data-own");

  function memory(deed) {
    try { return own && deed(window.localStorage); } catch (ignore) { return null; }
  }

  function forget(task) { memory(function (store) { store.removeItem(task.mark); }); }

  function underWay(form) {
    return tasks.some(function (task) { return task.form === form && !task.ready; });
  }

  function tell(task, sentence) {
    var done = Math.floor(task.offset / task.file.size * 10) * 10 + " %";
    sentence = sentence.replace("{name}", "\u2068" + task.file.name + "\u2069").replace("{done}", done);
    if (task.said.textContent !== sentence) { task.said.textContent = sentence; }
  }

  function tellAll(form) {
    tasks.forEach(function (task) {
      if (task.form === form && !task.ready) { tell(task, form.footholdSends ? words.sends : "{name}: {done}"); }
    });
  }

  function drop(task) {
    var at = tasks.indexOf(task);
    if (at >= 0) { tasks.splice(at, 1); }
    window.clearTimeout(task.timer);
    if (task.xhr) { task.xhr.onloadend = null; task.xhr.abort(); }
    task.line.parentNode.removeChild(task.line);
  }

  /* One file after the other; then goes the form that waited for them. */
  function next(form) {
    var pressed = form.footholdSends, first = tasks.filter(function (task) { return !task.ready; })[0];
    if (first && !first.begun) {
      first.begun = true;
      go(first, true);
    }
    if (pressed && !underWay(form)) {
      form.footholdSends = null;
      pressed.click();
    }
  }

  /* What cannot go in parts goes as ever: with the form, from its own box. */
  function giveUp(box) {
    tasks.slice().forEach(function (task) { if (task.box === box) { forget(task); drop(task); } });
    box.name = box.footholdName;
    next(box.form);
  }

  function stop(task) {
    var box = task.box;
    forget(task);
    drop(task);
    if (task.at) { ask(task, "DELETE").send(); }
    if (!tasks.some(function (one) { return one.box === box; })) {
      box.value = "";
      box.name = box.footholdName;
    }
    next(task.form);
  }

  function finish(task) {
    var named = task.line.appendChild(document.createElement("input"));
    named.type = "hidden";
    named.name = "uploaded";
    named.value = task.at.split("/").pop();
    task.ready = true;
    tell(task, words.ready);
    if (!tasks.some(function (one) { return one.box === task.box && !one.ready; })) { task.box.removeAttribute("name"); }
    next(task.form);
  }

  function ask(task, method) {
    var xhr = new XMLHttpRequest(), sent = task.form.elements;
    xhr.open(method, task.at || "/uploads/");
    xhr.setRequestHeader("Tus-Resumable", "1.0.0");
    xhr.setRequestHeader("X-Token", sent.token.value);
    xhr.setRequestHeader("X-Key", sent.key.value);
    return xhr;
  }

  function go(task, looks) {
    var file = task.file, method = task.at ? looks ? "HEAD" : "PATCH" : "POST", began = new Date().getTime();
    var xhr = task.xhr = ask(task, method), part = null;
    window.clearTimeout(task.timer);
    xhr.timeout = method === "HEAD" ? 2000 + 1000 * task.fails : task.patience;
    xhr.onloadend = function () {
      var took = new Date().getTime() - began;
      task.xhr = null;
      if (part && xhr.status && xhr.status < 300) { /* as long as it took, twice over, and a larger one next */
        task.patience = (task.size < PART ? 4 : 2) * took + 1200;
        task.size = Math.min(PART, task.size * 4);
      } else if (part && !xhr.status) {
        task.patience = Math.min(90000, task.patience * 2);
        task.size = task.fails ? FIRST : task.size;
      }
      learn(task, xhr, took);
    };
    if (method !== "HEAD") {
      part = file.slice(task.offset, task.offset + task.size);
      xhr.setRequestHeader("Content-Type", "application/offset+octet-stream");
      if (task.at) { xhr.setRequestHeader("Upload-Offset", task.offset); } else {
        xhr.setRequestHeader("Upload-Length", file.size);
        xhr.setRequestHeader("Upload-Metadata", "filename " + window.btoa(unescape(encodeURIComponent(file.name))));
      }
    }
    xhr.send(part);
  }

  function learn(task, xhr, took) {
    var status = xhr.status, offset = xhr.getResponseHeader("Upload-Offset");
    if (!document.body.contains(task.box)) { drop(task); return; }
    if (!status || status >= 500) {
      task.fails += 1;
      if (task.fails > 1) { tell(task, words.paused); }
      task.timer = window.setTimeout(function () { go(task, true); }, took > 2000 ? 0 : Math.min(15000, 500 * task.fails));
      return;
    }
    if (status === 404 && task.at && !task.lost) { /* its time was over: from the beginning, once */
      task.lost = true;
      task.at = "";
      offset = 0;
    } else if (offset === null || status >= 400 && status !== 409) { giveUp(task.box); return; }
    if (status === 201) {
      task.at = xhr.getResponseHeader("Location");
      memory(function (store) { if (task.file.lastModified) { store.setItem(task.mark, task.at); } });
    }
    task.fails = 0;
    task.offset = Number(offset);
    tellAll(task.form);
    if (task.at && task.offset === task.file.size) { finish(task); } else { go(task); }
  }

  function take(box, file) {
    var line = document.createElement("p"), button = document.createElement("button"), task;
    task = {
      box: box, form: box.form, file: file, line: line, offset: 0, size: FIRST, patience: 5000, fails: 0,
      mark: ["upload", own, file.name, file.size, file.lastModified].join(" ")
    };
    task.at = memory(function (store) { return store.getItem(task.mark); }) || "";
    task.said = line.appendChild(document.createElement("span"));
    task.said.setAttribute("role", "status");
    button.type = "button";
    button.className = "button--link";
    button.textContent = words.stop;
    button.setAttribute("aria-label", words.stop + ": " + file.name);
    button.onclick = function () { stop(task); };
    line.appendChild(document.createTextNode(" "));
    line.appendChild(button);
    box.parentNode.insertBefore(line, box.nextSibling);
    tasks.unshift(task);
  }

  document.addEventListener("change", function (event) {
    var box = event.target, files = box.files, all = 0, at;
    if (!box.hasAttribute("data-uploads") || !files || files[0] && !files[0].slice) { return; }
    tasks.slice().forEach(function (task) { if (task.box === box && !(task.ready && box.multiple)) { drop(task); } });
    box.name = box.footholdName = box.footholdName || box.name;
    for (at = 0; at < files.length; at += 1) { all += files[at].size; }
    for (at = files.length - 1; all > PART && at >= 0; at -= 1) { if (files[at].size) { take(box, files[at]); } }
    tellAll(box.form);
    next(box.form);
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!underWay(form)) { tasks.forEach(function (task) { if (task.form === form) { forget(task); } }); return; }
    event.preventDefault();
    event.stopPropagation();
    form.footholdSends = form.footholdPressed || form.querySelector("button");
    tellAll(form);
  }, true);

  window.addEventListener("online", function () {
    tasks.forEach(function (task) { if (task.begun && !task.ready && !task.xhr) { go(task, true); } });
  });
}());
