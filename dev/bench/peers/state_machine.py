"""A Hypothesis state machine over a line protocol: one rule for each kind of operation, one form of it for each example.

Reads one line of JSON for each flaw: {"seed": 1, "kinds": {"GetRole": [0, 1], ...}, "operations": 10000}. Then it asks, a line each:
"open" for a fresh world, or the number of a form to perform. The answer is "ok", "differs", or "enough" when the operations are used
up. It ends with a line of JSON: {"length": N}, the operations of the counterexample that Hypothesis ended with, or {"length": null}.
"""

import json
import sys
import tempfile

import hypothesis
from hypothesis import HealthCheck, Verbosity, settings, strategies
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test


class Enough(BaseException):
    """The operations are used up."""


def ask(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    answer = sys.stdin.readline().strip()
    if answer == "enough":
        raise Enough
    return answer


def machine_of(kinds):
    last = []

    def start(self):
        RuleBasedStateMachine.__init__(self)
        last.clear()
        ask("open")

    def performing(self, form):
        last.append(form)
        assert ask(form) == "ok"

    rules = {kind: rule(form=strategies.sampled_from(forms))(lambda self, form: performing(self, form)) for kind, forms in kinds.items()}
    return type("Role", (RuleBasedStateMachine,), {"__init__": start, **rules}), last


home = tempfile.TemporaryDirectory()
set_hypothesis_home_dir(home.name)
for line in sys.stdin:
    order = json.loads(line)
    machine, last = machine_of(order["kinds"])
    quiet = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False, verbosity=Verbosity.quiet)
    length = None
    run = 0
    try:
        while length is None:
            run += 1
            try:
                run_state_machine_as_test(hypothesis.seed(order["seed"] * 1000 + run)(machine), settings=quiet)
            except Exception:
                length = len(last)
    except Enough:
        pass
    print(json.dumps({"length": length}), flush=True)
