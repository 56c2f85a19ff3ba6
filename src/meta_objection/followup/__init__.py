"""After the sending: where each objection stands, what is due when, and the next letter. Nothing here is ever sent."""
