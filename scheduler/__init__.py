"""The other stair: what happens by the clock. Ticks in `clock`, what is done in `jobs`."""
