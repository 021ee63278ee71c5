"use strict";
// Reads the files of the folder that the reader chooses, and compares their SHA-256 with
// SHA256SUMS. Nothing leaves the machine; no file is asked for by address.
(function () {
  var box = document.getElementById("check");
  if (!window.crypto || !crypto.subtle || !document.getElementById("folder")) return;
  box.hidden = false;
  var state = document.getElementById("state"), list = document.getElementById("result");
  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (b) {
      return b.toString(16).padStart(2, "0");
    }).join("");
  }
  function bytes(text) {
    return Uint8Array.from(text.trim().match(/../g) || [], function (b) { return parseInt(b, 16); });
  }
  async function digest(file) {
    return hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  }
  function say(key, text) {
    var dt = document.createElement("dt"), dd = document.createElement("dd");
    dt.textContent = list.dataset[key];
    dd.textContent = text;
    dd.id = "r-" + key;
    if (key === "print") dd.className = "hash";
    list.append(dt, dd);
  }
  async function signed(files, sums) {
    var key = files.get("SHA256SUMS.pub"), sign = files.get("SHA256SUMS.sig");
    if (!key || !sign) return true;
    var told = (await key.text()).trim(), good;
    try {
      var made = await crypto.subtle.importKey("raw", bytes(told), "Ed25519", false, ["verify"]);
      good = await crypto.subtle.verify("Ed25519", made, bytes(await sign.text()), await sums.arrayBuffer());
    } catch (error) {
      say("unable", error.name);
      return true;
    }
    say(good ? "signed" : "wrong", told);
    return good;
  }
  async function check(chosen) {
    var files = new Map(), same = 0, changed = [], missing = [], told = new Map();
    list.replaceChildren();
    for (var file of chosen) {
      files.set((file.webkitRelativePath || file.name).split("/").slice(1).join("/"), file);
    }
    var sums = files.get("SHA256SUMS");
    if (!sums) { state.textContent = state.dataset.none; return; }
    for (var line of (await sums.text()).split("\n")) {
      if (line) told.set(line.slice(66), line.slice(0, 64));
    }
    var number = 0;
    for (var [name, wanted] of told) {
      number += 1;
      if (number % 50 === 1) state.textContent = state.dataset.reading + " " + number + " / " + told.size;
      var found = files.get(name);
      if (!found) missing.push(name);
      else if (await digest(found) === wanted) same += 1;
      else changed.push(name);
    }
    var more = Array.from(files.keys()).filter(function (each) {
      return !told.has(each) && !/^SHA256SUMS(\.sig|\.pub)?$/.test(each);
    });
    say("print", await digest(sums));
    var good = await signed(files, sums);
    say("same", String(same));
    if (changed.length) say("changed", changed.join(", "));
    if (missing.length) say("missing", missing.join(", "));
    if (more.length) say("more", more.join(", "));
    good = good && !changed.length && !missing.length && !more.length;
    state.textContent = good ? state.dataset.good : state.dataset.bad;
  }
  document.getElementById("folder").addEventListener("change", function (event) {
    check(event.target.files);
  });
})();
