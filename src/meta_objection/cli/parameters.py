"""How the verbs say what they take."""

from cyclopts import Parameter

FLAT = Parameter(name="*")
"""For a parameter that holds settings: each of them is a flag of the verb."""
TO_FILE = Parameter(name=["--output", "-o"], help="The file to write; standard output if not given.")
NO_DEFAULTS = Parameter(show_default=False)
"""For every group of verbs: the help texts name the defaults that a person wonders about."""
