from typing import Any, Tuple
import argparse

DESCRIPTION: str
EXAMPLES: str
COLUMNS: Tuple[str, ...]

def add_to(commands: Any) -> argparse.ArgumentParser: ...
def run(options: argparse.Namespace) -> int: ...
