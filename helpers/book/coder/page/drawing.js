// What is drawn anew, and when: nothing moves away under a pointer that goes down.

let parts = [];
let pressed = false; // the pointer goes down: who typed elsewhere leaves that field
let waiting = false; // what that changed is drawn when the pointer is up

/** What is drawn, in order. */
export function drawInOrder(...acts) {
  parts = acts;
}

export function draw() {
  waiting = false;
  for (const part of parts) part();
}

export function drawSoon() {
  if (pressed) waiting = true;
  else draw();
}

function drawWaiting() {
  if (waiting) draw();
}

document.addEventListener("pointerdown", () => {
  pressed = true;
  setTimeout(() => (pressed = false));
  setTimeout(drawWaiting, 1000); // lists and scroll bars keep the end for themselves
}, true);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => setTimeout(drawWaiting), true); // after the click
document.addEventListener("click", () => (pressed = false), true); // what the click does is drawn at once
document.addEventListener("keydown", drawWaiting, true);
