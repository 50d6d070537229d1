"""The app package that Teams is given: what the app may do, its menus of commands, and its two icons."""
