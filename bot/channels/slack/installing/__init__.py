"""Installing the app in several workspaces by OAuth: who may, the pages for it, and the tokens that come of it."""
