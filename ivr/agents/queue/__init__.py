"""Callers who wait: how they enter a queue, how long it will take, who is next, and the call that we owe them."""
