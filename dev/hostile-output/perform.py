"""Performs scripts, each in a process of its own that has boto3 loaded already.

A line of standard input is a list: the script and its argument. The answer is a line: the exit code, and what the script said.
"""

import json
import os
import runpy
import sys
import tempfile
import traceback

import boto3  # noqa: F401


def perform(script, argument, heard):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(heard.fileno(), 1)
    os.dup2(heard.fileno(), 2)
    sys.argv = [script, argument]
    code = 0
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        code = end.code or 0
    except BaseException as error:
        # As the interpreter does.
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


for line in sys.stdin:
    script, argument = json.loads(line)
    with tempfile.TemporaryFile() as heard:
        child = os.fork()
        if child == 0:
            try:
                perform(script, argument, heard)
            except BaseException:
                traceback.print_exc()
            os._exit(70)
        _, status = os.waitpid(child, 0)
        heard.seek(0)
        said = heard.read().decode("utf-8", "replace")
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "said": said}), flush=True)
