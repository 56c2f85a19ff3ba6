"""What is taken down of a run: pages, pictures, traces, timestamps."""
