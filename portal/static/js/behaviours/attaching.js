/* What sends files in parts comes with the first box for files: who sends none pays nothing for it. */
(function () {
  "use strict";
  var address = window.footholdWords.uploading;
  function look() {
    var script;
    if (!address || !document.querySelector("[data-uploads]")) { return; }
    script = document.createElement("script");
    script.src = address;
    address = null;
    document.body.appendChild(script);
  }
  document.addEventListener("htmx:afterSettle", look);
  look();
}());
