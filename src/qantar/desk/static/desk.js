// What a page does beyond links and forms: single keys, sending forms without loading
// the page anew, keeping half-done forms, marking words, progress. Every page works
// without this file, except for the single keys.
(function () {
  "use strict";
  var pending = "";

  // -- progress of a running build ------------------------------------------------
  function follow() {
    var box = document.getElementById("run");
    if (!box || !window.EventSource) { return; }
    var label = document.getElementById("run-stage");
    var bar = document.getElementById("run-bar");
    var stream = new EventSource("/progress");
    stream.onmessage = function (event) {
      var now = JSON.parse(event.data);
      if (!now) {
        if (!box.hidden) { box.hidden = true; if (!typing()) { window.location.reload(); } }
        return;
      }
      box.hidden = false;
      label.textContent = (box.getAttribute("data-" + now.stage) || now.stage) + ": " + now.done + (now.total ? " / " + now.total : "");
      if (now.total) { bar.max = now.total; bar.value = now.done; } else { bar.removeAttribute("value"); }
    };
  }

  function typing() { return document.querySelector("form[data-draft]") !== null; }

  // -- single keys, by place on the keyboard ---------------------------------------
  function writes(at) {
    return /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) && !/^(checkbox|radio)$/.test(at.type) || at.isContentEditable;
  }
  function acts(at) { return /^(A|BUTTON|SUMMARY|INPUT|SELECT|TEXTAREA)$/.test(at.tagName); }

  function wanted(code) {
    var all = document.querySelectorAll("[data-key]");
    for (var i = 0; i < all.length; i++) {
      if (all[i].getAttribute("data-key") === code && all[i].offsetParent !== null) { return all[i]; }
    }
    return null;
  }

  function press(event) {
    var at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.code === "Escape") {
      var way = wanted("Escape");
      if (writes(at) && !way) { at.blur(); } else if (way) { event.preventDefault(); way.click(); }
      return;
    }
    if (document.body.getAttribute("data-keys") !== "on" || writes(at)) { return; }
    if (/^(Enter|Space)$/.test(event.code) && acts(at)) { return; }
    if (/^Arrow/.test(event.code) && at.id === "text") { return; }
    var code = event.code;
    if (event.key === "/") { code = "Slash"; } else if (event.key === "?") { code = "Shift+Slash"; }
    else if (event.shiftKey) { code = "Shift+" + code; }
    if (pending) { code = pending + " " + code; pending = ""; }
    else if (code === "KeyG") { pending = code; window.setTimeout(function () { pending = ""; }, 1500); return; }
    var found = wanted(code);
    if (!found) { return; }
    event.preventDefault();
    if (found.tagName === "INPUT") { found.focus(); } else { found.click(); }
  }

  // The letters of the layout that is set, where the browser tells them.
  function label() {
    if (!navigator.keyboard || !navigator.keyboard.getLayoutMap) { return; }
    navigator.keyboard.getLayoutMap().then(function (layout) {
      document.querySelectorAll("kbd[data-code^=Key]").forEach(function (kbd) {
        var letter = layout.get(kbd.getAttribute("data-code"));
        if (letter) { kbd.textContent = letter.toUpperCase(); }
      });
    }, function () {});
  }

  // -- forms sent without loading the page anew ------------------------------------
  function say(words) {
    var note = document.getElementById("note");
    note.textContent = words; note.hidden = !words;
  }

  function show(text, address) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var main = page.getElementById("main");
    if (!main) { window.location.reload(); return; }
    document.title = page.title;
    document.body.className = page.body.className;
    document.getElementById("main").replaceWith(main);
    var foot = document.getElementById("foot"), fresh = page.getElementById("foot");
    if (foot && fresh) { foot.replaceWith(fresh); } else if (foot) { foot.remove(); } else if (fresh) { document.body.appendChild(fresh); }
    var who = document.querySelector(".who"), now = page.querySelector(".who");
    if (who && now) { who.replaceWith(now); }
    if (address) { window.history.pushState({}, "", address); }
    arrive();
  }

  function arrive() {
    var head = document.getElementById("card-h") || document.getElementById("main");
    bring();
    head.focus({ preventScroll: true });
    label();
  }

  // The open statement and its words, into view.
  function bring() {
    var on = document.querySelector(".text mark.on");
    if (on) { on.scrollIntoView({ block: "nearest" }); }
    var card = document.getElementById("card");
    if (card) { card.scrollIntoView({ block: "nearest" }); }
  }

  function fieldsOf(form, button) {
    var data = new URLSearchParams(new FormData(form));
    if (button && button.name) { data.append(button.name, button.value); }
    return data;
  }

  function send(event) {
    var form = event.target;
    if (!form.hasAttribute("data-swap") || !window.fetch) { return; }
    event.preventDefault();
    window.clearTimeout(form.draftTimer);
    fetch(form.action, { method: "POST", body: fieldsOf(form, event.submitter), credentials: "same-origin" })
      .then(function (answer) {
        return answer.text().then(function (text) {
          say("");
          show(text, answer.ok ? answer.url : "");
        });
      }, function () { say(document.body.getAttribute("data-gone")); });
  }

  function followLink(event) {
    var link = event.target.closest && event.target.closest(".app a[href^='/review/'], .app a[href^='?'], .foot a[href^='/review/']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    var hash = link.hash;
    event.preventDefault();
    keepSelection(link);
    fetch(link.href, { credentials: "same-origin" }).then(function (answer) {
      return answer.text().then(function (text) {
        show(text, answer.url.split("#")[0] + hash);
        restoreSelection();
        var field = hash && document.getElementById(hash.slice(1));
        if (field && field.matches("input, select, textarea")) { field.focus(); }
      });
    }, function () { say(document.body.getAttribute("data-gone")); });
  }

  // -- half-done forms -------------------------------------------------------------
  function keep(event) {
    var form = event.target.form;
    if (!form || !form.hasAttribute("data-draft")) { return; }
    form.dirty = true;
    window.clearTimeout(form.draftTimer);
    form.draftTimer = window.setTimeout(function () { store(form); }, 400);
  }

  function store(form) {
    var data = fieldsOf(form, null);
    data.append("do", "draft");
    fetch(form.getAttribute("data-draft"), { method: "POST", body: data, credentials: "same-origin" }).then(function (answer) {
      var kept = form.querySelector("[data-kept]");
      if (answer.ok) { form.dirty = false; }
      if (kept && answer.ok) { kept.textContent = kept.getAttribute("data-word"); }
    }, function () { say(document.body.getAttribute("data-gone")); });
  }

  function leave() {
    document.querySelectorAll("form[data-draft]").forEach(function (form) {
      if (!form.dirty) { return; }
      var data = fieldsOf(form, null);
      data.append("do", "draft");
      navigator.sendBeacon(form.getAttribute("data-draft"), data);
    });
  }

  // -- marking words: offsets are code points of the exhibit's text -----------------
  var marked = null;

  function points(text) { return Array.from(text).length; }

  function offset(node, inside) {
    var holder = (node.nodeType === 3 ? node.parentNode : node).closest("[data-at]");
    if (!holder || !holder.closest("#text")) { return -1; }
    var walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    var at = parseInt(holder.getAttribute("data-at"), 10), here;
    while ((here = walker.nextNode())) {
      if (here.parentNode.closest("[data-skip]")) { if (here === node) { return at; } continue; }
      if (here === node) { return at + points(here.data.slice(0, inside)); }
      at += points(here.data);
    }
    return at;
  }

  function selection() {
    var chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) { return null; }
    var range = chosen.getRangeAt(0);
    var start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    if (start < 0 || end < 0 || start >= end) { return null; }
    var copy = range.cloneContents();
    copy.querySelectorAll("[data-skip]").forEach(function (one) { one.remove(); });
    return { start: start, end: end, text: copy.textContent };
  }

  function keepSelection(link) { marked = /do=add/.test(link.href) ? selection() || marked : null; }

  function restoreSelection() {
    if (!marked) { return; }
    var start = document.getElementById("from"), end = document.getElementById("to"), shown = document.getElementById("marked");
    if (!start || !end) { return; }
    [[start, marked.start], [end, marked.end]].forEach(function (pair) {
      var option = new Option(marked.text.slice(0, 90), pair[1], true, true);
      pair[0].add(option);
    });
    shown.textContent = marked.text; shown.hidden = false;
    marked = null;
  }

  // Words marked in the text go into the field that was used last.
  var last = null;
  document.addEventListener("focusin", function (event) { if (event.target.hasAttribute("data-take")) { last = event.target; } });
  document.addEventListener("mouseup", function () {
    var now = selection();
    if (now && last && document.contains(last)) { last.value = now.text.trim(); last.dispatchEvent(new Event("input", { bubbles: true })); }
    else if (now && document.getElementById("from")) { marked = now; restoreSelection(); }
  });

  document.addEventListener("keydown", press);
  document.addEventListener("submit", send);
  document.addEventListener("click", followLink);
  document.addEventListener("input", keep);
  window.addEventListener("pagehide", leave);
  window.addEventListener("popstate", function () { window.location.reload(); });
  follow();
  label();
  if (document.getElementById("card-h")) { if (window.location.hash === "#card") { arrive(); } else { bring(); } }
})();
