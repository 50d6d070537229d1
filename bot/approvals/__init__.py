"""Cases: who must agree to what, who has, and the record of it."""
