"""LlamaIndex's sockets: any of its embedding models and postprocessors behind our ports, our library behind its own."""
