"""Signing in and out, and how long somebody stays signed in."""
