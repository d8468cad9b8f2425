"""The telephone service by which customers get the key to their money back."""
