"""The browser a run drives: opened, looked at, and closed without leaving anything behind."""
