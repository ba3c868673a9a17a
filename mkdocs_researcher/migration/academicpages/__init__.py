"""academicpages: publications, talks and courses as collections."""
