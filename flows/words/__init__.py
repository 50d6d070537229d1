"""The questions and ends of flows that are too long for one file; a short flow keeps its words in its own."""
