"""Reading: what Teams sends in the shapes that it documents, what was filled in, and who did it where."""
