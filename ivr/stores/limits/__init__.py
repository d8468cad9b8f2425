"""How often something may happen, over all calls and channels."""
