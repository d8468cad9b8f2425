"""The room in which agent and caller talk: who comes in, who cannot hear whom, and the capsule."""
