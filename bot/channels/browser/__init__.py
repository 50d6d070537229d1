"""The practice room: the council's sample people side by side in one page on loopback."""
