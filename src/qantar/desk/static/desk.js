// Progress of a running build, and the key that goes to the search field. Every page
// works without this file.
(function () {
  "use strict";
  var box = document.getElementById("run");
  var label = document.getElementById("run-stage");
  var bar = document.getElementById("run-bar");
  if (box && window.EventSource) {
    var stream = new EventSource("/progress");
    stream.onmessage = function (event) {
      var now = JSON.parse(event.data);
      if (!now) {
        if (!box.hidden) { window.location.reload(); }
        return;
      }
      box.hidden = false;
      label.textContent = (box.getAttribute("data-" + now.stage) || now.stage) + ": " + now.done + (now.total ? " / " + now.total : "");
      if (now.total) { bar.max = now.total; bar.value = now.done; } else { bar.removeAttribute("value"); }
    };
  }
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.code === "Slash" && !event.ctrlKey && !event.metaKey && !event.altKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName)) {
      event.preventDefault();
      document.getElementById("q").focus();
    }
  });
})();
