"""Never twice: what was begun and what was sent, and the rules of who may press."""
