"""What a run will do, settled and checked before a browser opens."""
