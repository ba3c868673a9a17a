"""luost26's academic homepage: publications and news as collections, a profile as data."""
