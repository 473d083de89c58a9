"""The officers' desk, tried the way officers use it."""
