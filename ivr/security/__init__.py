"""What keeps secrets secret: sealing, tokens, masks, the rules for keys, security codes."""
