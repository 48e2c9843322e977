// Runs in the pages of the frame. A browser gives nobody a link to a scheme that it does not know, so a click on one is
// handed to the page around, which asks the core. Redirects and forms need no script: the host sees them.
"use strict";
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || /^https?:$/.test(link.protocol)) return;
    event.preventDefault();
    window.parent.postMessage({ vinculo: "link", url: link.getAttribute("href") }, window.location.origin);
  },
  true,
);
