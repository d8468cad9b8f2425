"""The pages: a home with everything on one screen, and the telephone."""
