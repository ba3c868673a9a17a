"""The CV as PDF."""
