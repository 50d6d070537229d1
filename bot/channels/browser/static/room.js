// Makes the page live: shows changes as they come, and sends forms without leaving the page. All of it works without.

import { atNewest, folding, idle, offerNewest, tellBelow, toNewest } from "./place.js";

const main = document.getElementById("chats");
const aloud = document.getElementById("said-aloud");
const offline = document.getElementById("offline");
const styles = {
  clock: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  full: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
};
const BUSY_AT_MOST = 4000;
const UNREACHED = "The desk cannot be reached, so this was not sent. Try again in a moment.";

function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-style]")) {
    const form = new Intl.DateTimeFormat("en-GB", styles[time.dataset.style]);
    time.textContent = form.format(new Date(time.dateTime));
  }
}

function element(html) {
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  localTimes(made.content);
  return made.content.firstElementChild;
}

const chatOf = (user) => document.getElementById(`chat-${user}`);

// ---- What somebody has begun, kept while the card under it is drawn again. What was sent is not begun any more.

const labelOf = (field) => field.labels?.[0]?.textContent ?? "";
const keyOf = (field) => `${field.id} ${labelOf(field)}`;
// What was put into a field for files cannot be put there again by a script.
const FIELDS = "input:not([type=hidden]):not([type=file]), textarea, select";

function begun(item) {
  const typed = new Map();
  for (const field of item.dataset.sent ? [] : item.querySelectorAll(FIELDS)) {
    const box = field.type === "radio" || field.type === "checkbox";
    if (box && field.checked !== field.defaultChecked) typed.set(keyOf(field), (next) => (next.checked = field.checked));
    if (!box && field.value !== (field.defaultValue ?? "")) typed.set(keyOf(field), (next) => (next.value = field.value));
  }
  const open = [...item.querySelectorAll("details")].map((d) => d.open);
  const focus = item.contains(document.activeElement) ? document.activeElement : null;
  const range = focus && "selectionStart" in focus ? [focus.selectionStart, focus.selectionEnd] : null;
  return { typed, open, focus, range, sent: item.dataset.sent };
}

function resume(item, kept) {
  for (const field of item.querySelectorAll(FIELDS)) kept.typed.get(keyOf(field))?.(field);
  const details = item.querySelectorAll("details");
  if (!kept.sent && details.length === kept.open.length) details.forEach((d, place) => (d.open = d.open || kept.open[place]));
  if (kept.focus) focusAgain(item, kept);
}

function focusAgain(item, { focus, range, sent }) {
  const twin = (other) => (focus.id ? other.id === focus.id : other.textContent === focus.textContent);
  const same = sent ? null : [...item.querySelectorAll(`${FIELDS}, button, summary, a`)].find(twin);
  const heading = item.querySelector("h3");
  const next = same || item.querySelector(".ask")?.querySelector(FIELDS) || heading;
  if (next === heading) heading.tabIndex = -1;
  next?.focus({ preventScroll: Boolean(same) });
  if (same && range && range[0] !== null) same.setSelectionRange?.(...range);
}

// ---- Showing what has come.

function show({ user, id, html }) {
  const chat = chatOf(user);
  if (!chat) return;
  const next = element(html);
  const before = document.getElementById(`m${id}`);
  if (before && before.dataset.changed === next.dataset.changed) return;
  // What comes soon after somebody has sent something is the answer to it, so they are taken there.
  const near = atNewest(chat) || idle(chat) || Date.now() - Number(chat.dataset.acted || 0) < BUSY_AT_MOST;
  if (before) swap(before, next);
  else append(chat, next);
  if (near && next.matches(":last-child")) toNewest(chat);
  else if (!before) tellBelow(chat);
  sayAloud(chat, next);
}

function swap(before, next) {
  if (!before.querySelector(".day")) next.querySelector(".day")?.remove();
  const kept = begun(before);
  before.replaceWith(next);
  resume(next, kept);
}

function append(chat, next) {
  const list = chat.querySelector(".messages");
  if (list.lastElementChild?.dataset.day === next.dataset.day) next.querySelector(".day")?.remove();
  next.classList.add("arrived");
  list.append(next);
  list.querySelectorAll("[aria-busy]").forEach(calm);
}

function sayAloud(chat, item) {
  const card = item.querySelector("[data-summary]");
  const text = card ? card.dataset.summary : item.querySelector(".line")?.textContent;
  if (text) aloud.textContent = `${chat.querySelector("h2").textContent}: ${text.trim()}`;
}

// ---- Who has news that has not been looked at.

const unread = new Set(JSON.parse(sessionStorage.getItem("unread") || "[]"));

