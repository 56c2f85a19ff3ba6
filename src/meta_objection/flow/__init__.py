"""The order of things: arrive, prepare, send. It must never change by accident."""
