// One switch for the code of all pages, remembered as long as the browser lets pages remember.
const code = [...document.querySelectorAll(".bd-article details.above-input")];
const heading = document.querySelector(".bd-article h1");
if (code.length && heading) {
  const KEY = "separate-entities-code";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "code-switch";
  const remembered = () => {
    try { return localStorage.getItem(KEY) == "shown"; } catch { return false; }
  };
  const remember = (shown) => {
    try { localStorage.setItem(KEY, shown ? "shown" : "folded"); } catch { /* then this page alone */ }
  };
  const set = (shown) => {
    for (const one of code) {
      one.open = shown;
      one.hidden = !shown;
    }
    button.textContent = shown ? "Fold the code away" : "Show the code";
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") != "true";
    set(shown);
    remember(shown);
  });
  heading.after(button);
  set(remembered());
}
