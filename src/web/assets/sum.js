// The sum that is done before an account is made. Nothing here is needed: without it people say who they are.
"use strict";
(() => {
  const form = document.querySelector("form[data-sum]");
  if (!form || !crypto.subtle) return;
  const { algorithm, challenge, maxnumber, salt, signature } = JSON.parse(form.dataset.sum);
  const field = form.elements.altcha;
  const text = new TextEncoder();
  const hexadecimal = (bytes) =>
    Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const solve = async () => {
    for (let number = 0; number <= maxnumber; number += 1) {
      const sum = await crypto.subtle.digest(algorithm, text.encode(salt + number));
      if (hexadecimal(sum) === challenge) return number;
    }
    return 0;
  };

  // Whoever is faster than the sum waits for it.
  let done = false;
  let pressed = false;
  form.addEventListener("submit", (event) => {
    if (done) return;
    event.preventDefault();
    pressed = true;
  });
  solve().catch(() => 0).then((number) => {
    done = true;
    field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    if (pressed) form.requestSubmit();
  });
})();
