"""What must follow an approval, and the registers that are kept of it: accounts and signed agreements."""
