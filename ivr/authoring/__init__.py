"""What those use who write tables and prompts: checks, pictures of the menus, the script for a recording studio."""
