"""Imports of papers, CVs and numbers from files and services into the data files."""