function drawUnread() {
  for (const item of document.querySelectorAll(".people li")) {
    item.classList.toggle("has-news", unread.has(item.id.slice("seat-".length)));
  }
  sessionStorage.setItem("unread", JSON.stringify([...unread]));
}

const visible = (user) => Boolean(chatOf(user)?.offsetParent);

function reseat({ user, html }) {
  const item = document.getElementById(`seat-${user}`);
  if (!item) return;
  const focused = item.contains(document.activeElement) ? [...item.children].indexOf(document.activeElement) : -1;
  item.innerHTML = html;
  if (focused >= 0) item.children[focused].focus();
  if (!visible(user)) unread.add(user);
  drawUnread();
}

function listen() {
  const { live, show: shown, after } = main.dataset;
  const source = new EventSource(`${live}?${new URLSearchParams({ show: shown, after })}`);
  source.addEventListener("message", (event) => show(JSON.parse(event.data)));
  source.addEventListener("seat", (event) => reseat(JSON.parse(event.data)));
  source.onopen = () => (offline.hidden = true);
  source.onerror = () => (offline.hidden = false);
  window.addEventListener("pagehide", () => source.close());
  return source;
}

// ---- Sending.

async function send(form, submitter) {
  const filled = new FormData(form, submitter);
  const body = form.enctype === "multipart/form-data" ? filled : new URLSearchParams(filled);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  return { ok: answer.ok, ...(json ? await answer.json() : { sentence: await answer.text() }) };
}

function busy(place, submitter) {
  place.setAttribute("aria-busy", "true");
  if (!submitter) return;
  submitter.dataset.label = submitter.innerHTML;
  submitter.textContent = "Sending…";
}

function calm(place) {
  place.removeAttribute("aria-busy");
  for (const button of place.querySelectorAll("[data-label]")) {
    button.innerHTML = button.dataset.label;
    delete button.dataset.label;
  }
}

async function submitted(event) {
  const form = event.target;
  const place = form.closest(".card") || form;
  event.preventDefault();
  if (place.hasAttribute("aria-busy")) return;
  form.closest(".chat").dataset.acted = Date.now();
  if (form.closest(".item")) form.closest(".item").dataset.sent = "yes";
  const sending = send(form, event.submitter).catch(() => ({ sentence: UNREACHED }));
  busy(place, event.submitter);
  const told = await sending;
  if (form.matches(".composer")) written(form, told);
  else pressed(form, told);
  // A press is answered by a changed card or a line, which calm the card; nothing may come of it, too.
  if (form.matches(".composer") || !told.ok) calm(place);
  else setTimeout(() => calm(place), BUSY_AT_MOST);
}

function written(form, told) {
  form.querySelector(".error").textContent = told.sentence || "";
  if (!told.ok) return;
  form.elements.stamp.value = told.stamp;
  form.elements.text.value = "";
  form.elements.files.value = "";
  form.querySelector(".attach").open = false;
  drafts(form.elements.text);
  toNewest(form.closest(".chat"));
  form.elements.text.focus();
}

function pressed(form, told) {
  const item = form.closest(".item") || form;
  if (told.ok) {
    // The stamp of this press is used up: with the next one the same button does something again.
    for (const old of item.querySelectorAll("[name=stamp]")) old.value = told.stamp;
    return;
  }
  delete item.dataset.sent;
  if (told.html) {
    const next = element(told.html);
    next.dataset.changed = item.dataset.changed;
    if (!item.querySelector(".day")) next.querySelector(".day")?.remove();
    item.replaceWith(next);
    (next.querySelector("[aria-invalid]") || next.querySelector(".problem"))?.focus();
  } else {
    const error = form.closest(".chat").querySelector(".composer .error");
    error.textContent = told.sentence;
  }
  aloud.textContent = told.sentence || "";
}

function drafts(area) {
  const key = `draft ${area.id}`;
  if (area.value) sessionStorage.setItem(key, area.value);
  else sessionStorage.removeItem(key);
}

function start() {
  localTimes(document);
  for (const chat of document.querySelectorAll(".chat")) {
    const area = chat.querySelector(".composer textarea");
    area.value ||= sessionStorage.getItem(`draft ${area.id}`) || "";
    area.addEventListener("input", () => drafts(area));
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      area.form.requestSubmit();
    });
    offerNewest(chat);
    if (visible(chat.dataset.user)) unread.delete(chat.dataset.user);
    toNewest(chat);
  }
  drawUnread();
  for (const chip of document.querySelectorAll(".people [aria-current]")) chip.scrollIntoView({ block: "nearest", inline: "center" });
  main.addEventListener("submit", submitted);
  folding(document.getElementById("guide"));
  const source = listen();
  window.addEventListener("pageshow", (event) => event.persisted && source.readyState === EventSource.CLOSED && location.reload());
}

start();
