// Draws blocks the way Slack's clients do, with a renderer that this project did not write.
import {createElement} from "react";
import {createRoot} from "react-dom/client";
import {Message} from "slack-blocks-to-jsx";

// Where the renderer differs from Slack: it takes `verbatim` to mean that nothing is formatted, draws a field of one line
// as one of many, leaves out that a field is optional, and adds a hint of its own.
const asSlackHas = (value) => JSON.parse(JSON.stringify(value, (key, part) => (key === "verbatim" ? undefined : part)));

function corrected(blocks) {
  const inputs = blocks.filter((block) => block.type === "input");
  const written = inputs.filter((block) => block.element.type === "plain_text_input");
  document.querySelectorAll("#place textarea").forEach((area, n) => {
    if (!written[n].element.multiline) area.style.cssText = "height: 40px; min-height: 0; resize: none";
  });
  document.querySelectorAll("#place p").forEach((p) => p.textContent.startsWith("\u21b5") && p.remove());
  const leaves = [...document.querySelectorAll("#place *")].filter((e) => !e.children.length);
  leaves.filter((e) => e.textContent === "Write something").forEach((e) => e.remove());
  for (const {label, optional} of inputs) {
    const shown = leaves.find((e) => e.textContent === label.text);
    if (optional && shown) shown.append(Object.assign(document.createElement("span"), {className: "optional", textContent: " (optional)"}));
  }
}

window.drawn = async (place, blocks, theme) => {
  createRoot(document.getElementById(place)).render(
    createElement(Message, {blocks: asSlackHas(blocks), theme, withoutWrapper: true, logo: "", name: "Comms Desk"}),
  );
  await new Promise((done) => setTimeout(done, 300));
  corrected(blocks);
};
