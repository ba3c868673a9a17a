"""Works from elsewhere as entries of `papers.yml`: one file per source, then matching, joining and editing."""
