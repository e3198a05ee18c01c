// Guildhall. Nothing here is needed: every page works without scripts.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector) => document.querySelectorAll(selector);
  const typing = (el) => el.closest("input, textarea, select, [contenteditable]");

  // Theme and density change at once; the server remembers them.
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-looks]") || !submitter) return;
    event.preventDefault();
    const data = new FormData(form, submitter);
    if (submitter.name === "density") {
      const compact = root.dataset.density === "compact";
      root.dataset.density = compact ? "comfortable" : "compact";
      submitter.value = compact ? "compact" : "comfortable";
      submitter.setAttribute("aria-pressed", !compact);
    } else {
      if (submitter.value === "system") delete root.dataset.theme;
      else root.dataset.theme = submitter.value;
      for (const button of form.querySelectorAll("[name=theme]"))
        button.setAttribute("aria-pressed", button === submitter);
    }
    fetch(form.action, { method: "POST", body: new URLSearchParams(data), redirect: "manual" });
  });

  // "/" goes to the search, j and k through the rows of a list.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      for (const menu of all(".menu[open]")) menu.open = false;
      return;
    }
    if (typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector(".find input");
      if (!search) return;
      event.preventDefault();
      search.select();
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const links = [...all(".row-title a")];
    const here = links.findIndex((link) => link.closest(".row").contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : -1) : here + step;
    links.at(Math.min(next, links.length - 1))?.focus();
  });

  // A menu closes when one clicks beside it.
  document.addEventListener("click", (event) => {
    for (const menu of all(".menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });

  // Editor: marks around what is selected, or before each of its lines.
  const mark = (area, before, after, lines) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const chosen = value.slice(start, end);
    const text = lines
      ? chosen.split("\n").map((line) => before + line).join("\n")
      : before + chosen + after;
    area.setRangeText(text, start, end, "end");
    if (!lines && !chosen) area.selectionStart = area.selectionEnd = start + before.length;
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const tools of all(".editor-tools")) {
    const area = tools.parentElement.querySelector("textarea");
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const { before, after = "", lines } = event.target.closest("button")?.dataset ?? {};
      if (before) mark(area, before, after, lines !== undefined);
    });
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      if (event.key === "Enter") area.form.requestSubmit();
      const key = { b: "**", i: "*" }[event.key];
      if (!key) return;
      event.preventDefault();
      mark(area, key, key, false);
    });
  }

  // What scrolls sideways can be reached with the keyboard.
  for (const box of all("pre, .prose table"))
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;

  // No text is lost by accident.
  let unsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) unsaved = event.target.value !== event.target.defaultValue;
  });
  document.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
