"""A busy hour for looking at: invented callers and the demo's agents, who come in by the same doors as people do."""
