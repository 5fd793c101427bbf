/* What a test measures on a page: each answer is a list of sentences, empty when all is well. */
window.hands = (function () {
  "use strict";
  var TARGET = 44, SLACK = 2;
  var TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls]";
  var LETTERS = /[^\s/·,.:;()|–—-]/;

  function all(what, within) { return [].slice.call((within || document).querySelectorAll(what)); }

  function name(element) {
    var words = element.getAttribute("aria-label") || element.textContent || element.name || element.id || "";
    return "<" + element.tagName.toLowerCase() + (element.className && element.className.baseVal === undefined ? "." + element.className : "") +
      "> “" + words.trim().replace(/\s+/g, " ").slice(0, 40) + "”";
  }

  function seen(element) {
    var box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && box.right > 0 - window.scrollX &&
      box.top > -5000 && (!element.checkVisibility || element.checkVisibility());
  }

  function block(element) {
    var up = element.parentElement;
    while (up && getComputedStyle(up).display.indexOf("inline") === 0) { up = up.parentElement; }
    return up;
  }

  /* A link is part of a sentence when words that are no target stand beside it. */
  function isInSentence(element) {
    var own = block(element), walker, text, parent, beside = "";
    if (/button|card/.test(element.className) || getComputedStyle(element).display.indexOf("inline") !== 0) { return false; }
    walker = document.createTreeWalker(own, NodeFilter.SHOW_TEXT);
    while ((text = walker.nextNode())) {
      parent = text.parentElement;
      if (!parent.closest(TARGETS) && !parent.closest(".state, .pin") && block(text.parentElement === own ? { parentElement: own } : parent) === own) { beside += text.data; }
    }
    return LETTERS.test(beside) && beside.trim().split(/\s+/).length > 1;
  }

  function holder(element) {
    var label = element.closest("label") || (element.id && document.querySelector("label.pick[for='" + element.id + "']"));
    return /^(radio|checkbox)$/.test(element.type) && label ? label : element;
  }

  /* The box that a finger can hit: as far as one can go from its middle before something else is there. */
  function reach(element) {
    var own = holder(element), box, x, y;
    own.scrollIntoView({ block: "center", behavior: "instant" });
    box = own.getClientRects()[0];
    x = (Math.max(box.left, 0) + Math.min(box.right, window.innerWidth)) / 2;
    y = (box.top + box.bottom) / 2;
    function far(right, down) {
      var step = 0, hit;
      while (step <= TARGET) {
        hit = document.elementFromPoint(x + right * (step + 1), y + down * (step + 1));
        if (!hit || !(own.contains(hit) || hit.closest("label") === own)) { break; }
        step += 1;
      }
      return step;
    }
    return { wide: far(1, 0) + far(-1, 0), tall: far(0, 1) + far(0, -1) };
  }

  function targets() {
    return all(TARGETS).filter(function (one) {
      return seen(one) && one.type !== "image" && !one.closest("svg, .skip") && !isInSentence(one);
    }).map(function (one) {
      var size = reach(one);
      return size.wide < TARGET - SLACK || size.tall < TARGET - SLACK ? name(one) + " is " + size.wide + " x " + size.tall : "";
    }).filter(Boolean);
  }

  function isScrolled(element) {
    for (var up = element; up && up !== document.body; up = up.parentElement) {
      if (/^(auto|scroll)$/.test(getComputedStyle(up).overflowX)) { return true; }
    }
    return false;
  }

  function tooWide() {
    var root = document.documentElement, wide = root.scrollWidth;
    if (wide <= root.clientWidth) { return []; }
    return ["the page is " + wide + " wide on " + root.clientWidth].concat(all("body *").filter(function (one) {
      var box = one.getBoundingClientRect();
      return (box.right > root.clientWidth + 1 || box.left < -1) && box.width && !isScrolled(one.parentElement);
    }).slice(0, 4).map(function (one) { return name(one) + " from " + Math.round(one.getBoundingClientRect().left) + " to " + Math.round(one.getBoundingClientRect().right); }));
  }

  function cut() {
    return all("body *").filter(function (one) {
      var style = getComputedStyle(one), hides = /hidden|clip/;
      if (!seen(one) || one.closest("svg") || one.tagName === "INPUT" || one.tagName === "OPTION") { return false; }
      return (hides.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1) || (hides.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
    }).map(function (one) { return name(one) + " is cut off"; });
  }

  function lines() {
    var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), text, found = [], range = document.createRange();
    while ((text = walker.nextNode())) {
      if (!text.data.trim() || /^(SCRIPT|STYLE|OPTION|TEXTAREA)$/.test(text.parentElement.tagName) || text.parentElement.closest("svg") || !seen(text.parentElement)) { continue; }
      range.selectNodeContents(text);
      [].forEach.call(range.getClientRects(), function (box) { if (box.width > 1 && box.top > -5000) { found.push({ box: box, of: text.parentElement }); } });
    }
    all("input:not([type=hidden]), select, textarea, img, audio").filter(seen).forEach(function (one) { found.push({ box: one.getBoundingClientRect(), of: one }); });
    return found;
  }

  function over(one, other) {
    var wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    var tall = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return wide > 2 && tall > Math.min(one.height, other.height) * 0.3;
  }

  function overlaps() {
    var found = lines(), said = [], at, next;
    for (at = 0; at < found.length; at += 1) {
      for (next = at + 1; next < found.length; next += 1) {
        if (found[at].of !== found[next].of && over(found[at].box, found[next].box)) { said.push(name(found[at].of) + " lies over " + name(found[next].of)); }
      }
    }
    return said.slice(0, 5);
  }

  function focus() {
    var said = all("[tabindex]").filter(function (one) { return one.tabIndex > 0; }).map(function (one) { return name(one) + " has an order of its own"; });
    all(TARGETS).filter(seen).forEach(function (one) {
      one.focus({ preventScroll: true });
      var style = getComputedStyle(one);
      if (document.activeElement !== one) { said.push(name(one) + " takes no focus"); } else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) { said.push(name(one) + " shows no focus"); }
    });
    if (document.activeElement) { document.activeElement.blur(); }
    return said;
  }

  function moves() {
    return all("*").filter(function (one) {
      var style = getComputedStyle(one);
      return parseFloat(style.transitionDuration) > 0 || (style.animationName !== "none" && parseFloat(style.animationDuration) > 0) || style.scrollBehavior === "smooth";
    }).map(function (one) { return name(one) + " moves"; });
  }

  function axe(options) {
    options.resultTypes = ["violations"];
    return window.axe.run(document, options).then(function (answer) {
      return answer.violations.map(function (one) {
        return one.id + ": " + one.nodes.slice(0, 3).map(function (node) { return node.target.join(" ") + " " + ((node.any[0] || node.all[0] || node.none[0] || {}).message || ""); }).join(" | ");
      });
    });
  }

  function fits() { return tooWide().concat(overlaps(), cut()); }

  /* Bars, boxes and buttons have no use on paper; words and pictures have. */
  function onPaper() {
    var left = all("nav, button, input:not([type=image]), textarea, select, .button, .skip, .foot").filter(seen);
    return left.slice(0, 3).map(function (one) { return name(one) + " is printed"; }).concat(tooWide());
  }

  function plain() { return fits().concat(targets(), focus(), moves()); }

  return { plain: plain, fits: fits, axe: axe, onPaper: onPaper };
}());
