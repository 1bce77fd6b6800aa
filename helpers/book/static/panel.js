// The panel of a page without a running notebook: it looks up the answer that was worked out beforehand.
for (const panel of document.querySelectorAll(".panel")) {
  const answers = JSON.parse(panel.querySelector("script").textContent);
  const form = panel.querySelector("form");
  const rows = panel.querySelectorAll("tbody tr");
  const follow = () => {
    const chosen = [...form.querySelectorAll("input, select")].map((control) => (control.type == "checkbox" ? Number(control.checked) : control.value));
    const [sentence, counting] = answers[chosen.join(" ")];
    panel.querySelector("output strong").textContent = sentence;
    for (const row of rows) row.lastElementChild.textContent = counting.includes(row.cells[0].textContent) ? "yes" : "no";
  };
  form.addEventListener("input", follow);
  form.hidden = false;
  follow();
}
