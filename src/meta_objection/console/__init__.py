"""The person at the terminal: what is printed, what is asked, and how a run is interrupted."""
