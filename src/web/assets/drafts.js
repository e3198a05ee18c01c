// What one writes is kept on the server a moment after one pauses. Nothing here is needed: a button does it, too.
"use strict";
(() => {
  const PAUSE = 3000;
  let waiting;
  let form;
  let own = false;

  // What is kept is lost by no accident: nobody is asked whether to leave the page.
  const settle = (areas) => {
    own = true;
    for (const area of areas) {
      area.defaultValue = area.value;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    own = false;
  };
  const stop = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const keep = () => {
    stop();
    const data = new URLSearchParams(new FormData(form));
    data.set("quiet", "1");
    data.delete("picture");
    const areas = [...form.querySelectorAll("textarea")];
    // Browsers refuse to send more than 64 KiB for a page that may be left; a long text goes as any other request.
    const keepalive = data.toString().length < 60_000;
    fetch("/drafts", { method: "POST", body: data, redirect: "manual", keepalive })
      .then((answer) => { if (answer.ok && !waiting) settle(areas); }, () => {});
  };

  document.addEventListener("input", (event) => {
    const typed = event.target.form;
    if (own || !typed?.matches("[data-draft]") || !typed.elements.place) return;
    form = typed;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && waiting) keep();
  });
  document.addEventListener("submit", stop);
})();
