"""Publications: the model of a paper, and the macros `papers()` and `paper("id")`."""
