"""Lets the official SDK speak JSON over HTTP: for PYTHONPATH, in an environment with protobuf < 7.

clarifai-grpc has a channel of its own for that.  Here the two functions that make a channel make
this one, and its calls are registered as calls that carry the SDK's credentials.
"""
import importlib.abc
import importlib.util
import sys


def speak_json(module):
    """Makes the channels of ``clarifai_channel`` JSON channels, without proxies."""
    import grpc._channel  # noqa: F401  (the SDK looks at it, and a channel of gRPC would load it)
    from clarifai_grpc.channel.http_client import HttpClient
    channel = module.ClarifaiChannel
    new_json_channel = channel.get_json_channel

    def opened(url):
        made = new_json_channel(base_url=url)
        made.session.trust_env = False
        return made

    channel.get_grpc_channel = staticmethod(
        lambda base=None, *more, **others: opened('https://%s' % base))
    channel.get_insecure_grpc_channel = staticmethod(
        lambda base=None, port=None, *more, **others: opened('http://%s:%s' % (base, port or 80)))
    # What it does for a log that nobody reads.
    HttpClient._mangle_base64_values = lambda self, params: {}


def take_calls(module):
    """Lets the SDK add credentials to calls of the JSON channel."""
    from clarifai_grpc.channel.grpc_json_channel import JSONUnaryUnary
    module.RpcCallable.register(JSONUnaryUnary)


class Changing(importlib.abc.MetaPathFinder):
    """Changes modules when they are loaded."""

    def __init__(self, changes):
        self._changes = changes

    def find_spec(self, name, path=None, target=None):
        """Finds a module as ever, once, and has it changed."""
        change = self._changes.pop(name, None)
        spec = importlib.util.find_spec(name) if change else None
        if spec is None:
            return None
        run = spec.loader.exec_module

        def run_and_change(module):
            run(module)
            change(module)
        spec.loader.exec_module = run_and_change
        return spec


sys.meta_path.insert(0, Changing({'clarifai_grpc.channel.clarifai_channel': speak_json,
                                  'clarifai.client.auth.register': take_calls}))
