"""Confidential reports: who gets them, what is done about them, and that nobody else learns that there is one."""
