// Posts the page's messages to whoever shows the page: each is a JSON string. The flow needs none of this.
"use strict";
(() => {
  const { webkit, interfaces, messages } = JSON.parse(document.getElementById("messages").textContent);

  const attempt = (send) => {
    try {
      send();
    } catch {
      // A handler that is not there, or not ours, is passed over.
    }
  };

  const post = (text) => {
    for (const name of ["ReactNativeWebView", ...interfaces]) {
      if (window[name]?.postMessage) attempt(() => window[name].postMessage(text));
    }
    for (const name of webkit) {
      const handler = window.webkit?.messageHandlers?.[name];
      if (handler) attempt(() => handler.postMessage(text));
    }
    if (window.parent !== window) attempt(() => window.parent.postMessage(text, "*"));
  };

  for (const message of messages) post(JSON.stringify(message));

  // A form that leaves by a callback which the app cancels: this page stays, so it speaks when the form is sent.
  for (const form of document.querySelectorAll("form[data-message]")) {
    form.addEventListener("submit", () => post(form.dataset.message));
  }
})();
