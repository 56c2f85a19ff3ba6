"""How a run ends: what is known of it, what that means, how it is told, and what is filed."""
