"""Commands with a file of their own; they only wire, and import what they need when they run."""
