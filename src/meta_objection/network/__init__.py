"""All that leaves this machine, and the gates it passes."""
