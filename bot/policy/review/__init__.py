"""What the owner of a policy reviews: a sheet of every question and end to sign, and what a change changes."""
