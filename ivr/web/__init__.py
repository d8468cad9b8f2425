"""The pages that people open in a browser: the desk at which agents work, and how they sign in there."""
