"""An agent's desk: what it shows and what can be done there, during a call and after it."""
