// The little that pages need beside htmx. Everything works without it: tables are then as new as the page.
(function () {
  "use strict";

  // A page in a hidden tab asks for nothing; it is fetched anew as soon as it is looked at.
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden && event.target.hasAttribute("data-live")) event.preventDefault();
  });
  document.addEventListener("visibilitychange", function () {
    var live = document.querySelector("[data-live]");
    if (!document.hidden && live && window.htmx) window.htmx.trigger(live, "look");
  });

  // A form is sent once: the second click on a slow line is not a second order.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent");
      form.removeAttribute("aria-busy");
    });
  });
})();
