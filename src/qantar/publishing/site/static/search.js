/* Search of the site, without a server: classic scripts only, so it works from a stick.
   Q holds the folding table and the names of the index files; qi and qd take them in. */
(function () {
  "use strict";
  var box = document.getElementById("search"), input = document.getElementById("q");
  var list = document.getElementById("hits"), found = document.getElementById("found");
  if (!box) { return; }
  box.hidden = false;
  document.getElementById("without").hidden = true;
  var root = "../", shards = {}, docs = {}, asked = {}, wait = null;
  var lang = document.documentElement.lang, MOST = 40;

  window.qi = function (name, table) { shards[name] = table; again(); };
  window.qd = function (name, rows) { docs[name] = rows; again(); };

  function load(file) {
    if (asked[file]) { return; }
    asked[file] = true;
    var script = document.createElement("script");
    script.src = root + "a/i/" + file + ".js";
    document.head.appendChild(script);
  }
  function fold(word) {
    var low = word.toLowerCase(), out = "", i;
    for (i = 0; i < low.length; i++) {
      out += Object.prototype.hasOwnProperty.call(Q.letters, low[i]) ? Q.letters[low[i]] : low[i];
    }
    out = out.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
    for (i = 0; i < Q.pairs.length; i++) { out = out.split(Q.pairs[i][0]).join(Q.pairs[i][1]); }
    return out.replace(/(.)\1+/gu, "$1");
  }
  function keys(word) {
    var first = fold(word);
    return /^j/i.test(word) ? [first, "x" + fold(word.slice(1))] : [first];
  }
  /* Statements with a word that begins like key; null while an index file is loading. */
  function hits(key) {
    var out = {}, ready = true, name, file;
    for (name in Q.shards) {
      var bare = name.replace("=", "");
      if (key.indexOf(bare) !== 0 && bare.indexOf(key) !== 0) { continue; }
      file = Q.shards[name];
      if (!shards[name]) { load(file); ready = false; continue; }
      for (var term in shards[name]) {
        if (term.indexOf(key) === 0) {
          var at = 0, steps = shards[name][term];
          for (var i = 0; i < steps.length; i++) { at += steps[i]; out[at] = true; }
        }
      }
    }
    return ready ? out : null;
  }
  function again() { clearTimeout(wait); wait = setTimeout(run, 60); }
  function run() {
    var words = input.value.match(/[\p{L}\p{N}]+/gu) || [], both = null, i, id;
    words = words.filter(function (w) { return fold(w).length > 1; });
    list.textContent = ""; found.textContent = "";
    if (!words.length) { return; }
    for (i = 0; i < words.length; i++) {
      var any = {}, some = keys(words[i]);
      for (var k = 0; k < some.length; k++) {
        var got = hits(some[k]);
        if (!got) { return; }
        for (id in got) { any[id] = true; }
      }
      if (both) { for (id in both) { if (!any[id]) { delete both[id]; } } } else { both = any; }
    }
    show(Object.keys(both));
  }
  function show(ids) {
    var shown = ids.slice(0, MOST), ready = true;
    shown.forEach(function (id) {
      var part = Math.floor(id / Q.docs);
      if (!docs[part]) { load("d" + part); ready = false; }
    });
    if (!ready) { return; }
    found.textContent = ids.length
      ? found.dataset.some + " " + ids.length + (ids.length > MOST ? ". " + found.dataset.many : "")
      : found.dataset.none;
    shown.forEach(function (id) { list.appendChild(item(docs[Math.floor(id / Q.docs)][id % Q.docs])); });
  }
  function item(row) {
    var li = document.createElement("li"), quote = document.createElement("blockquote");
    var line = document.createElement("p"), passage = document.createElement("a");
    quote.lang = row[1];
    quote.textContent = row[0];
    line.className = "c";
    passage.href = root + row[3];
    passage.textContent = row[2];
    line.appendChild(passage);
    var back = document.createElement("a");
    back.href = row[4] + "#s-" + row[5];
    back.textContent = document.querySelector('nav a[href="chronology.html"]').textContent;
    line.appendChild(document.createTextNode(" · "));
    line.appendChild(back);
    li.appendChild(quote);
    li.appendChild(line);
    return li;
  }
  input.addEventListener("input", again);
})();
