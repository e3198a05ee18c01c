// Pictures that are pasted or dropped into an editor, or chosen below it, go to the server at once and stand in
// the text where one writes. Without scripts they come with the form.
"use strict";
(() => {
  const field = document.getElementById("picture");
  const form = field?.form;
  const box = form?.querySelector(".editor-box");
  const area = box?.querySelector("textarea");
  if (!area) return;
  const alt = document.getElementById("picture_alt");
  const state = document.getElementById("picture-state");
  const button = form.querySelector("[name=attach]");
  // What is said comes with the page, in its language.
  const words = state.dataset;
  const say = (text) => { state.textContent = text; };
  const images = (list) => [...(list?.files ?? [])].filter((file) => file.type.startsWith("image/"));

  let been = document.activeElement === area;
  area.addEventListener("focus", () => { been = true; });

  const put = (text) => {
    // Who has not been in the text has no place in it: then it goes behind, as without scripts.
    const { value } = area;
    const [start, end] = been ? [area.selectionStart, area.selectionEnd] : [value.length, value.length];
    const before = value.slice(0, start);
    const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    area.setRangeText(`${gap}${text}\n\n`, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };

  const send = async (file) => {
    const said = alt.value || prompt(words.asks) || "";
    const data = new FormData();
    data.set("csrf", form.elements.csrf.value);
    data.set("picture_alt", said);
    data.set("picture", file);
    say(words.goes);
    try {
      const answer = await fetch("/media", { method: "POST", body: data });
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) return say(told.detail ?? words.fails);
      put(told.markdown);
      alt.value = "";
      say(words.stands);
    } catch {
      say(words.fails);
    }
  };
  const sendAll = async (files) => { for (const file of files) await send(file); };

  area.addEventListener("paste", (event) => {
    const files = images(event.clipboardData);
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    sendAll(files);
  });
  for (const kind of ["dragenter", "dragover"])
    box.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      box.classList.add("dropping");
    });
  box.addEventListener("dragleave", (event) => {
    if (!box.contains(event.relatedTarget)) box.classList.remove("dropping");
  });
  box.addEventListener("drop", (event) => {
    box.classList.remove("dropping");
    const files = images(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    sendAll(files);
  });
  button.addEventListener("click", (event) => {
    const files = images(field);
    if (!files.length) return;
    event.preventDefault();
    sendAll(files).then(() => { field.value = ""; });
  });
})();
