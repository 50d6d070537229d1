"""The edge to Teams: the only folder that knows botbuilder. It checks what comes in, and carries what goes out."""
