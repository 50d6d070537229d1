"""Drawing: every card as a message, a window or a home page, within Slack's limits. All of it is PURE."""
