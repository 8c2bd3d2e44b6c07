"""The AWS CLI, loaded once: every command that `aws` of a folder is given is performed in a process of its own.

`aws.py FOLDER` writes the command `aws` into the folder, says so, and serves it until standard input ends.
"""

import importlib
import json
import os
import signal
import socket
import sys
import threading
import traceback

import awscli
import awscli.clidriver
import awscli.handlers  # noqa: F401
import botocore.endpoint  # noqa: F401

COMMAND = """#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as to:
    to.connect({path!r})
    told = json.dumps([sys.argv, dict(os.environ), os.getcwd()]).encode()
    socket.send_fds(to, [len(told).to_bytes(8, "big")], [0, 1, 2])
    to.sendall(told)
    sys.exit(int(to.recv(8) or b"70"))
"""


def received(to, size):
    told = b""
    while len(told) < size:
        told += to.recv(size - len(told)) or sys.exit(70)
    return told


def perform(to):
    size, streams, _, _ = socket.recv_fds(to, 8, 3)
    argv, environment, folder = json.loads(received(to, int.from_bytes(size, "big")))
    child = os.fork()
    if child == 0:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = argv
        code = 70
        try:
            # It notes in the environment where its data are.
            importlib.reload(awscli)
            code = awscli.clidriver.main()
            sys.stdout.flush()
        except SystemExit as end:
            code = end.code
        except BaseException:
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(code or 0)
    _, status = os.waitpid(child, 0)
    to.sendall(str(os.waitstatus_to_exitcode(status) & 255).encode())


folder = sys.argv[1]
path = os.path.join(folder, "socket")
with socket.socket(socket.AF_UNIX) as server:
    server.bind(path)
    server.listen(64)
    with open(os.path.join(folder, "aws"), "w", opener=lambda name, flags: os.open(name, flags, 0o755)) as file:
        file.write(COMMAND.format(python=sys.executable, path=path))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print("ready", flush=True)
    while True:
        to, _ = server.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                perform(to)
            except BaseException:
                traceback.print_exc()
            os._exit(0)
        to.close()
