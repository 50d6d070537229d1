// Reads a card a line, and answers each with what Microsoft's own parser of Adaptive Cards finds wrong with it.
const cards = require(process.argv[2]);
const config = new cards.HostConfig({ supportsInteractivity: true, actions: { maxActions: 6 } });

function verdict(payload) {
  const card = new cards.AdaptiveCard();
  const context = new cards.SerializationContext(cards.Versions.v1_5);
  card.hostConfig = config;
  card.parse(payload, context);
  const found = [...Array(context.eventCount).keys()].map((n) => context.getEventAt(n));
  found.push(...card.validateProperties().validationEvents);
  return found.map((event) => `${cards.ValidationEvent[event.event]}: ${event.message}`);
}

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    let said;
    try {
      said = verdict(JSON.parse(line));
    } catch (error) {
      said = [`Thrown: ${error.message}`];
    }
    console.log(JSON.stringify(said));
  });
