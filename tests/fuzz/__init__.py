"""Mutated answers, damaged files of the data folder and hostile files: no exception that is not ours, nothing changed,
nothing left running."""
