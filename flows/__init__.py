"""Guided flows: pure functions from answers to advice, one file a flow, found by being here."""
