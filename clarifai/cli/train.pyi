from typing import Any
import argparse

DESCRIPTION: str
EXAMPLES: str

def add_to(commands: Any) -> argparse.ArgumentParser: ...
def run(options: argparse.Namespace) -> int: ...
