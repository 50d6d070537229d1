// Where in a chat somebody reads: taken to the newest, told that something is below, or left alone.

export function atNewest(chat) {
  return Math.abs(chat.querySelector(".scroll").scrollTop) < 80;
}

export function toNewest(chat) {
  const scroll = chat.querySelector(".scroll");
  const last = scroll.querySelector(".item:last-child");
  const readFirst = last && !last.querySelector(".ask, .actions:not(:has(> .primary)):has(> .plain)");
  scroll.scrollTop = 0;
  const above = last ? scroll.getBoundingClientRect().top - last.getBoundingClientRect().top : 0;
  if (readFirst && above > 0) scroll.scrollTop -= above + 8;
  scroll.dataset.placed = scroll.scrollTop;
  chat.querySelector(".below").hidden = true;
}

// Whoever has not moved since they were brought here, and has nothing left to do here, is taken along.
export function idle(chat) {
  const scroll = chat.querySelector(".scroll");
  return scroll.dataset.placed === String(scroll.scrollTop) && !scroll.querySelector(".item:last-child .actions");
}

export function tellBelow(chat) {
  chat.querySelector(".below").hidden = false;
}

export function offerNewest(chat) {
  const below = chat.querySelector(".below");
  below.addEventListener("click", () => toNewest(chat));
  chat.querySelector(".scroll").addEventListener("scroll", () => atNewest(chat) && (below.hidden = true), { passive: true });
}

export function folding(sheet) {
  document.addEventListener("click", (event) => sheet.contains(event.target) || (sheet.open = false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !sheet.open) return;
    sheet.open = false;
    sheet.querySelector("summary").focus();
  });
}
