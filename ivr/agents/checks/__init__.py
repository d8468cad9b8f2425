"""How an agent finds out who is calling, and what follows from it."""
