"""Who works for a council: reads lists of staff and of budget codes, and says everything that is wrong with them."""
