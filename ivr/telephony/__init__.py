"""How the service speaks with the telephone network: webhooks come in, instructions and commands go out."""
