"""E-mails on one machine: a real SMTP server takes them, and an inbox keeps them for whoever wants to look."""
